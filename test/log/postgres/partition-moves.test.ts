import { mkdtemp, readFile, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LogUnavailable, PartitionAway, WrongExpectedVersion } from '../../../src/log/errors.ts'
import type { Commit, Cursor, EventLog, Recorded } from '../../../src/log/port.ts'
import { exportPartition, importPartition, removePartition } from '../../../src/log/postgres/partition-files.ts'
import { attachPartition, detachPartition } from '../../../src/log/postgres/partition-moves.ts'
import { eventsIn, listPartitions, withPartitions } from '../../../src/log/postgres/partitions.ts'
import { chain, commitOf, newStream, tipAfter } from '../../contract/commits.ts'
import { type FreshDatabase, freshDatabase } from '../../postgres.ts'
import { openPatientLog } from './patient-log.ts'
import { makeSmallPartitions } from './small-partitions.ts'

const SIZE = 100
let fresh: FreshDatabase
let log: EventLog
let file: string

/** One stream through all partitions, one that lies in the first only, one that begins in the third. */
const long = chain(120, { payloads: ['{"fen":1}', '{"fen":2}'], type: 'IncomeDeclared' })
const old = chain(3, { type: 'HouseholdMoved' })
const young = newStream()

beforeAll(async () => {
  fresh = await freshDatabase()
  await makeSmallPartitions(fresh.adminUrl, SIZE)
  file = join(await mkdtemp(join(tmpdir(), 'anjuan-partition-')), 'event_p0000.copy')
  log = await openPatientLog({ connectionString: fresh.urlAs('app_api') })
  for (const commit of old) await log.append(commit)
  for (const commit of long) await log.append(commit)
  await log.append(commitOf({ stream: young, type: 'IncomeDeclared' }))
})
afterAll(async () => {
  await log?.close()
  await fresh?.drop()
})

/** On a busy machine a connection may take longer than an operator would wait. */
const operate = <Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> =>
  withPartitions(fresh.adminUrl, work).catch((error: unknown) => {
    if (error instanceof LogUnavailable) return operate(work)
    throw error
  })
const states = async () => (await operate(listPartitions)).partitions.map(({ state }) => state)

const readInPages = async (limit: number, types?: string[]): Promise<readonly Recorded[]> => {
  const all: Recorded[] = []
  const head = await log.head()
  for (let after = log.cursorAt(0n); after !== head; ) {
    const { events, scannedTo } = await log.readAll({ after, limit, ...(types && { types }) })
    all.push(...events)
    after = scannedTo
  }
  return all
}

/** Everything that can be asked of this log, and what it must answer wherever its partitions are. */
const everything = async () => ({
  all: await readInPages(17),
  declared: await readInPages(50, ['IncomeDeclared']),
  both: await readInPages(1_000, ['HouseholdMoved', 'IncomeDeclared']),
  long: await log.readStream(long[0]!.stream),
  middle: await log.readStream(long[0]!.stream, { from: 90, maxCount: 30 }),
  backward: await log.readStream(long[0]!.stream, { direction: 'backward', from: 120, maxCount: 100 }),
  old: await log.readStream(old[0]!.stream),
  none: await log.readStream('case-nobody'),
  repeated: await log.append(long[3]!),
  batch: await log.appendBatch([old[1]!, long[0]!, long[70]!]),
})

/** Cancels a detachment at the very moment when it waits for those who still use the partition. */
const cancelOnceItWaits = async (): Promise<void> => {
  const watcher = new pg.Client({ connectionString: fresh.adminUrl })
  await watcher.connect()
  const cancelled = async (): Promise<boolean> => {
    const { rows } = await watcher.query(
      `select pg_cancel_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'anjuan partitions' and wait_event = 'virtualxid'`,
    )
    return rows.length > 0
  }
  while (!(await cancelled()));
  await watcher.end()
}

const conflict = (): Promise<unknown> =>
  log.append(commitOf({ stream: old[0]!.stream, payloads: ['1', '2'] })).catch((error: Error) => error)

describe('a partition that is detached', () => {
  test('is read as before: every stream, the whole log, any types, and what has been appended', async () => {
    const before = await everything()
    expect(before.all.map(({ position }) => position)).toEqual(Array.from({ length: 244 }, (_, k) => BigInt(k + 1)))
    await operate((client) => detachPartition(client, 0))
    expect(await states()).toEqual(['detached', 'attached', 'attached', 'attached', 'attached'])
    expect(await everything()).toEqual(before)
    expect(await conflict()).toBeInstanceOf(WrongExpectedVersion)
    await operate((client) => detachPartition(client, 1))
    expect(await everything()).toEqual(before)
    await operate((client) => attachPartition(client, 0))
    expect(await everything()).toEqual(before)
    await operate((client) => attachPartition(client, 1))
    expect(await states()).toEqual(Array(5).fill('attached'))
    expect(await everything()).toEqual(before)
  })

  test('is the same at every moment of the move, for readers who never stop and appenders who go on', async () => {
    const before = await readInPages(1_000, ['HouseholdMoved'])
    let moving = true
    const wrong: unknown[] = []
    let reads = 0
    const reader = async () => {
      while (moving) {
        const [page, slice] = await Promise.all([
          log.readAll({ limit: 243 }),
          log.readStream(long[0]!.stream, { maxCount: 240 }),
        ])
        if (page.events.some(({ position }, k) => position !== BigInt(k + 1)) || page.events.length !== 243)
          wrong.push(page)
        if (slice.events.length !== 240) wrong.push(slice)
        reads += 1
      }
    }
    const appender = async () => {
      for (let written = 0; moving && written < 40; written += 1) await log.append(commitOf())
    }
    const others = Promise.all([reader(), reader(), appender()])
    // As often as it takes for somebody to have read meanwhile, and twice at least.
    for (let times = 0; times < 2 || reads < 3; times += 1)
      for (const move of [detachPartition, attachPartition]) await operate((client) => move(client, 0))
    moving = false
    await others
    expect(wrong).toEqual([])
    expect(await readInPages(1_000, ['HouseholdMoved'])).toEqual(before)
  })

  test('keeps its guard: nobody changes what is in it', async () => {
    await operate((client) => detachPartition(client, 0))
    const change = operate((client) => client.query(`delete from log.event_p0000 where position = 7`))
    await expect(change).rejects.toThrow('append-only')
    const reopened = await openPatientLog({ connectionString: fresh.urlAs('app_api') })
    await reopened.close()
  })

  test('is not in use: the one of the head and those ahead of it stay', async () => {
    const { head, partitions } = await operate(listPartitions)
    for (const { number, end } of partitions)
      if (end > head) await expect(operate((client) => detachPartition(client, number))).rejects.toThrow(/is in use/)
    await expect(operate((client) => detachPartition(client, 77))).rejects.toThrow('there is no partition 77')
  })

  test('was not detached by halves: what broke off in the middle is finished by the next call', async () => {
    const before = await everything()
    const reader = new pg.Client({ connectionString: fresh.urlAs('app_api') })
    await reader.connect()
    await reader.query('begin; declare c cursor for select * from log.event_live; fetch 1 from c')
    const broken = operate((client) => detachPartition(client, 1))
    await Promise.all([expect(broken).rejects.toThrow(/due to user request/), cancelOnceItWaits()])
    expect((await states())[1]).toBe('leaving')
    expect(await everything()).toEqual(before)
    await reader.end()
    await operate((client) => detachPartition(client, 1))
    expect((await states())[1]).toBe('detached')
    expect(await everything()).toEqual(before)
    await operate((client) => attachPartition(client, 1))
  })
})

describe('a partition that was moved to a file', () => {
  test('is missed loudly by whatever needs it, and by nothing else', async () => {
    await operate((client) => exportPartition(client, { number: 0, file }))
    await operate((client) => removePartition(client, { number: 0, file }))
    expect((await states())[0]).toBe('away')
    const away = { name: 'PartitionAway', away: { partition: 'event_p0000', first: 0n, end: 100n } }
    const after = log.cursorAt(98n)
    for (const needing of [
      log.readAll({ limit: 10 }),
      log.readAll({ limit: 1, types: ['NeverHappened'] }),
      log.readAll({ after, limit: 10, types: ['IncomeDeclared'] }),
      log.readStream(old[0]!.stream),
      log.readStream(long[0]!.stream),
      log.readStream(long[0]!.stream, { direction: 'backward' }),
      log.append(old[1]!),
      log.append(commitOf({ stream: old[0]!.stream })),
      log.createStreams([old[0]!]).then((verdicts) => Promise.reject(verdicts)),
    ].map((asked) => asked.catch((error: unknown) => error)))
      expect(await needing).toMatchObject(
        (await needing) instanceof Error ? away : [{ is: 'refused', code: 'partition-away' }],
      )
    const whole = [log.readStream(young), log.readStream(long[0]!.stream, { from: 150 })]
    const [youngSlice, tail] = await Promise.all([
      ...whole,
      expect(log.readStream(old[0]!.stream)).rejects.toThrow(PartitionAway),
    ])
    expect(youngSlice).toMatchObject({ events: { length: 1 } })
    expect(tail).toMatchObject({ events: { length: 91 }, tip: { version: 240 } })
    expect((await log.readStream(long[0]!.stream, { direction: 'backward', maxCount: 50 })).events).toHaveLength(50)
    expect((await log.readAll({ after: log.cursorAt(99n), limit: 5 })).events).toHaveLength(5)
  })

  test('does not stop appends, and a repeat whose ids are still here is told apart from one whose ids are not', async () => {
    const verdicts = await log.appendBatch([commitOf(), old[1]!, long[119]!])
    expect(verdicts).toMatchObject([
      { is: 'appended' },
      { is: 'refused', code: 'partition-away' },
      { is: 'repeated', tip: tipAfter(long[119] as Commit) },
    ])
  })

  test('stops whoever follows the log from before it, and nobody behind it', async () => {
    const { signal } = new AbortController()
    const first = async (after?: Cursor) => {
      for await (const { events } of log.follow({ batch: 10, signal, ...(after && { after }) })) return events
      return []
    }
    await expect(first()).rejects.toThrow(PartitionAway)
    expect(await first(log.cursorAt(99n))).toHaveLength(10)
  })

  test('does not come back from another file, a shorter one or an altered one', async () => {
    const bytes = await readFile(file)
    const other = `${file}.other`
    await writeFile(other, bytes)
    await truncate(other, bytes.length - 40)
    await expect(operate((client) => importPartition(client, { number: 0, file: other }))).rejects.toThrow(
      /event_p0000/,
    )
    const at = bytes.indexOf('{"fen":2}')
    await writeFile(
      other,
      bytes.with?.(at + 7, 0x39) ??
        Buffer.concat([bytes.subarray(0, at + 7), Buffer.from('9'), bytes.subarray(at + 8)]),
    )
    await expect(operate((client) => importPartition(client, { number: 0, file: other }))).rejects.toThrow(
      /is not the file/,
    )
    expect((await states())[0]).toBe('away')
  })

  test('comes back as it was, and is attached again', async () => {
    await operate((client) => importPartition(client, { number: 0, file }))
    expect((await states())[0]).toBe('detached')
    expect(await log.readStream(old[0]!.stream)).toMatchObject({ events: { length: 3 } })
    await operate((client) => attachPartition(client, 0))
    expect((await states())[0]).toBe('attached')
    expect((await readInPages(1_000)).slice(0, 244).map(({ position }) => position)).toEqual(
      Array.from({ length: 244 }, (_, k) => BigInt(k + 1)),
    )
    expect(await readFile(`${file}.sha256`, 'utf8')).toMatch(/^[0-9a-f]{64} {2}event_p0000\.copy\n$/)
  })
})

describe('a partition that somebody laid hands on', () => {
  const tamper = async (statement: string): Promise<void> => {
    const admin = new pg.Client({ connectionString: fresh.adminUrl })
    await admin.connect()
    await admin.query('alter table log.event_p0001 disable trigger append_only')
    await admin.query(statement)
    await admin.query('alter table log.event_p0001 enable always trigger append_only')
    await admin.end()
  }

  test('is neither detached, nor attached again, nor called complete', async () => {
    await operate((client) => detachPartition(client, 1))
    await tamper(`create table public.kept as select * from log.event_p0001 where position in (150, 160)`)
    await tamper('delete from log.event_p0001 where position = 150')
    await expect(operate((client) => attachPartition(client, 1))).rejects.toThrow('position 150 is missing')
    await tamper('insert into log.event_p0001 select * from public.kept where position = 150')
    await tamper(`update log.event_p0001 set payload = '{"fen":9}' where position = 160`)
    await expect(operate((client) => attachPartition(client, 1))).rejects.toThrow('position 160 is not what was sealed')
    await expect(operate((client) => exportPartition(client, { number: 1, file }))).rejects.toThrow('position 160')
    await tamper('delete from log.event_p0001 where position = 160')
    await tamper('insert into log.event_p0001 select * from public.kept where position = 160')
    await operate((client) => attachPartition(client, 1))
    await tamper('update log.event_p0001 set payload = \'{"fen":9}\' where position = 160')
    await expect(operate((client) => detachPartition(client, 1))).rejects.toThrow('position 160 is not what was sealed')
    expect(eventsIn({ first: 0n, end: 100n })).toBe(99n)
  })
})
