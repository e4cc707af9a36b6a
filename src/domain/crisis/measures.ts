import type { Cited } from '../policy/ruleset.ts'
import { type AreaCode, isWithin } from '../shared/area.ts'
import { ascending } from '../shared/ascending.ts'
import { addMonthsToDay, type Day } from '../shared/day.ts'
import type { SchemeCode } from '../shared/scheme-code.ts'
import type { CrisisEvent } from './events.ts'

/** A measure as it stands: declared, perhaps ended earlier than it said. */
export type CrisisMeasure = Extract<CrisisEvent, { type: 'CrisisMeasureDeclared' }>['data']

/** Where and for what a measure is asked for. */
export type CrisisQuestion = { area: AreaCode; scheme: SchemeCode; day: Day }

/** Folds the facts of any number of areas. */
export const evolveMeasures = (
  measures: readonly CrisisMeasure[],
  { type, data }: CrisisEvent,
): readonly CrisisMeasure[] =>
  type === 'CrisisMeasureDeclared'
    ? [...measures, data]
    : measures.map((measure) => (measure.measureId === data.measureId ? { ...measure, until: data.lastDay } : measure))

const isInForce =
  ({ area, scheme, day }: CrisisQuestion) =>
  (measure: CrisisMeasure): boolean =>
    isWithin(area, measure.area) &&
    (measure.schemes === null || measure.schemes.includes(scheme)) &&
    measure.from <= day &&
    (measure.until === null || day <= measure.until)

/** The measure that pauses exits in an area on a day, if any: of several the one that lasts longest. */
export const exitPauseOn = (measures: readonly CrisisMeasure[], question: CrisisQuestion): CrisisMeasure | undefined =>
  measures
    .filter(({ pausesExits }) => pausesExits)
    .filter(isInForce(question))
    .toSorted((one, other) => ascending(endOf(other), endOf(one)))
    .at(0)

/** An open measure lasts longer than any that has a last day. */
const endOf = ({ until }: CrisisMeasure): Day => until ?? '9999-12-31'

/**
 * The day by which a review is due, given the day without any measure: one that falls due while a measure is in force is
 * due so many months later [2021-57 Art.31]; of several the longest. Undefined where nothing moves it.
 */
export const reviewDueUnder = (
  measures: readonly CrisisMeasure[],
  { area, scheme, due }: { area: AreaCode; scheme: SchemeCode; due: Day },
): (Cited<Day> & { measureId: string }) | undefined =>
  measures
    .filter(isInForce({ area, scheme, day: due }))
    .flatMap(({ reviewMonthsLonger, document, measureId }) =>
      reviewMonthsLonger === null
        ? []
        : [{ value: addMonthsToDay(due, reviewMonthsLonger), clause: document.number, measureId }],
    )
    .toSorted((one, other) => ascending(other.value, one.value))
    .at(0)
