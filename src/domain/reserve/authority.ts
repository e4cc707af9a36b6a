import { type Actor, holdsOneOf, type Role } from '../shared/actor.ts'
import { type AreaCode, countyOf, isWithin } from '../shared/area.ts'
import type { ReserveCommand } from './commands.ts'
import { refuse } from './refusals.ts'

type Duty = { roles: readonly Role[]; level?: 'COUNTY' }

const finance: Duty = { roles: ['paymentOfficer', 'confirmer'], level: 'COUNTY' }

/**
 * Who may do what: the county's finance pays out and takes back, the township's cash is counted and taken in by its own.
 * Draws carry the authority of the aid that they are made for.
 */
const duties: Readonly<Record<ReserveCommand['type'], Duty | 'PROCESS'>> = {
  AllocateReserve: finance,
  ReplenishReserve: finance,
  SettleReserve: finance,
  ReturnDraw: { roles: ['paymentOfficer', 'reviewer', 'confirmer'] },
  CountReserve: { roles: ['paymentOfficer', 'reviewer', 'confirmer'] },
  DrawReserve: 'PROCESS',
  AnnulDraw: 'PROCESS',
}

/** Refuses whoever holds none of the roles of a command, or acts outside the own area. */
export const checkReserveDuty = (type: ReserveCommand['type'], area: AreaCode, actor: Actor): void => {
  const duty = duties[type]
  if (duty === 'PROCESS') return
  const { roles, level } = duty
  if (!holdsOneOf(actor, roles)) throw refuse('reserve-role-needed', { roles: [...roles] })
  if (!isWithin(area, actor.area)) throw refuse('reserve-outside-area', { area, actorArea: actor.area })
  if (level === 'COUNTY' && actor.area !== countyOf(area))
    throw refuse('reserve-county-only', { area, actorArea: actor.area })
}
