import type { Cited } from '../policy/ruleset.ts'
import { type Actor, holdsOneOf, type Role } from '../shared/actor.ts'
import { isBelowCounty } from '../shared/area.ts'
import type { SchemeCode } from '../shared/scheme-code.ts'

/** Who may read the cases of a scheme: these roles anywhere in their area, and some only from an office of the county. */
export type Readers = { roles: readonly Role[]; countyRoles: readonly Role[] }

/** A scheme as far as reading goes; one that names no readers is open to all staff of the area. */
type Readable = { code: SchemeCode; readers?: Cited<Readers> }

/** Whether an actor may know who is helped under a scheme, and with what. The area is another question. */
export const mayRead = ({ readers }: Readable, actor: Pick<Actor, 'roles' | 'area'>): boolean => {
  if (readers === undefined) return true
  const { roles, countyRoles } = readers.value
  return holdsOneOf(actor, roles) || (!isBelowCounty(actor.area) && holdsOneOf(actor, countyRoles))
}

/** The schemes of a register that an actor may not read. */
export const schemesHiddenFrom = (
  register: readonly Readable[],
  actor: Pick<Actor, 'roles' | 'area'>,
): readonly SchemeCode[] => register.filter((scheme) => !mayRead(scheme, actor)).map(({ code }) => code)
