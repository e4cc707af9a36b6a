import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { access } from '../../src/projections/access/access.ts'
import { listReaders, listReads } from '../../src/projections/access/queries.ts'
import { enterGeneration } from '../../src/projections/generation.ts'
import type { Trx } from '../../src/projections/view.ts'
import { id } from './facts.ts'
import { type GivenFact, openStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  const all = [
    ...['one', 'two', 'three', 'two'].map((person) => shown(person, 'curious')),
    ...['one', 'two', 'three'].map((person) => shown(person, 'zealous', { on: '2023-03-07' })),
    shown('child', 'zealous', { scheme: 'orphanAllowance' }),
    shown('one', 'quiet'),
  ]
  for (const [number, fact] of all.entries()) await stage.given(`access-2023-03-06-${id(String(number))}`, fact)
  await stage.shown(access)
})
afterAll(() => stage.close())

const shown = (person: string, by: string, { on = '2023-03-06', scheme = 'subsistenceAllowance' } = {}): GivenFact => ({
  type: 'PersonShown',
  data: { personId: id(person), purpose: 'CASE_WORK', caseId: id(`case of ${person}`), scheme },
  by,
  on,
})

const everyReader = async (filter: Parameters<typeof listReaders>[1], limit = 50) => {
  const found: (readonly [string, number, number])[] = []
  let cursor: string | undefined
  do {
    const page = await listReaders(stage.views, filter, cursor === undefined ? { limit } : { limit, cursor })
    found.push(...page.rows.map(({ actor, shown: times, persons }) => [actor, times, persons] as const))
    cursor = page.next
  } while (cursor !== undefined)
  return found
}

describe('readers of personal data', () => {
  test('stand in the order of how many persons they saw, however long the pages are', async () => {
    const all = [
      ['zealous', 4, 4],
      ['curious', 4, 3],
      ['quiet', 1, 1],
    ]
    expect(await everyReader({})).toEqual(all)
    expect(await everyReader({}, 1)).toEqual(all)
  })

  test('are counted without the schemes that are hidden from whoever asks, and on the days that are asked for', async () => {
    expect(await everyReader({ hidden: ['orphanAllowance'], to: '2023-03-06' })).toEqual([
      ['curious', 4, 3],
      ['quiet', 1, 1],
    ])
    expect(await everyReader({ area: '990102' })).toEqual([])
  })
})

test('the most persons that somebody saw in an hour is counted by the hour in which each read was recorded', async () => {
  const { rows } = await listReads(stage.views, { actor: 'curious' }, { limit: 50 })
  const hours = Map.groupBy(rows, ({ recorded_at }) => recorded_at.slice(0, '2023-03-06T09'.length))
  const most = Math.max(...[...hours.values()].map((reads) => new Set(reads.map(({ person_id }) => person_id)).size))
  const [curious] = (await listReaders(stage.views, { actor: 'curious' }, { limit: 1 })).rows
  expect(curious?.most_in_an_hour).toBe(most)
})

test('the reads of one person are listed, newest first, as known at any place of the log', async () => {
  const of = async (knownAt?: bigint) => {
    const filter = { personId: id('one'), ...(knownAt === undefined ? {} : { knownAt }) }
    return (await listReads(stage.views, filter, { limit: 50 })).rows.map(({ actor }) => actor)
  }
  expect(await of()).toEqual(['quiet', 'zealous', 'curious'])
  expect(await of(5n)).toEqual(['zealous', 'curious'])
})

test('a row that is not what the log says is found out, also where the counts agree', async () => {
  const spoiltBy = (spoil: (trx: Trx) => Promise<unknown>) =>
    stage.db.transaction().execute(async (trx) => {
      await enterGeneration(trx, 'access', 1)
      await sql`savepoint sound`.execute(trx)
      await spoil(trx)
      const upTo = stage.log.positionOf(await stage.log.head())
      const found = await access.verify(trx, { relation: sql`log.event`, upTo })
      await sql`rollback to savepoint sound`.execute(trx)
      return found.map((difference) => difference.split(' ', 1)[0])
    })
  const quiet = sql`where actor = 'quiet'`
  expect(await spoiltBy(async () => undefined)).toEqual([])
  expect(await spoiltBy((trx) => sql`delete from access_read ${quiet}`.execute(trx))).toContain('reads')
  const another = sql`update access_read set person_id = ${id('two')} ${quiet}`
  expect(await spoiltBy((trx) => another.execute(trx))).toEqual(['contents'])
  const otherwise = sql`update access_read set purpose = 'AUDIT' ${quiet}`
  expect(await spoiltBy((trx) => otherwise.execute(trx))).toEqual(['contents'])
})
