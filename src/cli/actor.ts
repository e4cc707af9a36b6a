import { userInfo } from 'node:os'
import { refuse } from '../domain/policy/refusals.ts'
import type { Actor, Role } from '../domain/shared/actor.ts'
import { AreaCode, NATION } from '../domain/shared/area.ts'

/** Who acts from a terminal: the account of the operating system, in one role, for an area (the nation where none is named). */
export const terminalActor = (role: Role, area: string = NATION): Actor => {
  const code = AreaCode.safeParse(area)
  if (!code.success) throw refuse('unknown-area', { area })
  return { sub: `terminal:${userInfo().username}`, roles: [role], office: 'terminal', area: code.data }
}
