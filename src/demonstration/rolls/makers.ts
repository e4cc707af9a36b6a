import type { RatePart } from '../../domain/scheme/calculation.ts'
import type { AreaKind } from '../../domain/shared/area.ts'
import type { Day } from '../../domain/shared/day.ts'
import { addDays } from '../../domain/shared/day.ts'
import type { DemoHousehold } from '../household.ts'
import type { Issuer } from '../people.ts'
import { type Place, placeOf } from '../places.ts'
import { type Random, randomOf } from '../random.ts'
import { workdayFrom } from '../workdays.ts'
import type { Enrolled, EnrolledFate } from './enrolled.ts'

/** What every roll is made from: chance of its own, ID numbers of the county, its allowance households, its size. */
export type Makings = {
  random: Random
  issue: Issuer
  roll: readonly DemoHousehold[]
  /** A printed number of people at the scale of this county: never none. */
  scaled: (persons: number) => number
}

/** The day on which the rolls of the other schemes are handed over, and the first month paid here. */
export const laterTakeover = { on: '2022-12-28', fromMonth: '2023-01' } as const

/** Facts of an amount at published rates. */
export const atRates = (...rates: readonly string[]) =>
  atParts(rates.map((rate) => ({ rate, firstMonth: null, lastMonth: null })))

/** The same with the months of each rate. */
export const atParts = (parts: readonly RatePart[]) => ({
  mode: 'RATES' as const,
  members: 1,
  parts: [...parts],
  lessFen: 0,
})

/** So many of them, the first few with a fate of their own; the order is that of the roll. */
export const fateAt = (index: number, plan: readonly (readonly [EnrolledFate, number])[]): EnrolledFate => {
  let before = 0
  for (const [fate, count] of plan) {
    before += count
    if (index < before) return fate
  }
  return 'STEADY'
}

/** A number on a roll: a letter and six digits. */
export const numberOf = (letter: string, index: number): string => `${letter}${String(index + 1).padStart(6, '0')}`

/** A made-up account; what begins with 62 is a person's. */
export const accountOf = (letter: string, index: number): string =>
  `6288${letter.charCodeAt(0)}${String(index + 1).padStart(10, '0')}`

/** An old decision of the last years before a day. */
export const decidedBefore = (random: Random, day: Day): Day => addDays(day, -30 - random.int(900))

/** Old decisions are reviewed in the course of the year after the roll is handed over: so many days after, at the latest. */
const LAST_REVIEW = 366

/** What most entries of a roll have in common. */
export const entryOf = (
  { random }: Pick<Makings, 'random'>,
  letter: string,
  index: number,
  { areaKind, on }: { areaKind: AreaKind; on: Day },
): Pick<
  Enrolled,
  'number' | 'place' | 'areaKind' | 'account' | 'decidedOn' | 'reviewDue' | 'guardian' | 'home' | 'povertyRegister'
> => ({
  number: numberOf(letter, index),
  place: homePlace(random, areaKind),
  areaKind,
  account: accountOf(letter, index),
  decidedOn: decidedBefore(random, on),
  reviewDue: workdayFrom(addDays(on, 20 + randomOf(`review/${numberOf(letter, index)}`).int(LAST_REVIEW - 20))),
  guardian: null,
  home: null,
  povertyRegister: false,
})

const homePlace = (random: Random, areaKind: AreaKind): Place => placeOf(random, areaKind)
