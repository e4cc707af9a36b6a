import { performDemonstration } from '../../src/demonstration/run.ts'
import type { Day } from '../../src/domain/shared/day.ts'
import { LogUnavailable, OutcomeUnknown } from '../../src/log/errors.ts'
import { type Anjuan, demonstrationClockOf } from '../../src/main.ts'
import { allShown } from './read-models.ts'

/** A small county lives up to a day; then every read model shows it. `reached` is told of every day before. */
export const liveUntil = async (
  anjuan: Anjuan,
  lastDay: Day,
  reached: (day: Day) => void = () => undefined,
): Promise<void> => {
  const clock = demonstrationClockOf(anjuan)
  if (!clock) throw new Error('a demonstration has a day of its own')
  const enough = new Error('the last day of this test')
  const story = performDemonstration(
    anjuan.deps,
    clock,
    ({ day }) => {
      if (day >= lastDay) throw enough
      reached(day)
    },
    { scale: 'small' },
  )
  await story.catch((error: unknown) => {
    if (error !== enough) throw error
  })
  await allShown(anjuan)
}

/** What a caller hears while a store is away, perhaps told with what was being done. */
export const isOfTheStore = (error: unknown): boolean =>
  error instanceof LogUnavailable ||
  error instanceof OutcomeUnknown ||
  (error instanceof Error && error.cause !== undefined && isOfTheStore(error.cause))
