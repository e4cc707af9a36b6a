import { Actor } from '../domain/shared/actor.ts'
import { signToken } from '../http/tokens.ts'
import { ModeFault } from '../mode.ts'
import { withAnjuan } from './open.ts'
import { say } from './print.ts'

/** Who the token speaks for; `hours` at most 24. */
export type TokenOptions = {
  role: string
  area: string
  sub?: string
  office: string
  hours: string
  development?: boolean
}

/**
 * `anjuan token`: a signed token for some roles. In a demonstration; elsewhere only for whoever says that a development token
 * is what they want: until an identity provider stands at the door, a server takes these from its own machine.
 */
export const tokenCommand = ({ role, area, sub, office, hours, development = false }: TokenOptions): Promise<void> =>
  withAnjuan({ mode: 'as-found', project: false }, async ({ config, keys }) => {
    if (!config.demonstration && !development)
      throw new ModeFault('These are not the data of a demonstration: --development signs a token all the same.')
    const roles = role.split(',')
    const actor = Actor.safeParse({ sub: sub ?? `demonstration-${roles[0]}`, roles, office, area })
    if (!actor.success)
      throw new ModeFault(actor.error.issues.map(({ path, message }) => `${path}: ${message}`).join('\n'))
    const seconds = Math.round(Number(hours) * 3600)
    if (!(seconds >= 1 && seconds <= 86_400)) throw new ModeFault('--hours: from 0.001 to 24')
    say(await signToken(keys.token.key, actor.data, seconds))
  })
