import type { Actor, Role } from '../domain/shared/actor.ts'
import { type AreaCode, NATION } from '../domain/shared/area.ts'

/**
 * The program itself, where an act is nobody's wish of this moment: what time brings, what a crash has left behind, the parts
 * of what somebody has ordered as a whole. Each kind of act has a name of its own, and the one role that it takes.
 */
export const systemActor = (name: string, role: Role, area: AreaCode = NATION): Actor => ({
  sub: `system:${name}`,
  roles: [role],
  office: 'system',
  area,
})
