import type { EventLog } from '../../src/log/port.ts'
import type { FaultyLine } from './faulty-line.ts'

/** What an engine brings to be put through the contract: an empty log that nobody else uses. */
export type Harness = {
  /** A log, as another process would open it; closed at the end of the run. */
  open(): Promise<EventLog>
  /** A log behind a network that fails on command; it gives up on a silent server within three seconds. */
  openBehindFaultyLine(): Promise<{ log: EventLog; line: FaultyLine }>
  /** Closes a stream for ever, as an operator would. */
  closeStream(stream: string): Promise<void>
}

/** What a part of the contract is given: the harness once it stands, and one log that most tests share. */
export type Subject = { harness: () => Harness; log: () => EventLog }
