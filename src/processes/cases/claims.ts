import { personDecider } from '../../domain/person/decide.ts'
import { isLive, liveClaim, type PersonState } from '../../domain/person/state.ts'
import { ascending } from '../../domain/shared/ascending.ts'
import type { Month } from '../../domain/shared/day.ts'
import { Refused } from '../../domain/shared/refusal.ts'
import type { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { idFrom } from '../../log/event-id.ts'
import { handle } from '../../log/handle.ts'
import { load } from '../../log/load.ts'
import { caseStream, personStream } from '../../log/streams.ts'
import { type CommandCall, envelopeOf } from '../call.ts'
import type { Deps } from '../deps.ts'
import { loadPersons } from '../persons.ts'

/** What is claimed for whom: a scheme for a case, from the first month it may pay. */
export type ClaimOfCase = { scheme: SchemeCode; caseId: string; fromMonth: Month }

/**
 * Claims a scheme for persons, in the order of their ids, so that two households racing for the same members cannot hold
 * one half each for ever: the first refusal releases what this call had claimed and is thrown on, naming who holds it.
 */
export const claimForAll = async (
  deps: Deps,
  call: CommandCall,
  claim: ClaimOfCase,
  personIds: readonly string[],
): Promise<void> => {
  const claimed: string[] = []
  for (const personId of [...personIds].sort()) {
    try {
      await claimOne(deps, call, claim, personId)
      claimed.push(personId)
    } catch (error) {
      if (error instanceof Refused)
        await releaseAll(deps, call, { ...claim, lastMonth: null, reason: 'refused' }, claimed)
      throw error
    }
  }
}

/** Releases the live claims of a case on some persons; whoever is not claimed for it is left as they are. */
export const releaseAll = async (
  deps: Deps,
  call: CommandCall,
  release: { scheme: SchemeCode; caseId: string; lastMonth: Month | null; reason: string },
  personIds: readonly string[],
): Promise<void> => {
  const { scheme, caseId, lastMonth, reason } = release
  const persons = await loadPersons(deps, personIds)
  const held = [...persons]
    .filter(([, person]) => liveClaim(person, scheme)?.caseId === caseId)
    .sort(([one], [other]) => ascending(one, other))
  for (const [personId, person] of held) {
    const stream = personStream(personId)
    const commandId = idFrom(call.commandId, `release ${personId} ${givenBack(person, caseId)}`)
    await handle(deps, personDecider, {
      stream,
      command: {
        type: 'ReleaseSchemeClaim',
        subject: personId,
        newId: commandId,
        data: { scheme, caseId, lastMonth, reason },
      },
      context: { actor: call.actor, today: deps.clock.today(), idIndex: null },
      envelope: { ...envelopeOf({ ...call, commandId }, stream, deps.clock.today()), correlation: caseStream(caseId) },
    })
  }
}

const claimOne = async (deps: Deps, call: CommandCall, claim: ClaimOfCase, personId: string): Promise<void> => {
  const stream = personStream(personId)
  const { state } = await load(deps, personDecider, stream)
  const commandId = idFrom(call.commandId, `claim ${personId} ${givenBack(state, claim.caseId)}`)
  await handle(deps, personDecider, {
    stream,
    command: { type: 'ClaimScheme', subject: personId, newId: commandId, data: { ...claim, toMonth: null } },
    context: { actor: call.actor, today: deps.clock.today(), idIndex: null },
    envelope: {
      ...envelopeOf({ ...call, commandId }, stream, deps.clock.today()),
      correlation: caseStream(claim.caseId),
    },
  })
}

/**
 * How many claims of a case on a person have been given back. It is part of a claim's command id: the repeat of a command
 * whose claims were released meanwhile (by a refusal, by the sweeper) takes and releases new ones.
 */
const givenBack = (person: PersonState, caseId: string): number =>
  person.status === 'NONE' ? 0 : person.claims.filter((claim) => claim.caseId === caseId && !isLive(claim)).length
