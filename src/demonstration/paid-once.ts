import type { Month } from '../domain/shared/day.ts'
import type { SchemeCode } from '../domain/shared/scheme-code.ts'
import { adaptationMonths } from './story-adaptation.ts'
import { expenditureMonths } from './story-expenditure.ts'
import { grantMonths } from './story-grants.ts'

/** The months in which the story pays what is paid once or in stages, by scheme. */
export const paidOnce: Readonly<Record<SchemeCode, readonly Month[]>> = {
  temporaryAssistance: expenditureMonths,
  homeAdaptation: adaptationMonths,
  ...grantMonths,
}
