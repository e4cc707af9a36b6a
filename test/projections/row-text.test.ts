import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyIn } from '../../src/projections/copy-in.ts'
import { enterGeneration } from '../../src/projections/generation.ts'
import { columnsOf, linesOfRows, textOfRows } from '../../src/projections/row-text.ts'
import type { Trx } from '../../src/projections/view.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  await sql`select projection.open_generation('written', 1)`.execute(stage.db)
  await inGeneration((trx) =>
    sql`create table written (
      number bigint, text text, list text[], ids uuid[], yes boolean, exact json, parsed jsonb)`.execute(trx),
  )
})
afterAll(() => stage.close())

const inGeneration = <Answer>(work: (trx: Trx) => Promise<Answer>): Promise<Answer> =>
  stage.db.transaction().execute(async (trx) => {
    await enterGeneration(trx, 'written', 1)
    return work(trx)
  })

/** Writes rows as views do, one way and the other, and reads them back as views do. */
const throughTheDatabase = (rows: readonly Record<string, unknown>[]): Promise<unknown[]> =>
  inGeneration(async (trx) => {
    const columns = await columnsOf(trx, 'written')
    const readBack = async () => (await sql`select * from written`.execute(trx)).rows
    await sql`truncate written`.execute(trx)
    await sql`insert into written select * from unnest(${textOfRows(columns, rows)}::written[])`.execute(trx)
    const inserted = await readBack()
    await sql`truncate written`.execute(trx)
    await copyIn(
      trx,
      'written',
      columns.map(({ name }) => name),
      linesOfRows(columns, rows),
    )
    expect(await readBack()).toEqual(inserted)
    return inserted
  })

const empty = { number: null, text: null, list: null, ids: null, yes: null, exact: null, parsed: null }

test('what means something to a parser of rows, lists or JSON is written as it is', async () => {
  const words = [
    '',
    ' ',
    'NULL',
    'null',
    '"',
    '\\',
    '\\"',
    ',',
    '(',
    ')',
    '{}',
    '{"a":1}',
    '\n\t\r',
    "it's",
    '\\N',
    '案卷, 低保',
    '🀄',
  ]
  const rows = words.map((word, number) => ({
    ...empty,
    number,
    text: word,
    list: [word, ...words],
    exact: { [word]: [word] },
    parsed: [word, { [word]: word }],
  }))
  expect(await throughTheDatabase(rows)).toEqual(rows)
})

test('what the server does not take ends the transaction with its own error, and the connection goes on', async () => {
  const number = ['number']
  await expect(inGeneration((trx) => copyIn(trx, 'written', number, 'eight\n'))).rejects.toMatchObject({
    code: '22P02',
  })
  await expect(inGeneration((trx) => copyIn(trx, 'nowhere', number, '8\n'))).rejects.toMatchObject({ code: '42P01' })
  expect(await throughTheDatabase([{ ...empty, number: 8 }])).toEqual([{ ...empty, number: 8 }])
})

test('nothing, an empty list and an empty text are three things; a column left out is nothing', async () => {
  const rows = [
    { ...empty, text: '', list: [], ids: [], parsed: [] },
    { ...empty, number: -1, yes: false, ids: ['26ab860a-0ef1-5eab-8d8f-cf0bf3a73725'], parsed: {} },
  ]
  expect(await throughTheDatabase([...rows, {}])).toEqual([...rows, empty])
})

test('any texts come back as they went', async () => {
  const word = fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.replaceAll('\0', '').toWellFormed())
  const row = fc.record({
    text: fc.option(word),
    list: fc.option(fc.array(word, { maxLength: 3 })),
    parsed: fc.option(fc.array(word)),
  })
  const rows = fc.array(row, { minLength: 1, maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(rows, async (written) => {
      const whole = written.map((each) => ({ ...empty, ...each }))
      expect(await throughTheDatabase(whole)).toEqual(whole)
    }),
    { numRuns: 10 },
  )
})
