import { createSecretKey, randomUUID } from 'node:crypto'
import { eventIdOf } from '../../src/log/event-id.ts'
import { type Commit, type NewEvent, noStream, type Tip } from '../../src/log/port.ts'
import { leafOf, type MacKey, sealEvents } from '../../src/log/proof.ts'

export const mac: MacKey = { id: 1, key: createSecretKey(Buffer.alloc(32, 7)) }

export type Sketch = {
  stream?: string
  /** The tip the stream must have; a stream that does not exist yet where absent. */
  at?: Tip
  command?: string
  type?: string
  payloads?: readonly string[]
  meta?: string
}

export const newStream = (): string => `case-${randomUUID()}`

/** A sealed commit of one event per payload. The same command gives the same ids. */
export const commitOf = ({
  stream = newStream(),
  at = noStream,
  command = randomUUID(),
  type = 'IncomeDeclared',
  payloads = ['{"fen":1}'],
  meta = '{"actor":"w1"}',
}: Sketch = {}): Commit => {
  const recordedAt = '2026-07-01T08:00:00.000001Z'
  const unsealed = payloads.map((payload, index) => ({
    id: eventIdOf(command, stream, at.version + index),
    type,
    schemaVersion: 1,
    payload,
    meta,
    recordedAt,
  }))
  return { stream, expected: at, events: sealEvents(stream, at, unsealed, mac).events }
}

/** The tip that a stream has after a commit. */
export const tipAfter = ({ expected, events }: Commit): Tip => ({
  version: expected.version + events.length,
  leaf: leafOf((events.at(-1) as NewEvent).proof),
})

/** `count` commits that follow each other in one stream. */
export const chain = (count: number, sketch: Sketch = {}): Commit[] => {
  const stream = sketch.stream ?? newStream()
  const commits: Commit[] = []
  let at = sketch.at ?? noStream
  for (let index = 0; index < count; index++) {
    const commit = commitOf({ ...sketch, stream, at })
    commits.push(commit)
    at = tipAfter(commit)
  }
  return commits
}
