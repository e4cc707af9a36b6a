import {
  CommitTooLarge,
  InvalidEvent,
  LogHalted,
  LogUnavailable,
  OutcomeUnknown,
  PartlyRepeated,
  StreamClosed,
  WrongExpectedVersion,
} from './errors.ts'
import type { Appended, Commit, Verdict } from './port.ts'

/** The code of an error that one commit of a batch met, so that its neighbours are not touched by a throw. */
export const refusalOf = (error: unknown): Verdict => {
  if (error instanceof OutcomeUnknown) return { is: 'unknown' }
  if (error instanceof CommitTooLarge) return { is: 'refused', code: 'commit-too-large' }
  if (error instanceof InvalidEvent) return { is: 'refused', code: 'invalid-event' }
  if (error instanceof LogUnavailable) return { is: 'refused', code: 'unavailable' }
  if (error instanceof LogHalted) return { is: 'refused', code: 'halted' }
  throw error
}

/** The same; why the log halted, somebody should know, and a verdict carries a code only. */
export const makeTold =
  (troubled: (message: string) => void) =>
  (error: unknown): Verdict => {
    if (error instanceof LogHalted) troubled(error.message)
    return refusalOf(error)
  }

const refusal = (stream: string, code: string): Error => {
  switch (code) {
    case 'unavailable':
      return new LogUnavailable(`nothing was written to ${stream}`)
    case 'stream-closed':
      return new StreamClosed(`${stream} was closed by an operator`)
    case 'halted':
      return new LogHalted(`${stream} cannot be written`)
    case 'partition-away':
      return new LogHalted(`events of ${stream} are in a partition that is not on this server`)
    case 'leaf-differs':
      return new LogHalted(`the last event of ${stream} is not the one this commit follows`)
    default:
      return new InvalidEvent(`${stream}: ${code}`)
  }
}

/** The good outcome, or the error that the verdict stands for. */
export const appendedOrThrow = ({ stream, expected }: Commit, verdict: Verdict): Appended => {
  switch (verdict.is) {
    case 'appended':
    case 'repeated':
      return verdict
    case 'conflict':
      throw new WrongExpectedVersion(stream, expected.version, verdict.actual)
    case 'partly-repeated':
      throw new PartlyRepeated(`some events of this commit are already in ${stream}, others are not`)
    case 'unknown':
      throw new OutcomeUnknown(`no answer came for ${stream}`)
    case 'refused':
      throw refusal(stream, verdict.code)
  }
}
