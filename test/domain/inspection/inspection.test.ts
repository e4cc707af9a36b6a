import { describe, expect, test } from 'vitest'
import type { InspectionCommand } from '../../../src/domain/inspection/commands.ts'
import { type InspectionContext, inspectionDecider } from '../../../src/domain/inspection/decide.ts'
import type { InspectionEvent } from '../../../src/domain/inspection/events.ts'
import type { Actor, Role } from '../../../src/domain/shared/actor.ts'
import { given, type Past } from '../../given.ts'

const COUNTY = '990101'
const TOWNSHIP = '990101001'
const inspectionId = '00000000-0000-4000-8000-000000000001'
const caseA = '00000000-0000-4000-8000-00000000000a'
const caseB = '00000000-0000-4000-8000-00000000000b'
const findingId = '00000000-0000-4000-8000-0000000000f1'

const staff = (sub: string, area: string, ...roles: Role[]): Actor => ({ sub, roles, office: area, area })
const chief = staff('chief', COUNTY, 'confirmer')
const wang = staff('wang', COUNTY, 'reviewer')
const clerk = staff('clerk', TOWNSHIP, 'caseWorker')

const at = (actor: Actor, today = '2023-07-10', leastPercent: InspectionContext['leastPercent'] = null) => ({
  actor,
  today,
  leastPercent,
  hands: new Set<string>(),
})

const sample = {
  of: 'DOSSIERS',
  scheme: 'subsistenceAllowance',
  from: '2023-04-01',
  until: '2023-06-30',
  percent: 30,
  inspectors: ['wang', 'li', 'zhao'],
  inspectorsPerCase: 2,
} as const

type DataOf<Type extends InspectionCommand['type']> = Extract<InspectionCommand, { type: Type }>['data']
const command = <Type extends InspectionCommand['type']>(type: Type, data: DataOf<Type>): InspectionCommand =>
  ({ type, subject: inspectionId, newId: findingId, data }) as InspectionCommand

const open = (change: Partial<DataOf<'OpenInspection'>> = {}) =>
  command('OpenInspection', {
    area: COUNTY,
    title: '第二季度抽查',
    document: null,
    sample: { ...sample, inspectors: [...sample.inspectors] },
    ...change,
  })

const opened: InspectionEvent = {
  type: 'InspectionOpened',
  data: {
    inspectionId,
    area: COUNTY,
    title: '第二季度抽查',
    document: null,
    openedOn: '2023-07-03',
    sample: { ...sample, inspectors: [...sample.inspectors] },
    leastPercent: null,
  },
}
const withoutSample: InspectionEvent = { ...opened, data: { ...opened.data, sample: null } } as InspectionEvent

const draw = (cases: readonly string[] = [caseA, caseB], population = 5) => ({
  drawKey: 'a'.repeat(64),
  position: '17',
  populationSha256: 'b'.repeat(64),
  strata: [{ township: TOWNSHIP, population, drawn: cases.length }],
  drawn: cases.map((caseId) => ({ caseId, township: TOWNSHIP, inspectors: ['wang', 'li'] })),
  drawnSha256: 'c'.repeat(64),
  part: 0,
})
const { drawnSha256, part: _part, ...whole } = draw()
const drawn: InspectionEvent = {
  type: 'SampleDrawn',
  data: { inspectionId, drawnOn: '2023-07-03', method: 'SHA256_ORDER_BY_TOWNSHIP', ...whole },
}
const checked = (caseId: string): InspectionEvent => ({
  type: 'SpotCheckRecorded',
  data: { inspectionId, caseId, checkedOn: '2023-07-05', mode: 'FILE', result: 'CONSISTENT', note: '一致' },
})
const found: InspectionEvent = {
  type: 'FindingRecorded',
  data: {
    inspectionId,
    findingId,
    area: TOWNSHIP,
    caseId: caseA,
    code: 'PROCEDURE',
    what: '缺签字',
    foundOn: '2023-07-05',
    rectifyBy: '2023-08-05',
  },
}
const reported: Past<InspectionEvent> = {
  event: {
    type: 'RectificationReported',
    data: { inspectionId, findingId, reportedOn: '2023-07-20', measures: '已补签' },
  },
  actor: 'clerk',
}

describe('an inspection is opened', () => {
  test('by the county, with the plan of its sample and the clause that asks for it', () => {
    const least = { value: 30, clause: '2021-43 Art.16' }
    given(inspectionDecider)
      .when(open(), at(chief, '2023-07-03', least))
      .emits({ type: 'InspectionOpened', data: { openedOn: '2023-07-03', leastPercent: least } })
  })

  test('2021-43 Art.16: with no fewer per cent than the rules of the day ask for', () => {
    given(inspectionDecider)
      .when(
        open({ sample: { ...sample, inspectors: [...sample.inspectors], percent: 29 } }),
        at(chief, '2023-07-03', { value: 30, clause: '2021-43 Art.16' }),
      )
      .refuses('sample-too-small', { leastPercent: 30 })
  })

  test('with a plan that somebody could follow', () => {
    const planned = (change: object) =>
      given(inspectionDecider).when(
        open({ sample: { ...sample, inspectors: [...sample.inspectors], ...change } }),
        at(chief),
      )
    planned({ from: '2023-07-01' }).refuses('sample-period')
    planned({ from: '2023-08-01', until: '2023-08-31' }).refuses('sample-period')
    planned({ inspectors: ['wang', 'wang'] }).refuses('inspector-twice')
    planned({ inspectors: ['wang', 'li'], inspectorsPerCase: 3 }).refuses('too-few-inspectors')
  })

  test('by nobody without the duty, of a township, or of another area', () => {
    const opening = (actor: Actor) => given(inspectionDecider).when(open(), at(actor))
    opening(staff('clerk', COUNTY, 'caseWorker')).refuses('inspection-role-needed')
    opening(staff('lin', '990102', 'auditor')).refuses('inspection-outside-area')
    given(inspectionDecider)
      .when(open({ area: TOWNSHIP }), at(staff('wu', TOWNSHIP, 'reviewer')))
      .refuses('inspection-by-township')
  })
})

describe('a sample', () => {
  test('is drawn once', () => {
    given(inspectionDecider, opened)
      .when(command('RecordSample', draw()), at(chief))
      .emits({ type: 'SampleDrawn', data: { drawnOn: '2023-07-10' } })
    given(inspectionDecider, opened, drawn).when(command('RecordSample', draw()), at(chief)).refuses('sample-drawn')
    given(inspectionDecider, withoutSample)
      .when(command('RecordSample', draw()), at(chief))
      .refuses('no-sample-planned')
  })

  test('of nothing is a sample too, and the inspection can be closed', () => {
    const nothing = { ...draw(), strata: [], drawn: [] }
    given(inspectionDecider, opened)
      .when(command('RecordSample', nothing), at(chief))
      .emits({ type: 'SampleDrawn', data: { drawn: [] } })
    const drawnNothing = { ...drawn, data: { ...drawn.data, strata: [], drawn: [] } } as InspectionEvent
    given(inspectionDecider, opened, drawnNothing)
      .when(command('CloseInspection', { summary: '该期间无案件。' }), at(chief))
      .emits({ type: 'InspectionClosed' })
  })

  describe('of a whole county', () => {
    const ids = Array.from(
      { length: 8_400 },
      (_, index) => `00000000-0000-4000-9000-${String(index).padStart(12, '0')}`,
    )
    const large = { ...draw(ids, 28_000), drawnSha256 }
    const part = (number: number, change: object = {}) => command('RecordSample', { ...large, ...change, part: number })
    const parts = (until: number): InspectionEvent[] =>
      Array.from({ length: until }, (_, number) => ({
        type: 'SamplePartDrawn',
        data: { inspectionId, drawnSha256, part: number, drawn: large.drawn.slice(number * 500, (number + 1) * 500) },
      }))
    const lastPart: InspectionEvent = {
      type: 'SampleDrawn',
      data: { ...drawn.data, strata: large.strata, drawn: large.drawn.slice(8_000) },
    } as InspectionEvent

    test('is drawn in parts, and counts from the last one on', () => {
      given(inspectionDecider, opened)
        .when(part(0), at(chief))
        .emits({ type: 'SamplePartDrawn', data: { part: 0 } })
      given(inspectionDecider, opened, ...parts(16))
        .when(part(16), at(chief))
        .emits({ type: 'SampleDrawn', data: { strata: large.strata } })
        .leaves((state) => expect(state).toMatchObject({ status: 'DRAWN', sample: { caseIds: ids } }))
      given(inspectionDecider, opened, ...parts(16))
        .when(command('CloseInspection', { summary: '未抽完' }), at(chief))
        .refuses('sample-not-drawn')
    })
    test('is drawn from its beginning again where something else is drawn meanwhile', () => {
      const [other] = parts(1).map((one) => ({ ...one, data: { ...one.data, drawnSha256: 'd'.repeat(64) } }))
      given(inspectionDecider, opened, ...parts(3), other as InspectionEvent)
        .when(part(3), at(chief))
        .refuses('sample-overtaken')
      given(inspectionDecider, opened, ...parts(3))
        .when(part(2), at(chief))
        .refuses('sample-overtaken')
    })
    test('is checked case by case, and closed after the last one', () => {
      const all = [opened, ...parts(16), lastPart, ...ids.slice(1).map(checked)]
      const close = command('CloseInspection', { summary: '抽查8400户' })
      given(inspectionDecider, ...all)
        .when(close, at(chief))
        .refuses('checks-open', { open: 1 })
      given(inspectionDecider, ...all, checked(ids[0] ?? ''))
        .when(close, at(chief))
        .emits({ type: 'InspectionClosed' })
    })
  })

  test('is refused where it has more townships than one event holds', () => {
    const strata = Array.from({ length: 1_001 }, () => ({ township: TOWNSHIP, population: 5, drawn: 2 }))
    given(inspectionDecider, opened)
      .when(command('RecordSample', { ...draw(), strata }), at(chief))
      .refuses('sample-too-large', { most: 1_000 })
  })

  test('is drawn when inspectors were added where too few of the list are free', () => {
    const few = { ...draw(), drawn: draw().drawn.map((one) => ({ ...one, inspectors: ['wang'] })) }
    given(inspectionDecider, opened)
      .when(command('RecordSample', few), at(chief))
      .refuses('too-few-inspectors', { cases: 2, caseId: caseA, perCase: 2 })
    const add = command('AddInspectors', { inspectors: ['sun'], reason: '多人参与过办理' })
    given(inspectionDecider, opened)
      .when(add, at(chief))
      .emits({ type: 'InspectorsAdded', data: { inspectors: ['sun'], addedOn: '2023-07-10' } })
      .leaves((state) => expect(state).toMatchObject({ inspectors: ['wang', 'li', 'zhao', 'sun'] }))
    given(inspectionDecider, opened)
      .when(command('AddInspectors', { inspectors: ['wang'], reason: '重复' }), at(chief))
      .refuses('inspector-twice')
    given(inspectionDecider, withoutSample).when(add, at(chief)).refuses('no-sample-planned')
    given(inspectionDecider, opened).when(add, at(clerk)).refuses('inspection-role-needed')
    const added: InspectionEvent = {
      type: 'InspectorsAdded',
      data: { inspectionId, inspectors: ['sun'], addedOn: '2023-07-10', reason: '多人参与过办理' },
    }
    given(inspectionDecider, opened, drawn, added)
      .when(command('ReplaceInspector', { caseId: caseA, from: 'li', to: 'sun', reason: '生病' }), at(chief))
      .emits({ type: 'InspectorReplaced' })
  })

  test('is checked by those who were drawn, once a case', () => {
    const result = { caseId: caseA, mode: 'HOME_VISIT', result: 'DISCREPANT', note: '少报收入' } as const
    const check = command('RecordSpotCheck', result)
    given(inspectionDecider, opened, drawn)
      .when(check, at(wang))
      .emits({ type: 'SpotCheckRecorded', data: { ...result, checkedOn: '2023-07-10' } })
    given(inspectionDecider, opened, drawn).when(check, at(chief)).refuses('not-drawn-inspector')
    given(inspectionDecider, opened, drawn, checked(caseA)).when(check, at(wang)).refuses('checked-already')
    given(inspectionDecider, opened).when(check, at(wang)).refuses('sample-not-drawn')
    given(inspectionDecider, opened, drawn)
      .when(command('RecordSpotCheck', { ...result, caseId: findingId }), at(wang))
      .refuses('case-not-drawn')
    given(inspectionDecider, opened, drawn)
      .when(command('RecordSpotCheck', { ...result, on: '2023-07-01', lateReason: 'PAPER_FIRST' }), at(wang))
      .refuses('before-earlier-step')
  })

  test('may be checked by another of the list, and then no more by the first', () => {
    const replace = (from: string, to: string) =>
      given(inspectionDecider, opened, drawn).when(
        command('ReplaceInspector', { caseId: caseA, from, to, reason: '生病' }),
        at(chief),
      )
    replace('wang', 'zhao').emits({ type: 'InspectorReplaced', data: { from: 'wang', to: 'zhao' } })
    replace('wang', 'li').refuses('inspector-not-listed')
    replace('wang', 'stranger').refuses('inspector-not-listed')
    replace('zhao', 'wang').refuses('inspector-not-listed')
    const replaced: InspectionEvent = {
      type: 'InspectorReplaced',
      data: { inspectionId, caseId: caseA, from: 'wang', to: 'zhao', replacedOn: '2023-07-04', reason: '生病' },
    }
    given(inspectionDecider, opened, drawn, replaced)
      .when(command('RecordSpotCheck', { caseId: caseA, mode: 'FILE', result: 'CONSISTENT', note: '一致' }), at(wang))
      .refuses('not-drawn-inspector')
  })
})

test('nobody checks a case that they have worked on: not as a stand-in, nor where they did so after the draw', () => {
  const hands = { hands: new Set(['zhao', 'wang']) }
  given(inspectionDecider, opened, drawn)
    .when(command('ReplaceInspector', { caseId: caseA, from: 'li', to: 'zhao', reason: '生病' }), {
      ...at(chief),
      ...hands,
    })
    .refuses('inspector-had-a-hand', { inspector: 'zhao' })
  given(inspectionDecider, opened, drawn)
    .when(command('RecordSpotCheck', { caseId: caseA, mode: 'FILE', result: 'CONSISTENT', note: '一致' }), {
      ...at(wang),
      ...hands,
    })
    .refuses('inspector-had-a-hand', { inspector: 'wang' })
})

describe('a finding', () => {
  const finding = {
    area: TOWNSHIP,
    caseId: caseA,
    code: 'SKIMMING',
    what: '收好处费',
    rectifyBy: '2023-08-10',
  } as const

  test('is recorded with the day by which it is put right', () => {
    given(inspectionDecider, withoutSample)
      .when(command('RecordFinding', finding), at(chief))
      .emits({ type: 'FindingRecorded', data: { ...finding, findingId, foundOn: '2023-07-10' } })
    given(inspectionDecider, opened)
      .when(command('RecordFinding', { ...finding, rectifyBy: '2023-07-09' }), at(chief))
      .refuses('rectify-before-found')
    given(inspectionDecider, opened)
      .when(command('RecordFinding', { ...finding, area: '990102001' }), at(chief))
      .refuses('finding-area')
  })

  test('is put right by its own township and verified by another person', () => {
    const report = command('ReportRectification', { findingId, measures: '已补签' })
    given(inspectionDecider, opened, found)
      .when(report, at(clerk))
      .emits({ type: 'RectificationReported', data: { findingId, reportedOn: '2023-07-10' } })
    given(inspectionDecider, opened, found)
      .when(report, at(staff('wu', '990101002', 'caseWorker')))
      .refuses('inspection-outside-area')
    given(inspectionDecider, opened).when(report, at(clerk)).refuses('unknown-finding')
    const verify = command('VerifyRectification', { findingId, rectified: true, note: '属实' })
    given(inspectionDecider, opened, found).when(verify, at(chief)).refuses('finding-state', { status: 'OPEN' })
    given(inspectionDecider, opened, found, reported)
      .when(verify, at(chief, '2023-08-01'))
      .emits({ type: 'RectificationVerified', data: { rectified: true, verifiedOn: '2023-08-01' } })
    given(inspectionDecider, opened, found, reported)
      .when(verify, at(staff('clerk', COUNTY, 'reviewer'), '2023-08-01'))
      .refuses('verifies-own-report')
  })

  test('that was not put right is open again', () => {
    const back: InspectionEvent = {
      type: 'RectificationVerified',
      data: { inspectionId, findingId, verifiedOn: '2023-07-25', rectified: false, note: '仍缺一页' },
    }
    given(inspectionDecider, opened, found, reported, back)
      .when(command('ReportRectification', { findingId, measures: '补齐' }), at(clerk, '2023-08-01'))
      .emits({ type: 'RectificationReported' })
  })
})

describe('an inspection is closed', () => {
  const close = command('CloseInspection', { summary: '抽查2户，无问题' })

  test('when every drawn case is checked and every finding put right', () => {
    given(inspectionDecider, opened).when(close, at(chief)).refuses('sample-not-drawn')
    given(inspectionDecider, opened, drawn, checked(caseA)).when(close, at(chief)).refuses('checks-open', { open: 1 })
    given(inspectionDecider, opened, drawn, checked(caseA), checked(caseB), found)
      .when(close, at(chief))
      .refuses('findings-open')
    given(inspectionDecider, opened, drawn, checked(caseA), checked(caseB))
      .when(close, at(chief))
      .emits({ type: 'InspectionClosed', data: { closedOn: '2023-07-10' } })
  })

  test('for good', () => {
    const closed: InspectionEvent = {
      type: 'InspectionClosed',
      data: { inspectionId, closedOn: '2023-07-10', summary: '完' },
    }
    given(inspectionDecider, withoutSample, closed)
      .when(
        command('RecordFinding', { area: COUNTY, caseId: null, code: 'OTHER', what: '补', rectifyBy: '2023-09-01' }),
        at(chief),
      )
      .refuses('inspection-closed')
    given(inspectionDecider).when(close, at(chief)).refuses('unknown-inspection')
    given(inspectionDecider, opened).when(open(), at(chief)).refuses('inspection-exists')
  })
})
