import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { institution } from '../../src/projections/institution/institution.ts'
import { findInstitution, listInstitutions } from '../../src/projections/institution/queries.ts'
import { roster } from '../../src/projections/roster/roster.ts'
import { countSupported, listSupported } from '../../src/projections/support/queries.ts'
import { support } from '../../src/projections/support/support.ts'
import { id } from './facts.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const HOME = id('home')

/** Somebody on the old roll of support since January, paid by these rates. */
const takenOver = (name: string, rates: readonly string[], payee: object, over: object = {}) => ({
  type: 'EntitlementTakenOver',
  data: {
    caseId: id(name),
    takenOverOn: '2023-01-10',
    oldDecisionNumber: 'OLD',
    oldDecisionOn: '2021-04-07',
    filing: 'SINGLE',
    members: [
      {
        personId: id(`person ${name}`),
        relation: 'SELF',
        canWork: false,
        employed: false,
        birthDate: 'erased',
        disability: 'erased',
        seriousIllness: 'erased',
      },
    ],
    entitlement: {
      scheme: 'extremePovertySupport',
      fromMonth: '2023-01',
      toMonth: null,
      area: '990101001001',
      areaKind: 'RURAL',
      holder: id(`person ${name}`),
      members: [id(`person ${name}`)],
      facts: {
        mode: 'RATES',
        members: 1,
        parts: rates.map((rate) => ({ rate, firstMonth: null, lastMonth: null })),
        lessFen: 0,
      },
      payee,
      amountFen: 100_000,
      povertyRegister: false,
      closeRelative: false,
      endsOn: null,
      ...over,
    },
    particulars: null,
    reviewDue: '2023-12-31',
    source: { sha256: 'a'.repeat(64), row: 1 },
  },
})
const inHome = { kind: 'INSTITUTION', institutionId: HOME }

test('an old roll is shown by what it is paid: the care rate says form and level, else the payee says the form', async () => {
  await stage.given(`case-${id('li')}`, takenOver('li', ['BASIC_LIVING', 'CARE_DISPERSED_PARTIAL'], { kind: 'HOLDER' }))
  await stage.given(`case-${id('wang')}`, takenOver('wang', ['BASIC_LIVING'], inHome))
  const allowance = { scheme: 'subsistenceAllowance', facts: { mode: 'GAP', members: 1, countableIncomeFen: 0 } }
  await stage.given(`case-${id('zhao')}`, takenOver('zhao', [], { kind: 'HOLDER' }, allowance))
  await stage.shown(roster, support, institution)
  expect(await countSupported(stage.views, { on: '2023-02-01' })).toEqual([
    { area_kind: 'RURAL', form: 'CENTRALIZED', level: null, persons: 1, wish_otherwise: 0, fen: 100_000 },
    { area_kind: 'RURAL', form: 'DISPERSED', level: 'PARTIAL', persons: 1, wish_otherwise: 0, fen: 100_000 },
  ])
})

test('acts count from their own day on, and every page is in order', async () => {
  const caseId = id('li')
  await stage.given(
    `case-${caseId}`,
    {
      type: 'SelfCareAssessed',
      data: {
        caseId,
        personId: id('person li'),
        assessedOn: '2023-05-10',
        assessor: '示例镇卫生院',
        items: 'erased',
        level: 'NONE',
      },
    },
    {
      type: 'SupportWishRecorded',
      data: { caseId, statedOn: '2023-05-10', wish: 'CENTRALIZED', statedBy: 'SELF', occasion: 'SURVEY' },
    },
    {
      type: 'SupportFormChosen',
      data: {
        caseId,
        chosenOn: '2023-05-12',
        form: 'CENTRALIZED',
        institutionId: HOME,
        fromDay: '2023-06-01',
        statedBy: 'SELF',
        moveId: null,
      },
    },
  )
  await stage.shown(support)
  const liOn = async (on: string) =>
    (await listSupported(stage.views, { on }, { limit: 10 })).rows.find((row) => row.case_id === caseId)
  expect(await liOn('2023-05-09')).toMatchObject({ form: 'DISPERSED', level: 'PARTIAL', wish: null })
  expect(await liOn('2023-05-31')).toMatchObject({ form: 'DISPERSED', level: 'NONE', wish: 'CENTRALIZED' })
  expect(await liOn('2023-06-01')).toMatchObject({ form: 'CENTRALIZED', level: 'NONE', institution_id: HOME })
  const first = await listSupported(stage.views, { on: '2023-06-01' }, { limit: 1 })
  const rest = await listSupported(stage.views, { on: '2023-06-01' }, { limit: 1, cursor: first.next ?? '' })
  const all = await listSupported(stage.views, { on: '2023-06-01' }, { limit: 5 })
  expect([...first.rows, ...rest.rows]).toEqual(all.rows)
  expect(rest.next).toBeUndefined()
})

test('a home shows its beds, its residents of a day and its closing', async () => {
  const resident = { institutionId: HOME, caseId: id('li'), personId: id('person li'), moveId: null }
  await stage.given(
    `institution-${HOME}`,
    {
      type: 'InstitutionRegistered',
      data: {
        institutionId: HOME,
        name: '示例镇敬老院',
        kind: 'SUPPORT_HOME',
        beds: 2,
        creditCode: null,
        area: '990101001',
      },
    },
    { type: 'ResidentAdmitted', data: { ...resident, fromDay: '2023-06-01' } },
    { type: 'ResidentDischarged', data: { ...resident, lastDay: '2023-06-30', reason: 'LEFT' } },
    { type: 'ResidentAdmitted', data: { ...resident, fromDay: '2023-08-01' } },
  )
  await stage.shown(institution)
  const residents = async (on: string) => (await findInstitution(stage.views, HOME, { on }))?.residents
  expect(await Promise.all(['2023-05-31', '2023-06-30', '2023-07-01', '2023-08-01'].map(residents))).toEqual([
    0, 1, 0, 1,
  ])
  const elsewhere = await listInstitutions(stage.views, { on: '2023-06-01', area: '990102' }, { limit: 5 })
  expect(elsewhere.rows).toEqual([])
})

test('both agree with an independent count of the log, and say so where they do not', async () => {
  const head = stage.log.positionOf(await stage.log.head())
  const differences = (view: typeof support) =>
    stage.db.transaction().execute((trx) => view.verify(trx, { relation: sql`log.event`, upTo: head }))
  expect(await differences(support)).toEqual([])
  expect(await differences(institution)).toEqual([])
  const before = stage.db
    .transaction()
    .execute((trx) => institution.verify(trx, { relation: sql`log.event`, upTo: head - 1n }))
  expect(await before).toEqual(['stays is 2, the log says 1'])
})
