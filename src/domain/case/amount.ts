import type { Assessment } from '../scheme/household.ts'
import { monthlyAmount } from '../scheme/monthly-amount.ts'
import type { AssessmentResult } from '../scheme/scheme.ts'
import { findScheme } from '../scheme/schemes.ts'
import type { Day, Month } from '../shared/day.ts'
import type { Fen } from '../shared/fen.ts'
import type { CaseContext } from './context.ts'
import type { Entitlement } from './entitlement.ts'
import type { CaseFile } from './file.ts'
import { refuse } from './refusals.ts'

/** What an assessment says about the members who are still there. */
const ofMembers = ({ members, assessment }: CaseFile): Assessment => {
  const isThere = ({ personId }: { personId: string }) => members.some((member) => member.personId === personId)
  return {
    ...assessment,
    incomes: assessment.incomes.filter(isThere),
    deductions: assessment.deductions.filter(isThere),
  }
}

/**
 * What the facts of the file come to under the policy of a day, for a month. Computed anew each time it matters: what a
 * client sends is never used.
 */
export const computeAmount = (
  file: CaseFile,
  { policy }: CaseContext,
  { day, month }: { day: Day; month: Month },
): AssessmentResult => {
  const { area, areaKind } = file
  return findScheme(file.scheme).assess(ofMembers(file), file.members, { policy, area, areaKind, day, month })
}

/** The entitlement that the facts of the file make. */
export const entitlementFrom = (
  file: CaseFile,
  { facts, sheet }: AssessmentResult,
  rest: { fromMonth: Month; toMonth: Month | null; holder: string; closeRelative: boolean },
): Entitlement => ({
  scheme: file.scheme,
  ...rest,
  area: file.area,
  areaKind: file.areaKind,
  members: file.members.map(({ personId }) => personId),
  facts,
  amountFen: sheet.amountFen,
  povertyRegister: file.povertyRegister,
})

/** What an entitlement pays for a month under the standard known today; the amount it was decided on where there is none. */
export const presentAmount = (entitlement: Entitlement, { policy, today }: CaseContext, month: Month): Fen => {
  const { facts, scheme, area, areaKind, amountFen } = entitlement
  return monthlyAmount(facts, policy, { scheme, area, areaKind, month, knownOn: today })?.fen ?? amountFen
}

/** Refuses a decision whose confirmer had another amount before them than the one computed now. */
export const requireStatedAmount = (stated: Fen, computed: Fen): void => {
  if (stated !== computed) throw refuse('amount-drifted', { stated, computed })
}

/** The day by which the household is reviewed next, and the clause that says so. */
export const nextReview = (file: CaseFile, decidedOn: Day): { due: Day; clause: string } =>
  findScheme(file.scheme).reviewDue({
    decidedOn,
    areaKind: file.areaKind,
    members: file.members,
    incomes: ofMembers(file).incomes,
  })
