import type { Actor } from '../../domain/shared/actor.ts'
import { idFrom } from '../../log/event-id.ts'
import type { Verdict } from '../../log/port.ts'
import type { EnvelopeOfCall } from '../../log/prepare.ts'
import { envelopeOf } from '../../processes/call.ts'
import type { Deps } from '../../processes/deps.ts'
import { countyStaff } from '../staff.ts'
import type { DemoIds } from '../story-parts.ts'
import type { Enrolled } from './enrolled.ts'
import { personOf } from './ids.ts'

/** What all entries of a chunk share: the seed and the ids that follow from it, the hash of their roll, the row before the first. */
export type Context = { seed: string; ids: DemoIds; sha256: string; first: number }

/** An entry that is not taken over yet, and its row on the roll. */
export type Left = { one: Enrolled; row: number }

/** Takes the rolls over. */
export const importer: Actor = countyStaff.importer

/** Who an entry is about: known from the allowance roll or an earlier one, or new with this one. */
export const entitledId = (seed: string, ids: DemoIds, { number, who }: Enrolled): string => {
  if (who.known === 'HOUSEHOLD') return ids.personOf(who.household, who.index)
  return personOf(seed, who.known === 'ROLL' ? who.number : number)
}

/** The envelope of one step: the same step again is the same command. */
export const envelopeFor = ({ seed }: Context, deps: Deps, stream: string, step: string): EnvelopeOfCall =>
  envelopeOf({ actor: importer, commandId: idFrom(seed, `roll/${step}`) }, stream, deps.clock.today())

/** Nobody else writes to these streams while a roll is taken over: anything but written is a fault. */
export const written = (verdicts: readonly Verdict[]): void => {
  const bad = verdicts.find(({ is }) => is !== 'appended' && is !== 'repeated')
  if (bad) throw new Error(`a roll was not written: ${bad.is}`)
}
