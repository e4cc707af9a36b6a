import type { AccessEvent } from '../domain/access/events.ts'
import type { Actor } from '../domain/shared/actor.ts'
import { recordRead } from '../processes/access.ts'
import type { HttpDeps } from './deps.ts'
import { HttpRefused } from './refusals.ts'

/** Who reads, in which request: a request reads once. */
export type FullReader = { actor: Actor; requestId: string }

/** What a check allows to be read in full; where it refuses, that is written down before the refusal leaves. */
export const allowedOrWithheld = async <Allowed>(
  deps: HttpDeps,
  { actor, requestId }: FullReader,
  check: () => Allowed,
  withheld: (refusal: string) => AccessEvent,
): Promise<Allowed> => {
  try {
    return check()
  } catch (error) {
    if (!(error instanceof HttpRefused)) throw error
    await recordRead(deps, { actor, commandId: requestId }, withheld(error.code))
    throw error
  }
}
