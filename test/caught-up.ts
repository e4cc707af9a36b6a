import type { EventLog } from '../src/log/port.ts'
import type { Positions } from '../src/projections/positions.ts'

/** As long as a busy machine may take to show what was written; whoever waits in vain is ended by the limit of the test. */
export const PATIENCE_MS = 300_000

/** Waits until read models show everything written so far. */
export const caughtUp = async (
  { log, waitFor }: { log: EventLog; waitFor: Positions['waitFor'] },
  ...views: string[]
): Promise<void> => {
  const head = log.positionOf(await log.head())
  for (const name of views)
    if (!(await waitFor(name, head, PATIENCE_MS))) throw new Error(`${name} has not come to ${head}`)
}
