import { addDays, type Day } from '../domain/shared/day.ts'
import type { NewFate, RollFate } from './fates.ts'
import type { DemoHousehold } from './household.ts'
import { type Random, randomOf } from './random.ts'
import { workdayFrom } from './workdays.ts'

/** The day in 2023 on which what is in store for a household begins: its fate on the roll, or its application. */
export const beginningOf = (seed: string, { number, fate }: DemoHousehold): Day => {
  const random = randomOf(`${seed}/story`).fork(number)
  return 'roll' in fate ? beginsOn(random, fate.roll) : filedOn(random, fate.fresh)
}

/** A day in the second half of a month, after the payment run, with what follows on it inside the same month. */
const beginsOn = (random: Random, fate: RollFate): Day => {
  const [first, last] = monthsOf(fate)
  return workdayFrom(`2023-${String(random.between(first, last)).padStart(2, '0')}-${random.between(13, 19)}`)
}

const monthsOf = (fate: RollFate): [number, number] => {
  if (fate === 'GRADUAL_EXIT_RUNNING') return [7, 11]
  if (fate === 'SUSPENDED_AND_RESUMED') return [1, 8]
  return fate === 'LEAVES_BY_GRADUAL_EXIT' ? [1, 7] : [1, 11]
}

/** Early enough to be confirmed by the end of November, or so late that the year ends before it is decided. */
const filedOn = (random: Random, fate: NewFate): Day =>
  fate === 'OPEN_AT_YEAR_END'
    ? workdayFrom(addDays('2023-12-04', random.int(22)))
    : workdayFrom(addDays('2023-01-12', random.int(265)))
