import { AreaKind, isWithin } from '../shared/area.ts'
import type { Day } from '../shared/day.ts'
import type { Fen } from '../shared/fen.ts'
import type { SchemeCode } from '../shared/scheme-code.ts'
import { checkDates, type Dated } from './checks.ts'
import type { PolicyCommandNamed } from './commands.ts'
import { figureOf } from './event-of.ts'
import { compareExact, exactFen, roundExact, timesFactor } from './exact-fen.ts'
import { checkPayable, checkPrint } from './findings.ts'
import { belowFloor } from './floors.ts'
import { plausible } from './plausibility.ts'
import type { Policy } from './policy.ts'
import {
  DISPOSABLE_INCOME,
  type Figure,
  type FigureUnit,
  monthsOf,
  type RateAreaKind,
  type RateName,
  STANDARD,
} from './rate.ts'
import { firstMonthOf, isCircular, type NamedRateQuestion, type Rate, rateFor } from './rates.ts'
import { refuse } from './refusals.ts'
import type { RateBook, RateRow } from './rows.ts'

const unitOf: Readonly<Record<Figure['per'], FigureUnit>> = {
  MONTH: 'FEN_PER_MONTH',
  YEAR: 'FEN_PER_YEAR',
  ONCE: 'FEN_ONCE',
}

/** Refuses the name of a rate that the scheme does not pay and no link rests on: nobody would ever be paid by it. */
export const checkRateName = (
  known: RateBook,
  { data: { scheme, rate = STANDARD } }: PolicyCommandNamed<'PublishStandard' | 'LinkRate'>,
  ratesOf: (scheme: SchemeCode) => readonly RateName[],
): void => {
  const rates = ratesOf(scheme)
  const restsOn = ({ base, withdrawnOn }: RateBook['links'][number]): boolean =>
    withdrawnOn === null && base.scheme === scheme && base.rate === rate
  if (!rates.includes(rate) && !known.links.some(restsOn))
    throw refuse('unknown-rate', { scheme, rate, rates: [...rates] })
}

/** Refuses a sum that looks yearly, or in yuan, or does not fit its print, and a second one for the same first day. */
export const checkStandard = (
  own: RateBook,
  known: RateBook,
  { subject, data }: PolicyCommandNamed<'PublishStandard'>,
): void => {
  checkDates(data)
  const { rate = STANDARD, printed } = data
  const { fen, per } = figureOf(data)
  const { least, most } = boundsOf(rate, per)
  if (fen < least || fen > most) throw refuse('implausible-standard', { fen, per, leastFen: least, mostFen: most })
  checkPayable(printed, rate)
  checkPrint(printed, { value: fen, unit: unitOf[per] })
  checkTwin([...own.standards, ...own.links.filter(({ use }) => use === 'RATE')], { ...data, rate })
  const answered = printed?.answers.some(({ finding }) => finding === 'implausible-step') ?? false
  if (per !== 'ONCE' && !answered) checkStep(known, { ...data, area: subject, rate }, { fen, per })
}

/** Refuses a link to a rate of an area that lies elsewhere, a factor that is none, and a second one for the same first day. */
export const checkLink = (own: RateBook, { subject: area, data }: PolicyCommandNamed<'LinkRate'>): void => {
  checkDates(data)
  const { rate = STANDARD, use = 'RATE', factor, base, printed } = data
  const outside = base.area !== null && !isWithin(area, base.area)
  if (outside) throw refuse('link-outside-area', { area, base: base.area })
  const { most } = plausible.factor
  if (factor.numerator > most * factor.denominator)
    throw refuse('implausible-factor', { numerator: factor.numerator, denominator: factor.denominator, most })
  checkPrint(printed, { factor })
  const links = own.links.filter((link) => link.use === use)
  checkTwin(use === 'RATE' ? [...own.standards, ...links] : links, { ...data, rate })
}

/** Refuses a figure that does not fit its print, money beyond all bounds, and a second one of its kind for the same first day. */
export const checkFigure = (own: RateBook, { data }: PolicyCommandNamed<'PublishFigure'>): void => {
  checkDates(data)
  const { rate = STANDARD, kind, value, unit, printed } = data
  const per = (['MONTH', 'YEAR', 'ONCE'] as const).find((period) => unitOf[period] === unit)
  if (per) {
    const { least, most } = boundsOf(rate, per)
    if (value < least || value > most)
      throw refuse('implausible-standard', { fen: value, per, leastFen: least, mostFen: most })
  }
  checkPrint(printed, { value, unit })
  checkTwin(
    own.figures.filter((row) => row.kind === kind && row.unit === unit),
    { ...data, rate },
  )
}

/**
 * Refuses what a new row would make of the rates: a link upon itself, in whichever month, and a rate below its floor in the
 * first month in which it counts. A floor that rises above a rate later refuses nobody: it shows in the list of floors.
 */
export const checkOutcome = (
  after: RateBook,
  { subject: area, newId, data }: PolicyCommandNamed<'PublishStandard' | 'LinkRate'>,
): void => {
  const { scheme, rate = STANDARD, effectiveFrom } = data
  checkCircles(after, area, effectiveFrom)
  const month = firstMonthOf(effectiveFrom)
  for (const areaKind of kindsOf(data.areaKind)) {
    const below = belowFloor(after, { scheme, rate, area, areaKind, month })
    if (below?.rate.sources[0]?.standardId === newId)
      throw refuse('below-floor', {
        month,
        areaKind,
        monthlyFen: below.rate.monthlyFen,
        leastFen: roundExact(below.floor.least),
        document: below.floor.source.document.number,
      })
  }
}

/** Refuses to take back what is not there or is gone, ahead of time, or where a circle would be left. */
export const checkWithdrawal = (
  { standards, links, figures, tiers, parameters }: Policy,
  after: RateBook,
  { subject: area, data: { standardId, on } }: PolicyCommandNamed<'WithdrawStandard'>,
  today: Day,
): void => {
  const row =
    [...standards, ...links, ...figures].find((published) => published.standardId === standardId) ??
    tiers.find(({ tiersId }) => tiersId === standardId) ??
    parameters.find(({ parameterId }) => parameterId === standardId)
  if (!row) throw refuse('unknown-standard', { standardId })
  if (row.withdrawnOn !== null) throw refuse('standard-withdrawn', { withdrawnOn: row.withdrawnOn })
  // Taken back before the day it was announced, a standard has never counted: that mends a slip of the pen.
  if (on > today) throw refuse('implausible-dates', { on, today })
  // What counts again in its place may be a link that has since become part of a circle.
  checkCircles(after, area, row.effectiveFrom)
}

const checkCircles = (after: RateBook, area: string, from: Day): void => {
  const rows = [...after.standards, ...after.links]
  const months = new Set([from, ...rows.map(({ effectiveFrom }) => effectiveFrom)].map(firstMonthOf))
  for (const month of [...months].filter((one) => one >= firstMonthOf(from)))
    for (const { scheme, rate } of after.links)
      for (const areaKind of AreaKind.options) {
        const question: NamedRateQuestion = { scheme, rate, area, areaKind, month }
        if (isCircular(after, question)) throw refuse('link-circle', { scheme, rate, areaKind, month })
      }
}

const kindsOf = (areaKind: RateAreaKind): readonly AreaKind[] => (areaKind === 'ALL' ? AreaKind.options : [areaKind])

const monthlyBounds: ReadonlyMap<RateName, { least: Fen; most: Fen }> = new Map([
  [STANDARD, plausible.standardFen],
  [DISPOSABLE_INCOME, plausible.incomeFen],
])

const boundsOf = (rate: RateName, per: Figure['per']): { least: Fen; most: Fen } => {
  if (per === 'ONCE') return plausible.onceFen
  const { least, most } = monthlyBounds.get(rate) ?? plausible.rateFen
  return { least: least * monthsOf[per], most: most * monthsOf[per] }
}

type Candidate = Dated & { scheme: SchemeCode; rate: RateName; areaKind: RateAreaKind }

const checkTwin = (rows: readonly RateRow[], row: Candidate): void => {
  const twin = rows.find(
    (other) =>
      other.withdrawnOn === null &&
      other.scheme === row.scheme &&
      other.rate === row.rate &&
      (other.areaKind === row.areaKind || other.areaKind === 'ALL' || row.areaKind === 'ALL') &&
      other.effectiveFrom === row.effectiveFrom,
  )
  if (twin) throw refuse('standard-twice', { standardId: twin.standardId, document: twin.document.number })
}

/** Twelve times, or a twelfth of, what was paid before is a sum of the other period. */
const checkStep = (
  known: RateBook,
  { scheme, rate, area, areaKind, effectiveFrom }: Candidate & { area: string },
  { fen, per }: Figure,
): void => {
  const { step } = plausible
  const next = exactFen(fen, per === 'ONCE' ? 1 : monthsOf[per])
  for (const kind of kindsOf(areaKind)) {
    const before: Rate | undefined = rateFor(known, {
      scheme,
      rate,
      area,
      areaKind: kind,
      month: firstMonthOf(effectiveFrom),
    })
    if (!before) continue
    const tooHigh = compareExact(next, timesFactor(before.monthly, { numerator: step, denominator: 1 })) > 0
    const tooLow = compareExact(timesFactor(next, { numerator: step, denominator: 1 }), before.monthly) < 0
    if (tooHigh || tooLow)
      throw refuse('implausible-step', { monthlyFen: roundExact(next), beforeFen: before.monthlyFen, areaKind: kind })
  }
}
