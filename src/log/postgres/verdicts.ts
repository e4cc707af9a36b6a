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
const verdictOf = ([outcome, version, leaf, last]: Row): Verdict => {
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

/** Verdicts of `append_many`: a row 0 with the position before the first event, then a row per commit not taken. */
export const verdictsOf = (commits: readonly Commit[], rows: readonly Row[]): Verdict[] => {
  const [first, ...others] = rows
  let position = BigInt((first?.[4] as string | null) ?? 0)
  const missed = new Map(others.map(([ordinal, ...row]) => [Number(ordinal), verdictOf(row)]))
  return commits.map((commit, index) => {
    const miss = missed.get(index + 1)
    if (miss) return miss
    position += BigInt(commit.events.length)
    return appended(commit, position)
  })
}

/** The position of the last event that a flush wrote, if it wrote any. */
export const lastAppended = (verdicts: readonly Verdict[]): bigint | undefined => {
  const last = verdicts.findLast((verdict) => verdict.is === 'appended')
  return last?.is === 'appended' ? last.position : undefined
}
