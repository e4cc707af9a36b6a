import type { WorkingCalendar } from '../policy/calendar.ts'
import { type Actor, holdsOneOf, type Role } from '../shared/actor.ts'
import { AreaCode, isBelowCounty, isWithin } from '../shared/area.ts'
import type { Decided } from '../shared/command.ts'
import { type Day, lastDayOf, type Month } from '../shared/day.ts'
import type { Decider } from '../shared/decider.ts'
import type { PriceCommand, PriceCommandNamed } from './commands.ts'
import { type PriceEvent, priceEvents } from './events.ts'
import { inOrderOfClaim } from './groups.ts'
import { payByDay } from './pay-by.ts'
import { refuse } from './refusals.ts'
import { evolvePrices, indexFor, noPrices, type Outcome, outcomeFor, type PriceBook, runningUntil } from './state.ts'
import { type LocalTerms, localRules } from './terms.ts'
import { type Judgement, judgeMonth } from './trigger.ts'
import type { PriceVersion } from './version.ts'
import { versionOf } from './versions.ts'

/** What a decision on prices rests on beside the area's stream. */
export type PriceContext = {
  actor: Actor
  today: Day
  /** What the area and everything above it have published. */
  book: PriceBook
  calendar: WorkingCalendar
  /** What counts in the area for an index month. */
  termsFor: (month: Month) => LocalTerms
}

type Facts = readonly Decided<PriceEvent>[]

/** Prices of a whole country have not moved further within a year since the mechanism exists: the product's own bounds. */
const plausible = { least: -2_000, most: 5_000 }

const decide = (command: PriceCommand, own: PriceBook, context: PriceContext): Facts => {
  authorize(command.subject, context.actor)
  switch (command.type) {
    case 'PublishPriceIndex':
      return publish(command, own, context)
    case 'CorrectPriceIndex':
      return correct(command, own, context)
    case 'DeclarePriceTrigger':
      return declare(command, context)
  }
}

const publishers: readonly Role[] = ['policyPublisher', 'administrator']

const authorize = (area: AreaCode, actor: Actor): void => {
  if (!holdsOneOf(actor, publishers)) throw refuse('not-price-publisher', { roles: publishers })
  if (!AreaCode.safeParse(area).success || isBelowCounty(area)) throw refuse('price-below-county', { area })
  if (!isWithin(area, actor.area)) throw refuse('price-outside-area', { area, actorArea: actor.area })
}

const publish = (
  { subject: area, newId, data }: PriceCommandNamed<'PublishPriceIndex'>,
  own: PriceBook,
  { today }: PriceContext,
): Facts => {
  checkRelease(data, today)
  const twin = own.indices.find(
    ({ month, index, correctedBy }) => month === data.month && index === data.index && correctedBy === null,
  )
  if (twin) throw refuse('price-index-twice', { indexId: twin.indexId, document: twin.document.number })
  return [{ type: 'PriceIndexPublished', data: { indexId: newId, area, ...data, corrects: null } }]
}

const correct = (
  { subject: area, newId, data }: PriceCommandNamed<'CorrectPriceIndex'>,
  own: PriceBook,
  { today }: PriceContext,
): Facts => {
  const { indexId: corrects, ...corrected } = data
  const wrong = own.indices.find(({ indexId }) => indexId === corrects)
  if (!wrong) throw refuse('unknown-price-index', { indexId: corrects })
  if (wrong.correctedBy !== null) throw refuse('price-index-corrected', { correctedBy: wrong.correctedBy })
  const { month, index } = wrong
  checkRelease({ month, ...corrected }, today)
  return [{ type: 'PriceIndexPublished', data: { indexId: newId, area, month, index, ...corrected, corrects } }]
}

const checkRelease = (
  { month, releasedOn, yearOnYear }: { month: Month; releasedOn: Day; yearOnYear: number },
  today: Day,
): void => {
  const lastDay = lastDayOf(month)
  if (today <= lastDay) throw refuse('price-month-not-over', { month, today })
  if (releasedOn <= lastDay || releasedOn > today) throw refuse('price-release-day', { month, releasedOn, today })
  const { least, most } = plausible
  if (yearOnYear < least || yearOnYear > most) throw refuse('price-index-implausible', { yearOnYear, least, most })
}

const declare = (
  { subject: area, newId, data: { month } }: PriceCommandNamed<'DeclarePriceTrigger'>,
  context: PriceContext,
): Facts => {
  const { book, today } = context
  if (today <= lastDayOf(month)) throw refuse('price-month-not-over', { month, today })
  const version = versionOf(month)
  const terms = context.termsFor(month)
  const judgement = judgeMonth(localRules(version, terms), month, (index, of) => indexFor(book, area, index, of))
  const newest = outcomeFor(book, area, month)
  const standing = newest?.area === area ? newest : undefined
  const judged = [...judgement.judged]
  if (standing && isSame(standing, judged, terms))
    throw refuse('price-trigger-standing', { triggerId: standing.triggerId, month })
  const replaces = standing?.triggerId ?? null
  const outcome = { triggerId: newId, area, month, version: version.id, judged, replaces }
  if (!judgement.met) return notMet(outcome, runningUntil(book, area, month))
  return [{ type: 'PriceTriggerDeclared', data: { ...outcome, ...dues(version, judgement, terms, area, context) } }]
}

/** Whether an outcome rests on the same indices and thresholds, and obliges to the same floor. */
const isSame = (standing: Outcome, judged: Judgement['judged'], { floor }: LocalTerms): boolean =>
  standing.judged.length === judged.length &&
  standing.judged.every(({ indexId, atLeast, clause }, place) => {
    const other = judged[place]
    return other?.indexId === indexId && other.atLeast === atLeast && other.clause === clause
  }) &&
  (!standing.met || standing.floorFen === floor.value)

const notMet = (
  outcome: Extract<PriceEvent, { type: 'PriceTriggerNotMet' }>['data'],
  lastMonth: Month | undefined,
): Facts => {
  const { area, month } = outcome
  const facts: Facts = [{ type: 'PriceTriggerNotMet', data: outcome }]
  return lastMonth === undefined
    ? facts
    : [...facts, { type: 'PriceSubsidySuspended', data: { area, month, lastMonth } }]
}

/** What a met trigger obliges to: whom, how much of the standard, and by when. */
const dues = (
  { groups, factor, payBy }: PriceVersion,
  { judged, triggeredBy, rise }: Extract<Judgement, { met: true }>,
  { floor }: LocalTerms,
  area: AreaCode,
  { book, calendar }: PriceContext,
) => {
  if (groups === null) throw refuse('price-version-without-groups')
  const released = judged.flatMap(({ index, month }) => indexFor(book, area, index, month)?.releasedOn ?? [])
  const releasedOn = released.reduce((latest, day) => (day > latest ? day : latest))
  return {
    triggeredBy,
    rise,
    factor: factor.value,
    groups: [...inOrderOfClaim(groups.value)],
    floorFen: floor.value,
    floorClause: floor.clause,
    payBy: payByDay(payBy, releasedOn, calendar),
  }
}

/** `price-<area>`: the indices of an area and what they have meant, month by month. */
export const priceDecider: Decider<PriceBook, PriceCommand, PriceEvent, PriceContext> = {
  schemas: priceEvents,
  initial: noPrices,
  evolve: evolvePrices,
  decide,
}
