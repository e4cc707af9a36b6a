import { Refused } from '../domain/shared/refusal.ts'
import type { Envelope } from '../log/envelope.ts'
import type { Recorded } from '../log/port.ts'
import type { CommandCall } from './call.ts'
import type { Deps } from './deps.ts'

/** Whoever has begun something may still be at it for so long after the last thing that they wrote, by recorded time. */
const GRACE_MS = 15 * 60 * 1000

/** Whether nothing has been written for so long that whoever was at it has died. */
export const isBrokenOff = ({ now }: Pick<Deps, 'now'>, last: Pick<Recorded, 'recordedAt'> | undefined): boolean =>
  last !== undefined && Date.parse(now()) - Date.parse(last.recordedAt) > GRACE_MS

/**
 * Whether the event at a place of a stream, with which something was begun (a claim, a bed, a draw), is so old that whoever
 * was at it has died before its end.
 */
export const isLeftBehind = async (
  deps: Pick<Deps, 'log' | 'now'>,
  stream: string,
  position: bigint,
): Promise<boolean> => {
  const { events } = await deps.log.readStream(stream)
  return isBrokenOff(
    deps,
    events.find((event) => event.position === position),
  )
}

/**
 * The command that a step was written for, as it was given: carrying it out once more goes on with what it has begun, in the
 * name and with the authority of whoever gave it, and whoever repeats it afterwards gets its answer.
 */
export const commandBehind = ({ actor: sub, roles, office, area, causation }: Envelope): CommandCall => ({
  actor: { sub, roles, office, area },
  commandId: causation,
})

/**
 * Goes on with each of some things in its turn, where `work` finds that there is something to go on with. One that is refused
 * by now, or that fails, keeps no other from its turn; the first failure is told after the last. Returns how many were gone
 * on with.
 */
export const goOnWithEach = async <Thing>(
  things: readonly Thing[],
  work: (thing: Thing) => Promise<boolean>,
): Promise<number> => {
  let done = 0
  const failures: unknown[] = []
  for (const thing of things) {
    try {
      if (await work(thing)) done += 1
    } catch (error) {
      if (!(error instanceof Refused)) failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
  return done
}
