import { caseDecider } from '../domain/case/decide.ts'
import { fileOf } from '../domain/case/state.ts'
import { isLive, type PersonState } from '../domain/person/state.ts'
import { schemesHiddenFrom } from '../domain/scheme/readers.ts'
import { schemes } from '../domain/scheme/schemes.ts'
import type { Actor } from '../domain/shared/actor.ts'
import { type AreaCode, isWithin } from '../domain/shared/area.ts'
import { load } from '../log/load.ts'
import { caseStream } from '../log/streams.ts'
import type { Deps } from './deps.ts'

/**
 * Where the live cases that claim a person lie, if they are not where the person is registered: whoever holds one after a
 * transfer works on the person too. Only cases that the actor may know of, and nothing for an actor of the person's own area.
 */
export const areasOfLiveCases = async (
  deps: Pick<Deps, 'log' | 'vault'>,
  actor: Actor,
  person: PersonState,
): Promise<readonly AreaCode[]> => {
  if (person.status === 'NONE' || isWithin(person.area, actor.area)) return []
  const hidden = schemesHiddenFrom(schemes, actor)
  const known = person.claims.filter((claim) => isLive(claim) && !hidden.includes(claim.scheme))
  const files = known.map(async ({ caseId }) => fileOf((await load(deps, caseDecider, caseStream(caseId))).state))
  return (await Promise.all(files)).flatMap((file) => (file === undefined ? [] : [file.area]))
}
