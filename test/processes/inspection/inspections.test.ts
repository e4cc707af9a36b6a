import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { InspectionRequest } from '../../../src/domain/inspection/commands.ts'
import type { Actor } from '../../../src/domain/shared/actor.ts'
import { LogUnavailable } from '../../../src/log/errors.ts'
import type { EventLog } from '../../../src/log/port.ts'
import type { Deps } from '../../../src/processes/deps.ts'
import { filingsDue } from '../../../src/processes/inspection/filings.ts'
import { inspectionCommand, redrawSample } from '../../../src/processes/inspection/inspections.ts'
import { emptyPolicyCache } from '../../../src/processes/policies.ts'
import { caseFile } from '../../../src/projections/case-file/case-file.ts'
import { listFilings } from '../../../src/projections/inspection/acts.ts'
import { inspection } from '../../../src/projections/inspection/inspection.ts'
import { coverageOf, findInspection, listChecks, listFindings } from '../../../src/projections/inspection/queries.ts'
import { openPositions } from '../../../src/projections/positions.ts'
import { roster } from '../../../src/projections/roster/roster.ts'
import { loadKeys } from '../../../src/vault/keys.ts'
import { openVault } from '../../../src/vault/vault.ts'
import { PATIENCE_MS } from '../../caught-up.ts'
import { household, id } from '../../projections/facts.ts'
import { openStage, type Stage } from '../../projections/stage.ts'

const VIEWS = [caseFile, inspection, roster]
const chief: Actor = { sub: 'chief', roles: ['confirmer'], office: 'C1', area: '990101' }
const inspectors = ['wang', 'li', 'zhao', 'zhang.jing']

let stage: Stage
let deps: Deps
let close: () => Promise<void>
beforeAll(async () => {
  stage = await openStage()
  const directory = await mkdtemp(join(tmpdir(), 'anjuan-inspection-'))
  const keys = await loadKeys(directory)
  const pool = new pg.Pool({ connectionString: stage.database.urlAs('app_api'), max: 2 })
  deps = {
    log: stage.log,
    vault: await openVault({ pool, keys }),
    mac: keys.mac,
    now: () => new Date().toISOString().replace('Z', '000Z'),
    clock: { today: () => '2023-07-03' },
    views: stage.views,
    waitFor: (view, position) => openPositions(stage.views).waitFor(view, position, PATIENCE_MS),
    policyCache: emptyPolicyCache(),
  }
  for (let number = 1; number <= 10; number += 1) await decided(`A${number}`, '990101001001')
  for (let number = 1; number <= 3; number += 1) await decided(`B${number}`, '990101002001')
  await stage.shown(...VIEWS)
  close = async () => {
    await pool.end()
    await stage.close()
    await rm(directory, { recursive: true })
  }
})
afterAll(() => close())

/** A household on roll in a village, and a decision on it that its township made under a delegation. */
const decided = async (name: string, area: string, on = '2023-05-10'): Promise<void> => {
  const { increased, stream, takenOver } = household(name)
  const fact = increased(on, { area })
  const delegated = { ...fact, data: { ...(fact.data as object), delegationId: id('delegation') } }
  await stage.given(stream, takenOver({ area }), delegated)
}

let calls = 0
const act = async (subject: string, type: InspectionRequest['type'], data: object, actor = chief) => {
  calls += 1
  const commandId = id(`inspection call ${calls}`)
  const request = { type, subject: id(subject), newId: commandId, data } as unknown as InspectionRequest
  return inspectionCommand(deps, { actor, commandId }, request)
}

const plan = { of: 'DELEGATED_DECISIONS', scheme: 'subsistenceAllowance', from: '2023-05-01', until: '2023-05-31' }
const open = (subject: string, change: object = {}) =>
  act(subject, 'OpenInspection', {
    area: '990101',
    title: '五月抽查',
    document: null,
    sample: { ...plan, percent: 30, inspectors, inspectorsPerCase: 2, ...change },
  })
const shownSample = async (subject: string, limit = 100) => {
  await stage.shown(...VIEWS)
  return (await listChecks(deps.views, { inspectionId: id(subject) }, { limit })).rows
}

describe('a sample of delegated decisions', () => {
  test('is drawn in every township, and drawn again gives the same, also after other decisions', async () => {
    await open('first')
    await act('first', 'DrawSample', {})
    const rows = await shownSample('first')
    expect(rows.filter(({ township }) => township === '990101001')).toHaveLength(3)
    expect(rows.filter(({ township }) => township === '990101002')).toHaveLength(1)
    const before = await redrawSample(deps, id('first'))
    expect(before).toMatchObject({ same: true, recorded: before.drawn })
    await decided('A11', '990101001001')
    await stage.shown(...VIEWS)
    expect(await redrawSample(deps, id('first'))).toEqual(before)
    expect((await findInspection(deps.views, id('first')))?.population).toBe(13)
  })

  test('is checked by nobody who has had a hand in the case', async () => {
    // Every fact of these households was recorded by zhang.jing.
    for (const row of await shownSample('first')) expect(row.inspectors).not.toContain('zhang.jing')
  })

  test('is another one for another inspection of the same cases', async () => {
    for (const name of ['second', 'third', 'fourth']) {
      await open(name)
      await act(name, 'DrawSample', {})
    }
    const samples = await Promise.all(
      ['first', 'second', 'third', 'fourth'].map(async (name) => (await redrawSample(deps, id(name))).drawKey),
    )
    expect(new Set(samples).size).toBe(4)
  })

  test('is drawn once, and the same call again is the same answer', async () => {
    await open('once')
    const commandId = id('draw once')
    const call = { actor: chief, commandId }
    const request = { type: 'DrawSample', subject: id('once'), newId: commandId, data: {} } as const
    const first = await inspectionCommand(deps, call, request)
    expect(await inspectionCommand(deps, call, request)).toMatchObject({ version: first.version, repeated: true })
    await expect(act('once', 'DrawSample', {})).rejects.toMatchObject({ code: 'sample-drawn' })
  })

  test('is given to no stand-in who has had a hand in the case', async () => {
    const [row] = await shownSample('first')
    const { case_id: caseId, inspectors: drawn } = row!
    const standIn = (to: string) => act('first', 'ReplaceInspector', { caseId, from: drawn[0], to, reason: '生病' })
    await expect(standIn('zhang.jing')).rejects.toMatchObject({ code: 'inspector-had-a-hand' })
  })

  test('of nothing says so and can be drawn again; unknown inspections and schemes are refused', async () => {
    await open('empty', { from: '2021-01-01', until: '2021-12-31' })
    await act('empty', 'DrawSample', {})
    expect(await redrawSample(deps, id('empty'))).toMatchObject({ same: true, drawn: [] })
    await act('empty', 'CloseInspection', { summary: '该期间无委托确认案件。' })
    await stage.shown(...VIEWS)
    expect(await findInspection(deps.views, id('empty'))).toMatchObject({ status: 'CLOSED', population: 0 })
    await expect(act('nowhere', 'DrawSample', {})).rejects.toMatchObject({ code: 'unknown-inspection' })
    await expect(open('strange', { scheme: 'noSuchScheme' })).rejects.toMatchObject({ code: 'unknown-scheme' })
  })
})

test('a sample larger than one event is drawn in parts; whoever draws after a crash goes on where it broke off', async () => {
  const names = Array.from({ length: 501 }, (_, index) => `L${index}`)
  await Promise.all(names.map((name) => decided(name, '990101003001', '2023-04-10')))
  await stage.shown(...VIEWS)
  await open('large', { from: '2023-04-01', until: '2023-04-30', percent: 100 })
  const { log } = deps
  let commits = 0
  const append: EventLog['append'] = async (commit) => {
    commits += 1
    if (commits === 2) throw new LogUnavailable('the line is cut')
    return log.append(commit)
  }
  const whole = deps
  deps = { ...whole, log: { ...log, append } }
  await expect(act('large', 'DrawSample', {})).rejects.toThrow(LogUnavailable)
  deps = whole
  expect(await shownSample('large')).toEqual([])
  const { events, version } = await act('large', 'DrawSample', {})
  expect([version, events.map(({ type }) => type)]).toEqual([3, ['SampleDrawn']])
  expect(await redrawSample(deps, id('large'))).toMatchObject({ same: true })
  await stage.shown(...VIEWS)
  expect(await findInspection(deps.views, id('large'))).toMatchObject({ drawn: 501, checked: 0 })
  expect(await shownSample('large', 501)).toHaveLength(501)
})

test('a case for which too few of the list are free is checked by whoever is added', async () => {
  await open('few', { inspectors: ['wang', 'zhang.jing'] })
  await expect(act('few', 'DrawSample', {})).rejects.toMatchObject({ code: 'too-few-inspectors' })
  await act('few', 'AddInspectors', { inspectors: ['sun'], reason: '张静参与过办理。' })
  await act('few', 'DrawSample', {})
  for (const row of await shownSample('few')) expect(row.inspectors).toEqual(['wang', 'sun'])
})

test('2012-220 Art.26: dossiers of the county are drawn at 30 per cent, no fewer', async () => {
  const before = deps.clock
  deps = { ...deps, clock: { today: () => '2021-06-01' } }
  await expect(
    open('dossiers', { of: 'DOSSIERS', from: '2021-05-01', until: '2021-05-31', percent: 29 }),
  ).rejects.toMatchObject({ code: 'sample-too-small', facts: { leastPercent: 30, clause: '2012-220 Art.26' } })
  deps = { ...deps, clock: before }
})

test('a sample of the roll draws from the households of a month', async () => {
  await open('roll', { of: 'ROLL', from: '2023-06-01', until: '2023-06-30', percent: 10 })
  await act('roll', 'DrawSample', {})
  const rows = await shownSample('roll')
  expect(rows.length).toBeGreaterThanOrEqual(3)
  expect((await redrawSample(deps, id('roll'))).same).toBe(true)
})

test('coverage counts what was drawn, checked and found wanting in each township', async () => {
  const [drawn] = (await shownSample('first')).filter(({ township }) => township === '990101002')
  const inspector: Actor = { ...chief, sub: drawn!.inspectors[0]! }
  await act(
    'first',
    'RecordSpotCheck',
    { caseId: drawn!.case_id, mode: 'FILE', result: 'DISCREPANT', note: '漏' },
    inspector,
  )
  await act('first', 'RecordFinding', {
    area: '990101002',
    caseId: drawn!.case_id,
    code: 'OMISSION',
    what: '漏保一人',
    rectifyBy: '2023-07-31',
  })
  await stage.shown(...VIEWS)
  const coverage = await coverageOf(deps.views, { area: '990101002', from: '2023-05-01', until: '2023-05-31' })
  expect(coverage).toEqual([
    {
      township: '990101002',
      scheme: 'subsistenceAllowance',
      of: 'DELEGATED_DECISIONS',
      cases: 3,
      drawn: expect.any(Number),
      checked: 1,
      discrepant: 1,
    },
  ])
  // The same case decided again later: what was drawn of May says nothing about July.
  const same = ['B1', 'B2', 'B3'].map((name) => household(name)).find(({ caseId }) => caseId === drawn!.case_id)!
  const again = same.increased('2023-07-02', { area: '990101002001' })
  await stage.given(same.stream, {
    ...again,
    data: { ...(again.data as object), delegationId: id('delegation') },
  })
  await stage.shown(...VIEWS)
  const july = { area: '990101002', from: '2023-07-01', until: '2023-07-31' }
  expect(await coverageOf(deps.views, july)).toMatchObject([{ cases: 1, drawn: 0, checked: 0, discrepant: 0 }])
  const overdue = (overdueOn: string) => listFindings(deps.views, { area: '990101002', overdueOn }, { limit: 10 })
  expect((await overdue('2023-07-31')).rows).toHaveLength(0)
  expect((await overdue('2023-08-01')).rows).toMatchObject([{ code: 'OMISSION', status: 'OPEN' }])
})

test('a delegated decision stands on the board of filings until it is filed with the county', async () => {
  const unfiled = async () =>
    (await listFilings(deps.views, { area: '990101002', filed: false }, { limit: 10 })).rows.map(
      (row) => row.decision_number,
    )
  expect(await unfiled()).toContain('INC-B1-2023-05-10')
  await stage.given(household('B1').stream, {
    type: 'DecisionFiled',
    data: { caseId: household('B1').caseId, filedOn: '2023-05-15', decisionNumber: 'INC-B1-2023-05-10' },
  })
  await stage.shown(...VIEWS)
  expect(await unfiled()).not.toContain('INC-B1-2023-05-10')
  const overdue = async (is: boolean) => {
    const { rows } = await filingsDue(deps, { area: '990101002', overdue: is }, { limit: 10 }, '2023-07-03')
    return rows.map((row) => [row.decision_number, row.fileBy, row.overdue])
  }
  expect((await overdue(true)).sort()).toEqual([
    ['INC-B2-2023-05-10', '2023-05-24', true],
    ['INC-B3-2023-05-10', '2023-05-24', true],
  ])
  // One was filed in time, the other decided yesterday.
  expect((await overdue(false)).map(([, fileBy]) => fileBy).sort()).toEqual(['2023-05-24', '2023-07-14'])
  const all = await listFilings(deps.views, { area: '990101002' }, { limit: 10 })
  expect(all.rows.find((row) => row.case_id === household('B1').caseId)).toMatchObject({ filed_on: '2023-05-15' })
})
