import { type AccessEvent, accessEvents } from '../domain/access/events.ts'
import { noStream } from '../log/port.ts'
import { appendSurely, prepare } from '../log/prepare.ts'
import { accessStream } from '../log/streams.ts'
import { type CommandCall, envelopeOf } from './call.ts'
import type { Deps } from './deps.ts'

/**
 * Writes down that personal data were read, or asked for and withheld: before any of it leaves, so that what cannot be written
 * down is not shown. A read follows from nothing and nothing is decided on it, so each has a stream of its own, and no reader
 * waits for another.
 * @throws LogUnavailable · OutcomeUnknown
 */
export const recordRead = async (
  deps: Pick<Deps, 'log' | 'vault' | 'mac' | 'now' | 'clock'>,
  call: Pick<CommandCall, 'actor' | 'commandId'>,
  read: AccessEvent,
): Promise<void> => {
  const today = deps.clock.today()
  const stream = accessStream(today, call.commandId)
  const envelope = envelopeOf(call, stream, today)
  const commit = await prepare<AccessEvent>(deps, accessEvents, { stream, tip: noStream, events: [read], envelope })
  await appendSurely(deps.log, commit)
}
