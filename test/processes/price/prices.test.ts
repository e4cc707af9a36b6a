import { stringify } from 'csv-stringify/sync'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { idNumberDecider } from '../../../src/domain/person/decide.ts'
import { checkDigitOf } from '../../../src/domain/person/id-number.ts'
import type { PriceIndexKind } from '../../../src/domain/price/index-kind.ts'
import type { priceParameters } from '../../../src/domain/price/parameters.ts'
import type { Actor } from '../../../src/domain/shared/actor.ts'
import { addDays, addMonths } from '../../../src/domain/shared/day.ts'
import { LogUnavailable } from '../../../src/log/errors.ts'
import { type EventLog, noStream } from '../../../src/log/port.ts'
import { openPostgresLog } from '../../../src/log/postgres/engine.ts'
import { prepareMany } from '../../../src/log/prepare.ts'
import { idNumberStream } from '../../../src/log/streams.ts'
import { envelopeOf } from '../../../src/processes/call.ts'
import { personCommand } from '../../../src/processes/persons.ts'
import { policyCommand } from '../../../src/processes/policies.ts'
import { importPriceRoster, priceRosterAt } from '../../../src/processes/price/import-roster.ts'
import { priceCommand } from '../../../src/processes/price/prices.ts'
import { triggerFor } from '../../../src/processes/price/trigger.ts'
import { prices } from '../../../src/projections/prices/prices.ts'
import { listIndices, listOutcomes, listRosters } from '../../../src/projections/prices/queries.ts'
import { caughtUp } from '../../caught-up.ts'
import { type FreshDatabase, freshDatabase } from '../../postgres.ts'
import { openBureau } from '../bureau.ts'
import { id } from './facts.ts'

const COUNTY = '990101'
const CITY = '990100'
const document = { number: 'TEST-1', title: 'Prices', issuer: 'Statistics' }
const publisher: Actor = { sub: 'publisher', roles: ['policyPublisher'], office: CITY, area: CITY }
const preparer: Actor = { sub: 'preparer', roles: ['paymentPreparer'], office: COUNTY, area: COUNTY }
const clerk: Actor = { sub: 'clerk', roles: ['caseWorker'], office: COUNTY, area: COUNTY }

let database: FreshDatabase
let bureau: Awaited<ReturnType<typeof openBureau>>
let calls = 0
const call = (actor: Actor) => {
  calls += 1
  return { actor, commandId: id(`call ${calls}`) }
}
const publish = (area: string, month: string, index: PriceIndexKind, yearOnYear: number) => {
  const { commandId } = call(publisher)
  const data = { month, index, yearOnYear, releasedOn: `${addMonths(month, 1)}-14`, document }
  return priceCommand(
    bureau.deps,
    { actor: publisher, commandId },
    { type: 'PublishPriceIndex', subject: area, newId: commandId, data },
  )
}
const declare = (area: string, month: string) => {
  const { commandId } = call(publisher)
  const command = { type: 'DeclarePriceTrigger', subject: area, newId: commandId, data: { month } } as const
  return priceCommand(bureau.deps, { actor: publisher, commandId }, command)
}
const head = async () => bureau.deps.log.positionOf(await bureau.deps.log.head())
const idNumberOf = (order: number): string => {
  const day = addDays('1970-02-03', Math.floor(order / 1_000)).replaceAll('-', '')
  const digits = `990101${day}${String(order % 1_000).padStart(3, '0')}`
  return `${digits}${checkDigitOf(digits)}`
}
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing was refused',
    (error: unknown) => error,
  )

beforeAll(async () => {
  database = await freshDatabase()
  const log = await openPostgresLog({ connectionString: database.urlAs('app_api') })
  bureau = await openBureau(database, { log, views: [prices], today: '2023-04-20' })
})
afterAll(async () => {
  await bureau.close()
  await database.drop()
})

describe('prices of a city and its counties', () => {
  test('one declaration switches the whole city on, another month switches it off [local-guilin]', async () => {
    await publish(CITY, '2022-09', 'CPI', 310)
    await publish(CITY, '2022-09', 'FOOD_CPI', 880)
    await declare(CITY, '2022-09')
    const at = await head()
    expect(await triggerFor(bureau.deps, { area: COUNTY, month: '2022-09' }, at)).toMatchObject({
      area: CITY,
      rise: 880,
      payBy: { due: '2022-10-31' },
    })
    await publish(CITY, '2022-10', 'CPI', 210)
    await publish(CITY, '2022-10', 'FOOD_CPI', 590)
    const { events } = await declare(CITY, '2022-10')
    expect(events.map(({ type }) => type)).toEqual(['PriceTriggerNotMet', 'PriceSubsidySuspended'])
    const ask = (month: string, upTo: bigint) => refusal(triggerFor(bureau.deps, { area: COUNTY, month }, upTo))
    expect(await ask('2022-10', await head())).toMatchObject({ code: 'price-subsidy-suspended' })
    expect(await ask('2022-10', at)).toMatchObject({ code: 'price-trigger-not-declared' })
  })

  test('a county lowers its threshold and sets a floor by its own document', async () => {
    const set = (key: keyof typeof priceParameters, value: string) => {
      const { commandId } = call(publisher)
      return policyCommand(
        bureau.deps,
        { actor: publisher, commandId },
        {
          type: 'PublishParameter',
          subject: COUNTY,
          newId: commandId,
          data: {
            scheme: 'priceSubsidy',
            key,
            value,
            document: { ...document, number: 'LOCAL-1' },
            effectiveFrom: '2023-03-01',
            inForceOn: '2023-03-01',
          },
        },
      )
    }
    await set('priceBaseThreshold', '200')
    await set('priceFloorFen', '3000')
    await publish(CITY, '2023-03', 'CPI', 210)
    await publish(CITY, '2023-03', 'FOOD_CPI', 100)
    await declare(CITY, '2023-03')
    const alone = triggerFor(bureau.deps, { area: COUNTY, month: '2023-03' }, await head())
    expect(await refusal(alone)).toMatchObject({ code: 'price-own-terms', facts: { judgedBy: CITY } })
    await declare(COUNTY, '2023-03')
    const at = await head()
    expect(await triggerFor(bureau.deps, { area: COUNTY, month: '2023-03' }, at)).toMatchObject({
      version: '2021-1553',
      judged: [
        { index: 'CPI', atLeast: 200, clause: 'LOCAL-1' },
        { index: 'FOOD_CPI', atLeast: 600 },
      ],
      floorFen: 3_000,
      floorClause: 'LOCAL-1',
    })
    expect(await refusal(triggerFor(bureau.deps, { area: '990102', month: '2023-03' }, at))).toMatchObject({
      code: 'price-subsidy-suspended',
    })
    expect(await refusal(set('priceBaseThreshold', '3,5'))).toMatchObject({ code: 'implausible-parameter' })
  })

  test('are listed as they were known at any position', async () => {
    const { deps } = bureau
    const before = await head()
    await caughtUp(deps, 'prices')
    const [wrong] = (await listIndices(deps.views, { area: CITY, month: '2022-10' }, { limit: 1 })).rows
    const { commandId } = call(publisher)
    await priceCommand(
      deps,
      { actor: publisher, commandId },
      {
        type: 'CorrectPriceIndex',
        subject: CITY,
        newId: commandId,
        data: { indexId: wrong!.index_id, yearOnYear: 310, releasedOn: '2022-11-20', document },
      },
    )
    const stale = triggerFor(deps, { area: COUNTY, month: '2022-10' }, await head())
    expect(await refusal(stale)).toMatchObject({ code: 'price-judgement-stale' })
    await declare(CITY, '2022-10')
    const at = await head()
    await caughtUp(deps, 'prices')
    const indices = (knownAt: bigint) =>
      listIndices(deps.views, { area: COUNTY, month: '2022-10', knownAt }, { limit: 9 })
    expect((await indices(before)).rows.map((row) => [row.year_on_year, row.corrected_by])).toEqual([
      [210, null],
      [590, null],
    ])
    expect((await indices(at)).rows.map((row) => row.corrected_by).filter(Boolean)).toEqual([commandId])
    const outcomes = (knownAt: bigint) =>
      listOutcomes(deps.views, { area: CITY, month: '2022-10', knownAt }, { limit: 9 })
    expect((await outcomes(before)).rows).toMatchObject([{ met: false, suspends_after: '2022-09', replaced_by: null }])
    expect((await outcomes(at)).rows.map(({ met, replaced_by }) => [met, replaced_by !== null]).sort()).toEqual([
      [false, true],
      [true, false],
    ])
  })
})

describe('a roster of another office', () => {
  const name = { area: COUNTY, group: 'UNEMPLOYMENT_BENEFIT', month: '2022-09' } as const
  const persons: string[] = []
  const rows = (...orders: number[]) => [
    ['身份证号码', '区划代码', '城乡类别'],
    ...orders.map((order) => [idNumberOf(order), '990101001001', order % 2 === 0 ? '农村' : '城市']),
  ]
  const bring = (bytes: Buffer) => importPriceRoster(bureau.deps, call(preparer), name, bytes)

  beforeAll(async () => {
    for (const order of [1, 2, 3]) {
      const { commandId } = call(clerk)
      persons.push(commandId)
      await personCommand(
        bureau.deps,
        { actor: clerk, commandId },
        {
          type: 'RegisterPerson',
          subject: commandId,
          newId: commandId,
          data: {
            name: `演示${order}`,
            idNumber: idNumberOf(order),
            sex: order % 2 === 1 ? 'MALE' : 'FEMALE',
            birthDate: '1970-02-03',
            address: null,
            area: '990101001001',
          },
        },
      )
    }
  })

  test('is read from CSV in either encoding and from a workbook, and the last one counts', async () => {
    await bring(iconv.encode(stringify(rows(1, 2)), 'gb18030'))
    const at = await head()
    expect(await priceRosterAt(bureau.deps, name, at)).toMatchObject({
      persons: [
        { personId: persons[0], area: '990101001001', areaKind: 'URBAN' },
        { personId: persons[1], area: '990101001001', areaKind: 'RURAL' },
      ],
    })
    const data = rows(3).map((row) => row.map((value) => ({ value, type: String })))
    await bring(await writeXlsxFile(data).toBuffer())
    expect((await priceRosterAt(bureau.deps, name, await head()))?.persons).toMatchObject([{ personId: persons[2] }])
    expect((await priceRosterAt(bureau.deps, name, at))?.persons).toHaveLength(2)
    await caughtUp(bureau.deps, 'prices')
    const { rows: listed } = await listRosters(bureau.deps.views, { area: COUNTY }, { limit: 9 })
    expect(listed.map((row) => [row.persons, row.replaced_by !== null]).sort()).toEqual([
      [1, false],
      [2, true],
    ])
  })

  test('may have more people than one commit holds: whoever repeats an import that broke off finishes it', async () => {
    const { deps } = bureau
    const month = '2022-10'
    const orders = Array.from({ length: 8_001 }, (_, index) => index + 10_000)
    const claims = orders.map((order) => {
      const events = idNumberDecider.decide({ type: 'ClaimIdNumber', personId: id(`person ${order}`) }, null, null)
      const stream = idNumberStream(deps.vault.blindIndex(idNumberOf(order)))
      return {
        stream,
        tip: noStream,
        events,
        envelope: envelopeOf({ actor: clerk, commandId: id(stream) }, stream, '2023-04-20'),
      }
    })
    await deps.log.createStreams(await prepareMany(deps, idNumberDecider.schemas, claims))
    const bytes = Buffer.from(stringify(rows(...orders)))
    const once = call(preparer)
    let commits = 0
    const append: EventLog['append'] = async (commit) => {
      commits += 1
      if (commits === 2) throw new LogUnavailable('the line is cut')
      return deps.log.append(commit)
    }
    const cutOff = importPriceRoster({ ...deps, log: { ...deps.log, append } }, once, { ...name, month }, bytes)
    expect(await refusal(cutOff)).toBeInstanceOf(LogUnavailable)
    expect(await priceRosterAt(deps, { ...name, month }, await head())).toBeNull()
    await importPriceRoster(deps, once, { ...name, month }, bytes)
    const standing = await priceRosterAt(deps, { ...name, month }, await head())
    expect(standing?.persons.map(({ personId }) => personId)).toEqual(orders.map((order) => id(`person ${order}`)))
    expect(await importPriceRoster(deps, once, { ...name, month }, bytes)).toMatchObject({
      repeated: true,
      version: 17,
    })
  })

  test('is taken in whole or not at all: what is wrong is told by row, heading and code', async () => {
    const before = await head()
    const wrong = [...rows(1, 9), ['990101197002030010', '99', '城'], ['', '', '']]
    expect(await refusal(bring(Buffer.from(stringify(wrong))))).toMatchObject({
      code: 'price-roster-has-findings',
      facts: {
        count: 4,
        findings: [
          '3 身份证号码 unknown-person',
          expect.stringMatching(/^4 身份证号码 id-number/),
          '4 区划代码 area-malformed',
          '4 城乡类别 value-not-listed',
        ],
      },
    })
    expect(await refusal(bring(Buffer.from('姓名\n演示')))).toMatchObject({ code: 'roll-file-headings' })
    expect(await refusal(bring(Buffer.from('\n')))).toMatchObject({ code: 'roll-file-empty' })
    const long = Buffer.concat([Buffer.from(stringify(rows(1))), Buffer.alloc(300_000, '\n'), Buffer.from('x\n')])
    expect(await refusal(bring(long))).toMatchObject({ code: 'price-roster-too-long', facts: { most: 300_000 } })
    expect(await head()).toBe(before)
  })
})
