import { setTimeout as pause } from 'node:timers/promises'
import {
  AccessDeniedError,
  type AppendResult,
  MaxAppendSizeExceededError,
  NO_STREAM,
  StreamDeletedError,
  WrongExpectedVersionError,
} from '@eventstore/db-client'
import { CommitTooLarge, InvalidEvent, LogHalted, LogUnavailable, outcomeUnknown } from '../errors.ts'
import type { Appended, Commit, NewEvent, Verdict } from '../port.ts'
import { proposed, type Stored } from './event.ts'
import { isInvalid, isTooLarge, surelyNotDone, unavailable } from './failure.ts'
import type { Line } from './line.ts'
import { answerFrom, lookBack, verdictOf } from './look-back.ts'
import { type Attempt, newAttempt } from './metadata.ts'
import type { OneStream } from './one-stream.ts'
import { within } from './reading.ts'
import type { Seen } from './seen.ts'

/** What appending one commit needs. `findByPosition` finds an event by its position, if it stands there. */
export type AppendParts = {
  line: Line
  streams: OneStream
  seen: Seen
  /** Milliseconds until an append counts as unanswered. */
  deadline: number
  findByPosition: (position: bigint) => Promise<Stored | undefined>
}

/** Milliseconds between looks for an event that is written; a server shows it at once, or as soon as it is indexed. */
const UNTIL_SHOWN = [0, 10, 50, 250]

const lastOf = ({ events }: Commit): NewEvent => {
  const last = events.at(-1)
  if (!last) throw new InvalidEvent('a commit has at least one event')
  return last
}

/**
 * Makes what appends one commit to its stream and judges the answer. Throws `OutcomeUnknown` when the commit may have been
 * written, `LogUnavailable` when it surely was not, `CommitTooLarge`, `InvalidEvent` and `LogHalted`.
 */
export const makeAppendOne = ({ line, streams, seen, deadline, findByPosition }: AppendParts) => {
  const send = ({ stream, expected, events }: Commit, attempt: Attempt): Promise<AppendResult> => {
    const options = {
      expectedRevision: expected.version === 0 ? NO_STREAM : BigInt(expected.version - 1),
      // With credentials of its own a call is a call; without them it would share a stream of answers with all others.
      credentials: line.credentials,
      requiresLeader: true,
      deadline,
    } as const
    const data = events.map((event) => proposed(event, attempt))
    return line.call((client) => within(deadline, client.appendToStream(stream, data, options)))
  }

  /**
   * Refuses a commit that follows another event than the last one, as far as this can be known before it is sent. It costs
   * nothing for whoever has read the stream or appended to it: the tip in their hands is one that was seen here.
   */
  const misfit = async ({ stream, expected }: Commit): Promise<Verdict | undefined> => {
    let tip = seen.tipOf(stream)
    if (expected.version > (tip?.version ?? 0)) tip = await streams.tipOf(stream)
    if (!tip || tip.version > expected.version) return undefined
    if (tip.version < expected.version) return { is: 'conflict', actual: tip }
    return tip.leaf.equals(expected.leaf) ? undefined : { is: 'refused', code: 'leaf-differs' }
  }

  const settled = (commit: Commit, answer: Appended): Appended => {
    seen.saw(answer.position)
    seen.sawTip(commit.stream, answer.tip)
    seen.answered(lastOf(commit).id, answer)
    return answer
  }

  /** The last event of a commit that the server says it has. Many appends that end together are looked up together. */
  const findLast = async (commit: Commit, position: bigint | undefined): Promise<Stored> => {
    const { stream, expected, events } = commit
    const version = expected.version + events.length
    const isIt = (stored: Stored | undefined): stored is Stored =>
      stored?.event.stream === stream && stored.event.version === version && stored.event.id === lastOf(commit).id
    const beside = position === undefined ? undefined : await findByPosition(position)
    if (isIt(beside)) return beside
    for (const wait of UNTIL_SHOWN) {
      await pause(wait)
      const stored = await streams.eventAt(stream, version)
      if (isIt(stored)) return stored
    }
    throw new LogUnavailable(`${stream} does not show version ${version} yet, which is written`)
  }

  /** The server answers a repeat as it answers a first time: what stands there says which attempt has written it. */
  const judge = async (commit: Commit, result: AppendResult, attempt: Attempt, known: bigint): Promise<Appended> => {
    const { stream, expected, events } = commit
    if (result.nextExpectedRevision !== BigInt(expected.version + events.length - 1))
      throw new LogHalted(`${stream} was deleted and goes on at version ${result.nextExpectedRevision + 1n}`)
    // What is older than what was known when the commit was sent does not stand beside what is written now.
    const position = result.position?.commit
    const stored = await findLast(commit, position !== undefined && position > known ? position : undefined)
    return settled(commit, answerFrom(stored.attempt.equals(attempt) ? 'appended' : 'repeated', stored.event))
  }

  /** A stream that an operator has closed by its list of writers keeps its history, so repeats are answered from it. */
  const denied = async (commit: Commit, error: AccessDeniedError): Promise<Verdict> => {
    const found = await lookBack(streams, commit)
    if (found.is === 'all') return settled(commit, answerFrom('repeated', found.last))
    if (await streams.isClosed(commit.stream)) return { is: 'refused', code: 'stream-closed' }
    throw new LogHalted(`${commit.stream} may not be written with these credentials`, { cause: error })
  }

  const refused = async (commit: Commit, error: unknown): Promise<Verdict> => {
    const { stream } = commit
    if (error instanceof WrongExpectedVersionError) {
      const verdict = verdictOf(await lookBack(streams, commit))
      return verdict.is === 'repeated' ? settled(commit, verdict) : verdict
    }
    if (error instanceof StreamDeletedError)
      return seen.answerTo(lastOf(commit).id) ?? { is: 'refused', code: 'stream-closed' }
    if (error instanceof MaxAppendSizeExceededError)
      throw new CommitTooLarge(`the server takes ${error.maxAppendSize} bytes in one append to ${stream}`)
    if (isTooLarge(error)) throw new CommitTooLarge(`the server takes no append of this size to ${stream}`)
    if (error instanceof AccessDeniedError) return denied(commit, error)
    if (isInvalid(error)) throw new InvalidEvent(`the server does not take ${stream}`, { cause: error })
    throw outcomeUnknown(error)
  }

  return async (commit: Commit): Promise<Verdict> => {
    const wrong = await misfit(commit)
    if (wrong) return wrong
    const attempt = newAttempt()
    const known = seen.highest()
    const result = await send(commit, attempt).catch((error: unknown) => ({ error }))
    if ('error' in result && surelyNotDone(result.error)) throw unavailable(result.error)
    try {
      return await ('error' in result ? refused(commit, result.error) : judge(commit, result, attempt, known))
    } catch (error) {
      // From here on a failure to read is no comfort: what was sent may have been written.
      throw error instanceof LogUnavailable ? outcomeUnknown(error) : error
    }
  }
}
