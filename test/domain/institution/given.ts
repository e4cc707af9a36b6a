import type { InstitutionCommand, InstitutionCommandNamed } from '../../../src/domain/institution/commands.ts'
import { type InstitutionContext, institutionDecider } from '../../../src/domain/institution/decide.ts'
import type { InstitutionEvent } from '../../../src/domain/institution/events.ts'
import type { Institution } from '../../../src/domain/institution/state.ts'
import type { Actor } from '../../../src/domain/shared/actor.ts'
import { given, stateAfter } from '../../given.ts'

export const HOME = '00000000-0000-4000-8000-0000000000f1'
export const OTHER_HOME = '00000000-0000-4000-8000-0000000000f2'
export const MOVE = '00000000-0000-4000-8000-0000000000e1'
export const TODAY = '2023-09-11'
export const document = { number: '示民函〔2023〕7号', title: '关于整合敬老院的批复', issuer: '示例县民政局' }

/** Case and person of the resident with this number. */
export const caseOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const personOf = (number: number): string => `00000000-0000-4000-9000-${String(number).padStart(12, '0')}`

export const registered = (over: { institutionId?: string; beds?: number } = {}): InstitutionEvent => ({
  type: 'InstitutionRegistered',
  data: {
    institutionId: HOME,
    name: '示例镇中心敬老院',
    kind: 'SUPPORT_HOME',
    beds: 3,
    creditCode: null,
    area: '990101001',
    ...over,
  },
})
export const withAccount: InstitutionEvent = {
  type: 'InstitutionAccountRegistered',
  data: { institutionId: HOME, bank: '示例农村商业银行', account: '820000001', accountHolder: '示例镇中心敬老院' },
}
export const admitted = (number: number, fromDay = '2023-04-01'): InstitutionEvent => ({
  type: 'ResidentAdmitted',
  data: { institutionId: HOME, caseId: caseOf(number), personId: personOf(number), moveId: null, fromDay },
})
export const discharged = (number: number, lastDay: string): InstitutionEvent => ({
  type: 'ResidentDischarged',
  data: {
    institutionId: HOME,
    caseId: caseOf(number),
    personId: personOf(number),
    moveId: null,
    lastDay,
    reason: 'LEFT',
  },
})

const reviewer: Actor = { sub: 'reviewer-1', roles: ['caseWorker', 'confirmer'], office: 'county', area: '990101' }

/** What a decision rests on, by somebody of the county on the day of these tests. */
export const context = (over: Partial<InstitutionContext> = {}): InstitutionContext => ({
  actor: reviewer,
  today: TODAY,
  into: null,
  ...over,
})

/** A command on the home. */
export const command = <Type extends InstitutionCommand['type']>(
  type: Type,
  data: InstitutionCommandNamed<Type>['data'],
): InstitutionCommandNamed<Type> => ({ type, subject: HOME, newId: MOVE, data }) as InstitutionCommandNamed<Type>

/** Somebody comes in. */
export const admit = (number: number, fromDay = '2023-09-11'): InstitutionCommandNamed<'AdmitResident'> =>
  command('AdmitResident', { caseId: caseOf(number), personId: personOf(number), moveId: null, fromDay })

/** Facts of the home. */
export const home = (...events: readonly InstitutionEvent[]) => given(institutionDecider, ...events)

/** The home after some facts. */
export const homeAfter = (...events: readonly InstitutionEvent[]): Institution => {
  const state = stateAfter(institutionDecider, events)
  if (state.status === 'NONE') throw new Error('nothing is registered')
  return state
}
