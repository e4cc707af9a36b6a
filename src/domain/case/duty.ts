import type { Role } from '../shared/actor.ts'

/** Who may send a command: one of these roles, anybody where none is named; some only from the county itself. */
export type Duty = { roles: readonly Role[]; level?: 'COUNTY' | 'ELSEWHERE' }

/** Who takes in and hands out papers. */
export const helpers: readonly Role[] = ['assistanceAssistant', 'caseWorker', 'reviewer']
/** Who looks into a case. */
export const investigators: readonly Role[] = ['surveyor', 'caseWorker', 'reviewer']
/** Who handles a case. */
export const office: readonly Role[] = ['caseWorker', 'reviewer']
/** They, and who decides. */
export const officeAndConfirmer: readonly Role[] = ['caseWorker', 'reviewer', 'confirmer']
/** Who judges a case. */
export const seniors: readonly Role[] = ['reviewer', 'confirmer']
/** Who decides. */
export const confirmer: readonly Role[] = ['confirmer']
/** No role at all: what processes send. */
export const anybody: readonly Role[] = []
