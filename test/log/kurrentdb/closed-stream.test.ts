import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LogHalted, StreamClosed } from '../../../src/log/errors.ts'
import { openKurrentLog } from '../../../src/log/kurrentdb/engine.ts'
import type { Commit, EventLog } from '../../../src/log/port.ts'
import { chain, commitOf } from '../../contract/commits.ts'
import { makeAuthority } from '../../support/eventstore/certificates.ts'
import { type EventStoreHandle, startEventStore } from '../../support/eventstore/server.ts'
import { patient } from './open-log.ts'

let directory: string
let server: EventStoreHandle
let log: EventLog

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'anjuan-closed-'))
  const authority = makeAuthority()
  const authorityFile = join(directory, 'authority.pem')
  await writeFile(authorityFile, authority.certificate)
  server = await startEventStore({ tls: { ...authority.issue(), users: { anjuan: 'secret', admin: 'secret' } } })
  log = await openKurrentLog({
    connectionString: `esdb://anjuan:secret@${server.host}:${server.port}?tlsCAFile=${encodeURIComponent(authorityFile)}`,
    deadlines: patient,
  })
})
afterAll(async () => {
  await log.close()
  await server.stop()
  await rm(directory, { recursive: true })
})

test('a stream whose list of writers leaves the program out is closed, keeps its history and answers repeats', async () => {
  const [first, second] = chain(2) as [Commit, Commit]
  const answer = await log.append(first)
  server.operator.setMetadata(first.stream, { $acl: { $w: '$admins' } })
  await expect(log.append(second)).rejects.toThrow(StreamClosed)
  expect(await log.append(first)).toEqual({ ...answer, is: 'repeated' })
  expect((await log.readStream(first.stream)).events).toMatchObject(first.events)
})

test('a program that may write nowhere is halted', async () => {
  const commit = commitOf()
  server.faults.deny(commit.stream)
  await expect(log.append(commit)).rejects.toThrow(LogHalted)
})
