import type { Commit, NewEvent } from '../port.ts'
import { PROOF_LENGTH } from '../proof.ts'

/** A statement by name: parsed and planned once per connection. */
export type Statement = { name: string; text: string; values: unknown[] }

/** Array literals are put together here: what goes in needs no escaping, and pg would escape it element by element. */
const literal = (members: readonly (string | number)[]): string => `{${members.join(',')}}`

/** Names are checked to be plain; quoted, because a bare NULL would be no name. */
const names = (members: readonly string[]): string => literal(members.map((name) => `"${name}"`))

const textsOf = (events: readonly NewEvent[]): { texts: Buffer; cuts: number[] } => {
  const cuts = [0]
  let length = 0
  for (const { payload, meta } of events) {
    length += Buffer.byteLength(payload)
    cuts.push(length)
    length += Buffer.byteLength(meta)
    cuts.push(length)
  }
  const texts = Buffer.allocUnsafe(length)
  let written = 0
  for (const { payload, meta } of events) {
    written += texts.write(payload, written)
    written += texts.write(meta, written)
  }
  return { texts, cuts }
}

const proofsOf = (events: readonly NewEvent[]): Buffer => {
  const proofs = Buffer.allocUnsafe(events.length * PROOF_LENGTH)
  events.forEach(({ proof }, index) => {
    proof.copy(proofs, index * PROOF_LENGTH)
  })
  return proofs
}

/** Events as the columns that the append functions take (`migrations/0001_log_append.ts`). */
const columnsOf = (events: readonly NewEvent[]): unknown[] => {
  const types = new Map<string, number>()
  for (const { type } of events) if (!types.has(type)) types.set(type, types.size + 1)
  const { texts, cuts } = textsOf(events)
  return [
    literal(events.map(({ id }) => id)),
    names([...types.keys()]),
    literal(events.map(({ type }) => types.get(type) ?? 0)),
    literal(events.map(({ schemaVersion }) => schemaVersion)),
    literal(events.map(({ macKey }) => macKey)),
    literal(events.map(({ recordedAt }) => recordedAt)),
    proofsOf(events),
    texts,
    literal(cuts),
  ]
}

const parameters = (from: number, count: number): string =>
  Array.from({ length: count }, (_, index) => `$${from + index}`).join(',')

const ONE = `select outcome, version, leaf, last_position from log.append_one(${parameters(1, 12)})`
const MANY = `select ordinal, outcome, version, leaf, last_position from log.append_many(${parameters(1, 13)})`

/** The statement that appends one commit. */
export const appendOne = ({ stream, expected, events }: Commit): Statement => ({
  name: 'append_one',
  text: ONE,
  values: [stream, expected.version, expected.leaf, ...columnsOf(events)],
})

/** The statement that appends many commits, each to a stream of its own. */
export const appendMany = (commits: readonly Commit[]): Statement => ({
  name: 'append_many',
  text: MANY,
  values: [
    names(commits.map(({ stream }) => stream)),
    literal(commits.map(({ expected }) => expected.version)),
    literal(commits.map(({ events }) => events.length)),
    Buffer.concat(commits.map(({ expected }) => expected.leaf)),
    ...columnsOf(commits.flatMap(({ events }) => events)),
  ],
})
