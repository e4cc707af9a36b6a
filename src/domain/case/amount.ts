import { isLive } from '../person/state.ts'
import type { AssessmentResult, Held } from '../scheme/assessment.ts'
import type { AmountFacts } from '../scheme/calculation.ts'
import type { Assessment } from '../scheme/household.ts'
import { decidedSum, monthlyAmount } from '../scheme/monthly-amount.ts'
import { firstPaidMonth } from '../scheme/paid-months.ts'
import type { Payee } from '../scheme/payee.ts'
import { rulesetOn } from '../scheme/scheme.ts'
import { type Day, lastDayOf, type Month } from '../shared/day.ts'
import type { Fen } from '../shared/fen.ts'
import type { CaseContext } from './context.ts'
import { type Entitlement, lastMonthWithin } from './entitlement.ts'
import type { CaseFile } from './file.ts'
import { particularsSoFar, requireParticulars } from './particulars.ts'
import { clauseOfGrounds, schemeOf } from './procedure.ts'
import { refuse } from './refusals.ts'
import { withoutRefusers } from './work.ts'

/** What an assessment says about the members who are still there. */
const ofMembers = ({ members, assessment }: CaseFile): Assessment => {
  const isThere = ({ personId }: { personId: string }) => members.some((member) => member.personId === personId)
  return {
    ...assessment,
    incomes: assessment.incomes.filter(isThere),
    deductions: assessment.deductions.filter(isThere),
  }
}

/** Which other schemes the members hold. */
export const heldBy = (
  { caseId, members }: { caseId: string; members: readonly { personId: string }[] },
  { persons }: CaseContext,
): readonly Held[] =>
  members.flatMap(({ personId }): Held[] => {
    const person = persons.get(personId)
    if (person?.status !== 'REGISTERED') return []
    return person.claims
      .filter((claim) => isLive(claim) && claim.caseId !== caseId)
      .map(({ scheme }) => ({ personId, scheme }))
  })

/**
 * What the facts of the file come to under the policy of a day, for a month. Computed anew each time it matters: what a
 * client sends is never used.
 */
export const computeAmount = (
  file: CaseFile,
  context: CaseContext,
  { day, month }: { day: Day; month: Month },
): AssessmentResult => {
  const { area, areaKind, members } = file
  const { policy } = context
  const scheme = schemeOf(file, context)
  const place = { policy, ruleset: rulesetOn(scheme, day), area, areaKind, day, month, held: heldBy(file, context) }
  const assessed = scheme.assess(ofMembers(file), members, place, requireParticulars(scheme, file))
  return withoutRefusers(assessed, file, context, { day, month })
}

/** The first month that a grant confirmed on a day pays. */
export const firstMonthOf = (file: CaseFile, context: Pick<CaseContext, 'schemes'>, confirmedOn: Day): Month =>
  firstPaidMonth(schemeOf(file, context), { confirmedOn, filedOn: file.filedOn })

/**
 * The last day of what ends by itself: as the scheme says, else that of the last instalment. What is taken over without the
 * scheme's own facts has no end until its first review.
 */
export const endOf = (
  file: Pick<CaseFile, 'scheme' | 'members' | 'particulars'>,
  context: CaseContext,
  facts: AmountFacts,
  decidedOn: Day,
): Day | null => {
  const scheme = schemeOf(file, context)
  const particulars = particularsSoFar(scheme, file)
  if (particulars === undefined) return null
  const end = scheme.endsOn({ decidedOn, facts, members: file.members, particulars })
  if (end) return end.value
  if (facts.mode !== 'INSTALMENTS') return null
  const last = facts.instalments
    .map(({ month }) => month)
    .sort()
    .at(-1)
  return last === undefined ? null : lastDayOf(last)
}

/** The entitlement that the facts of the file make. */
export const entitlementFrom = (
  file: CaseFile,
  context: CaseContext,
  result: AssessmentResult,
  rest: { fromMonth: Month; toMonth: Month | null; holder: string; payee: Payee; closeRelative: boolean },
): Entitlement => {
  const endsOn = endOf(file, context, result.facts, context.today)
  const { fromMonth } = rest
  const toMonth = lastMonthWithin({ endsOn }, rest.toMonth)
  // What ends by itself before its first month is nothing to grant: a child who comes of age this month.
  if (toMonth !== null && toMonth < fromMonth) throw refuse('month-out-of-range', { fromMonth, to: toMonth })
  return {
    scheme: file.scheme,
    ...rest,
    toMonth,
    area: file.area,
    areaKind: file.areaKind,
    members: file.members.map(({ personId }) => personId),
    facts: result.facts,
    amountFen: result.sheet.amountFen,
    povertyRegister: file.povertyRegister,
    endsOn,
  }
}

/** What an entitlement pays for a month under the rates known today; the amount it was decided on where there are none. */
export const presentAmount = (entitlement: Entitlement, { policy, today }: CaseContext, month: Month): Fen => {
  const { facts, scheme, area, areaKind, amountFen } = entitlement
  const amount = monthlyAmount(facts, policy, { scheme, area, areaKind, month, knownOn: today })
  return amount ? decidedSum(facts, amount.fen) : amountFen
}

/** Refuses what does not qualify, or comes to nothing under a scheme that pays. */
export const requireQualified = (
  file: CaseFile,
  context: CaseContext,
  { verdict, sheet }: Pick<AssessmentResult, 'verdict' | 'sheet'>,
): void => {
  const scheme = schemeOf(file, context)
  const isPaid = scheme.gives !== 'STATUS'
  if (!verdict.qualifies || (isPaid && sheet.amountFen === 0))
    throw refuse('does-not-qualify', {
      grounds: [...verdict.grounds],
      amountFen: sheet.amountFen,
      ...clauseOfGrounds(scheme, verdict.grounds),
    })
}

/** Refuses a decision whose confirmer had another amount before them than the one computed now. */
export const requireStatedAmount = (stated: Fen, computed: Fen): void => {
  if (stated !== computed) throw refuse('amount-drifted', { stated, computed })
}

/** The day by which the case is reviewed next, and the clause that says so; null where there is nothing to review. */
export const nextReview = (
  file: CaseFile,
  context: Pick<CaseContext, 'schemes'>,
  decidedOn: Day,
): { due: Day; clause: string } | null => {
  const scheme = schemeOf(file, context)
  return scheme.reviewDue({
    decidedOn,
    ruleset: rulesetOn(scheme, decidedOn),
    areaKind: file.areaKind,
    members: file.members,
    incomes: ofMembers(file).incomes,
    particulars: requireParticulars(scheme, file),
  })
}
