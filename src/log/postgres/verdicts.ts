import type { Commit, Verdict } from '../port.ts'
import { leafOf } from '../proof.ts'
import { cursorAt } from './cursor.ts'
import type { Row } from './writer.ts'

/** The verdict on a commit that was written; `position` is that of its last event. */
export const appended = ({ expected, events }: Commit, position: bigint): Verdict => {
  const last = events.at(-1)
  return {
    is: 'appended',
    tip: { version: expected.version + events.length, leaf: last ? leafOf(last.proof) : expected.leaf },
    position,
    cursor: cursorAt(position),
  }
}

/** The verdict that a row of the append functions gives: outcome, version, leaf, last position. */
export const verdictOf = ([outcome, version, leaf, last]: Row): Verdict => {
  const tip = { version: Number(version), leaf: leaf as Buffer }
  switch (outcome) {
    case 'appended':
    case 'repeated': {
      const position = BigInt(last as string)
      return { is: outcome, tip, position, cursor: cursorAt(position) }
    }
    case 'conflict':
    case 'partly-repeated':
      return { is: outcome, actual: tip }
    default:
      return { is: 'refused', code: String(outcome) }
  }
}
