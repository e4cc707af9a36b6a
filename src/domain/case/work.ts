import { z } from 'zod'
import type { AssessmentResult } from '../scheme/assessment.ts'
import type { AmountFacts } from '../scheme/calculation.ts'
import { decidedSum, monthlyAmount } from '../scheme/monthly-amount.ts'
import { addMonthsToDay, type Day, type Month } from '../shared/day.ts'
import { divideFen } from '../shared/fen.ts'
import type { CaseContext } from './context.ts'
import type { CaseFile } from './file.ts'
import { caseParameter } from './parameters.ts'

/** What a member said to an offer: taken, refused, or declined for a good reason, which counts neither way. */
export const WorkAnswer = z.enum(['ACCEPTED', 'REFUSED', 'EXCUSED'])
export type WorkAnswer = z.infer<typeof WorkAnswer>

/** Suitable work that a member was offered, and the answer. */
export type WorkOffer = {
  offerId: string
  personId: string
  offeredOn: Day
  answer: { is: WorkAnswer; on: Day } | null
}

/** The days of the refusals in a row with which a person's answers end; work that was taken breaks the row. */
const refusalsInRow = (offers: readonly WorkOffer[], personId: string): readonly Day[] => {
  const answers = offers
    .flatMap((offer) => (offer.personId === personId && offer.answer ? [offer.answer] : []))
    .filter(({ is }) => is !== 'EXCUSED')
  return answers.slice(answers.findLastIndex(({ is }) => is === 'ACCEPTED') + 1).map(({ on }) => on)
}

/** How often a person has refused in a row, and whether the place counts that against them [2021-57 Art.34]. */
export const refusalsOf = (
  file: CaseFile,
  personId: string,
  context: Pick<CaseContext, 'policy' | 'today'>,
): { inRow: number; counts: boolean; clause: string } => {
  const { value: most, clause } = caseParameter('workRefusals', file, context)
  const { value: months } = caseParameter('workRefusalWithinMonths', file, context)
  const days = refusalsInRow(file.workOffers ?? [], personId)
  const [first, last] = [days.at(-most), days.at(-1)]
  const isEnough = first !== undefined && last !== undefined && days.length >= most
  const isNear = isEnough && (months === 0 || last <= addMonthsToDay(first, months))
  return { inRow: days.length, counts: isEnough && isNear, clause }
}

/** The members whose share is left out because of what they refused. */
export const refusersOf = (file: CaseFile, context: Pick<CaseContext, 'policy' | 'today'>): readonly string[] =>
  file.workOffers === undefined
    ? []
    : file.members.map(({ personId }) => personId).filter((personId) => refusalsOf(file, personId, context).counts)

/** The facts of the others' shares: income per head stays what it is, fewer heads are paid. */
export const factsOfOthers = (facts: AmountFacts & { mode: 'GAP' | 'TIER' }, others: number): AmountFacts =>
  facts.mode === 'TIER'
    ? { ...facts, members: others }
    : {
        ...facts,
        members: others,
        countableIncomeFen: divideFen(facts.countableIncomeFen * others, facts.members),
      }

/**
 * An assessment without the shares of those who keep refusing suitable work: their share only, and nobody else's
 * [2021-57 Art.34]. Where nobody else is left the amount is nothing.
 */
export const withoutRefusers = (
  result: AssessmentResult,
  file: CaseFile,
  context: CaseContext,
  { day, month }: { day: Day; month: Month },
): AssessmentResult => {
  const { facts, sheet, verdict } = result
  const [refuser, ...more] = refusersOf(file, context)
  if (refuser === undefined || !verdict.qualifies || (facts.mode !== 'GAP' && facts.mode !== 'TIER')) return result
  const leftOut = 1 + more.length
  const others = facts.members - leftOut
  const reduced = others > 0 ? factsOfOthers(facts, others) : facts
  const { scheme, area, areaKind } = file
  const line = monthlyAmount(reduced, context.policy, { scheme, area, areaKind, month, knownOn: day })
  const amountFen = others > 0 && line ? decidedSum(reduced, line.fen) : 0
  const { clause } = refusalsOf(file, refuser, context)
  const share = { item: 'sharesLeftOut', clause, inputs: { members: facts.members, leftOut }, fen: amountFen }
  return { facts: reduced, sheet: { ...sheet, lines: [...sheet.lines, share], amountFen }, verdict }
}
