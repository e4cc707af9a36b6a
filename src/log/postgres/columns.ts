import type { Commit } from '../port.ts'
import { PROOF_LENGTH } from '../proof.ts'
import { bigints, byteStrings, instants, ints, jsonTexts, smallints, texts, uuids } from './binary.ts'

/** A statement by name: parsed and planned once per connection. */
export type Statement = { name: string; text: string; values: unknown[] }

const proofs = byteStrings(PROOF_LENGTH)

const parameters = (count: number): string => Array.from({ length: count }, (_, index) => `$${index + 1}`).join(',')

const EVENT = `select log.append_event(${parameters(10)})`
const MANY = `select ordinal, outcome, version, leaf, last_position from log.append_many(${parameters(11)})`

/** The statement that appends one event (`migrations/0001_log_append.ts`); nothing for a commit of more. */
export const appendEvent = ({ stream, expected, events }: Commit): Statement | undefined => {
  const [event, ...more] = events
  if (!event || more.length > 0) return undefined
  const { id, type, schemaVersion, payload, meta, proof, macKey, recordedAt } = event
  return {
    name: 'append_event',
    text: EVENT,
    values: [stream, expected.version, id, type, schemaVersion, payload, meta, proof, macKey, recordedAt],
  }
}

const lastsOf = (commits: readonly Commit[]): number[] => {
  let last = 0
  return commits.map(({ events }) => {
    last += events.length
    return last
  })
}

/** The statement that appends many commits, each to a stream of its own. */
export const appendMany = (commits: readonly Commit[]): Statement => {
  const events = commits.flatMap((commit) => commit.events)
  return {
    name: 'append_many',
    text: MANY,
    values: [
      texts(commits.map(({ stream }) => stream)),
      bigints(commits.map(({ expected }) => expected.version)),
      ints(lastsOf(commits)),
      uuids(events.map(({ id }) => id)),
      texts(events.map(({ type }) => type)),
      smallints(events.map(({ schemaVersion }) => schemaVersion)),
      jsonTexts(events.map(({ payload }) => payload)),
      jsonTexts(events.map(({ meta }) => meta)),
      proofs(events.map(({ proof }) => proof)),
      smallints(events.map(({ macKey }) => macKey)),
      instants(events.map(({ recordedAt }) => recordedAt)),
    ],
  }
}
