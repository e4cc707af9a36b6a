import type { EventLog } from '../../src/log/port.ts'
import type { FaultyLine } from './faulty-line.ts'

/** What an engine brings to be put through the contract: an empty log that nobody else uses. */
export type Harness = {
  /** A log, as another process would open it; closed at the end of the run. */
  open(): Promise<EventLog>
  /**
   * A log behind a network that fails on command. A hasty one gives up on a silent server within three seconds; on a busy
   * machine that may be before any server can answer.
   */
  openBehindFaultyLine(patience?: 'hasty'): Promise<{ log: EventLog; line: FaultyLine }>
  /** Closes a stream for ever, as an operator would. */
  closeStream(stream: string): Promise<void>
}

/** What engines may differ in without breaking the contract. */
export type Traits = {
  /** Whether the line to the store can be made to fail; not so where the store is somebody else's. */
  breakable: boolean
  /**
   * Whether a batch travels in one piece: stored in the order in which it was given, all of it or nothing, and unanswered as
   * a whole when its answer is lost. The port promises none of this, but what an engine does it must do always.
   */
  oneJourney: boolean
  /** How many streams, or rounds of anything, are a thousand: fewer where each is a journey of its own. */
  thousand: number
}

/** What a part of the contract is given: the harness once it stands, and one log that most tests share. */
export type Subject = { harness: () => Harness; log: () => EventLog; traits: Traits }
