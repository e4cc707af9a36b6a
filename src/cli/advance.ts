import { randomUUID } from 'node:crypto'
import { Day } from '../domain/shared/day.ts'
import { signToken } from '../http/tokens.ts'
import type { Anjuan } from '../main.ts'
import { ModeFault } from '../mode.ts'
import { advanceDay } from '../processes/demonstration-day.ts'
import { terminalActor } from './actor.ts'
import { withAnjuan } from './open.ts'
import { say } from './print.ts'

/**
 * `anjuan advance <day>`: lets the demonstration reach a later day. A server that is running is asked to, since it keeps the
 * day at hand; without one the day is written down here.
 */
export const advanceCommand = (day: string): Promise<void> =>
  withAnjuan({ mode: 'as-found', project: false }, async (anjuan) => {
    const to = Day.safeParse(day)
    if (!to.success) throw new ModeFault(`${day} is not a day like 2024-01-15`)
    const { deps } = anjuan
    if (!(await askServer(anjuan, to.data)))
      await advanceDay(deps, deps.clock, { actor: terminalActor('administrator'), commandId: randomUUID() }, to.data)
    say(`The demonstration has reached ${to.data}.`)
  })

const askServer = async ({ config, keys }: Anjuan, to: Day): Promise<boolean> => {
  if (!config.demonstration) return false
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  const token = await signToken(keys.token.key, terminalActor('administrator'), 60)
  const answer = await fetch(`http://${host}:${config.port}/v1/demonstration/advance`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({ to }),
  }).catch(() => undefined)
  // No server, or another program's: the keys it knows are not ours.
  if (answer === undefined || answer.status === 401 || answer.status === 404) return false
  if (!answer.ok) throw new ModeFault(await answer.text())
  return true
}
