import type { CrisisCommand } from '../../domain/crisis/commands.ts'
import { crisisDecider } from '../../domain/crisis/decide.ts'
import type { CrisisMeasure } from '../../domain/crisis/measures.ts'
import { findScheme } from '../../domain/scheme/schemes.ts'
import { type AreaCode, countyOf, withAncestors } from '../../domain/shared/area.ts'
import { type Handled, handle } from '../../log/handle.ts'
import { load } from '../../log/load.ts'
import { crisisStream } from '../../log/streams.ts'
import { type CommandCall, envelopeOf } from '../call.ts'
import type { Deps } from '../deps.ts'

/** Declares or ends a crisis measure of an area (`command.subject` is its code). */
export const crisisCommand = async (deps: Deps, call: CommandCall, command: CrisisCommand): Promise<Handled> => {
  if (command.type === 'DeclareCrisisMeasure') for (const scheme of command.data.schemes ?? []) findScheme(scheme)
  const stream = crisisStream(command.subject)
  return handle(deps, crisisDecider, {
    stream,
    command,
    context: { actor: call.actor },
    envelope: envelopeOf(call, stream, deps.clock.today()),
    seen: call.seen,
  })
}

/** Every measure that an area and those above it have declared. */
export const crisisMeasuresFor = async (
  deps: Pick<Deps, 'log' | 'vault'>,
  area: AreaCode,
): Promise<readonly CrisisMeasure[]> => {
  const streams = withAncestors(countyOf(area)).map(crisisStream)
  const all = await Promise.all(streams.map((stream) => load(deps, crisisDecider, stream)))
  return all.flatMap(({ state }) => state)
}
