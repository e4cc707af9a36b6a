import { describe, test } from 'vitest'
import { type ReratingCommand, type ReratingContext, reratingDecider } from '../../../src/domain/rerating/decide.ts'
import type { ReratingEvent } from '../../../src/domain/rerating/events.ts'
import type { Role } from '../../../src/domain/shared/actor.ts'
import { given, type Past } from '../../given.ts'
import { anId, documentOf } from '../policy/published.ts'

const reratingId = anId()
const actor = (sub: string, area: string, ...roles: Role[]) => ({ sub, roles, office: area, area })
const publisher = actor('publisher', '990101', 'policyPublisher')
const confirmer = actor('confirmer', '990101', 'confirmer')
const on = (today: string, who = publisher): ReratingContext => ({ actor: who, today })

const change = {
  ...{ kind: 'PUBLICATION' as const, id: anId(), area: '990101', document: documentOf('示民发〔2023〕9号') },
  ...{ effectiveFrom: '2023-03-01', announcedOn: '2023-05-05' },
}
const opening = { reratingId, area: '990101', scheme: 'subsistenceAllowance', change, fromMonth: '2023-03' }
const open = (over: object = {}): ReratingCommand => ({ type: 'OpenRerating', data: { ...opening, ...over } })
const line = {
  ...{ caseId: anId(), personId: anId(), area: '990101001001', areaKind: 'RURAL' as const, month: '2023-03' },
  ...{ outcome: 'AUTOMATIC' as const, reason: 'RISES' as const, beforeFen: 34_000, afterFen: 37_000 },
  ...{ decidedFrom: '2023-01', decidedFen: 34_000, pastFen: 6_000 },
}
const hash = 'a'.repeat(64)
const lines = (attempt: number, chunk: number): ReratingCommand => ({
  type: 'RecordReratingLines',
  data: { attempt, chunk, lines: [line] },
})
const finish = (attempt: number, chunks: number): ReratingCommand => ({
  type: 'CalculateRerating',
  data: { attempt, chunks, position: '7', hash, totals: [], rates: [] },
})
const nothing = { documents: [], caseIds: [] }
const approve = (since: { documents: readonly string[]; caseIds: readonly string[] } = nothing): ReratingCommand => ({
  type: 'ApproveRerating',
  data: { hash, since },
})
const close: ReratingCommand = { type: 'CloseRerating', data: { summary: '办结' } }

const by = (who: string, event: ReratingEvent): Past<ReratingEvent> => ({ event, actor: who })
const opened = by('publisher', { type: 'ReratingOpened', data: { ...opening, openedOn: '2023-05-08' } })
const firstLines = by('publisher', {
  type: 'ReratingLinesCalculated',
  data: { reratingId, attempt: 1, chunk: 0, lines: [line] },
})
const calculated = by('second', {
  type: 'ReratingCalculated',
  data: {
    ...{ reratingId, attempt: 1, chunks: 1, position: '7', hash, totals: [], rates: [] },
    calculatedOn: '2023-05-08',
  },
})
const approved = by('confirmer', { type: 'ReratingApproved', data: { reratingId, hash, approvedOn: '2023-05-09' } })
const started = by('publisher', {
  type: 'ReratingApplicationStarted',
  data: { reratingId, hash, on: '2023-05-09' },
})
const ready = [opened, firstLines, calculated]
const today = on('2023-05-08')
const after = (...past: Past<ReratingEvent>[]) => given(reratingDecider, ...past)

describe('a re-rating is opened', () => {
  test('for what has been announced, from the first month that it reaches', () => {
    after()
      .when(open(), today)
      .emits({ type: 'ReratingOpened', data: { fromMonth: '2023-03', change } })
    after().when(open(), on('2023-05-04')).refuses('change-not-announced', { announcedOn: '2023-05-05' })
    after()
      .when(open({ fromMonth: '2023-02' }), today)
      .refuses('rerating-month', { earliest: '2023-03' })
    after()
      .when(open({ fromMonth: '2024-06' }), today)
      .refuses('rerating-month', { latest: '2024-05' })
    after()
      .when(open({ area: '990100' }), today)
      .refuses('rerating-area-not-county')
    after(opened).when(open(), today).refuses('rerating-exists')
    after().when(close, today).refuses('unknown-rerating')
  })
})

describe('a calculation', () => {
  test('counts when its chunks have come in order, and leaves a broken one behind', () => {
    after(opened)
      .when(finish(1, 0), today)
      .emits({ type: 'ReratingCalculated', data: { attempt: 1 } })
    after(opened, firstLines).when(lines(1, 1), today).emits({ type: 'ReratingLinesCalculated' })
    after(opened, firstLines).when(finish(1, 1), today).emits({ type: 'ReratingCalculated', data: { hash } })
    after(opened, firstLines).when(lines(1, 0), today).refuses('rerating-calculation-stale', { attempt: 1 })
    after(opened, firstLines).when(finish(1, 2), today).refuses('rerating-calculation-stale')
    after(opened, firstLines)
      .when(lines(2, 0), today)
      .emits({ type: 'ReratingLinesCalculated', data: { attempt: 2 } })
    after(...ready)
      .when(lines(1, 1), today)
      .refuses('rerating-calculation-stale')
    after(...ready, approved)
      .when(lines(2, 0), today)
      .refuses('rerating-not-in-state', { status: 'APPROVED' })
  })
})

describe('an approval', () => {
  test('is given once by a confirmer with no hand in it, of what was seen and still is true', () => {
    const then = after(...ready)
    then.when(approve(), on('2023-05-09', confirmer)).emits({ type: 'ReratingApproved', data: { hash } })
    then.when(approve(), today).refuses('rerating-role-needed')
    const second = actor('second', '990101', 'confirmer')
    then.when(approve(), on('2023-05-09', second)).refuses('rerating-own-work', { by: 'second' })
    const documents = ['示民发〔2023〕10号']
    const stale = approve({ documents, caseIds: [] })
    then.when(stale, on('2023-05-09', confirmer)).refuses('rerating-policy-moved', { documents })
    const caseIds = Array.from({ length: 30 }, anId)
    const moved = approve({ documents: [], caseIds })
    then
      .when(moved, on('2023-05-09', confirmer))
      .refuses('rerating-cases-moved', { cases: 30, caseIds: caseIds.slice(0, 20) })
    after(opened).when(approve(), on('2023-05-09', confirmer)).refuses('rerating-not-in-state')
  })
})

describe('carrying out', () => {
  const cases = [{ caseId: line.caseId, result: 'ADJUSTED' as const, code: null }]
  const part: ReratingCommand = { type: 'RecordDoneCases', data: { part: 0, cases } }
  const partDone = by('publisher', {
    type: 'ReratingCasesDone',
    data: { reratingId, part: 0, on: '2023-05-09', cases },
  })

  test('begins after the approval, notes each part once, and counts what was done', () => {
    after(...ready, approved)
      .when({ type: 'StartApplication' }, today)
      .emits({ type: 'ReratingApplicationStarted' })
    after(...ready)
      .when({ type: 'StartApplication' }, today)
      .refuses('rerating-not-in-state')
    after(...ready, approved, started)
      .when({ type: 'StartApplication' }, today)
      .emits()
    after(...ready, approved, started)
      .when(part, today)
      .emits({ type: 'ReratingCasesDone', data: { part: 0 } })
    after(...ready, approved, started, partDone)
      .when(part, today)
      .emits()
    after(...ready, approved, started, partDone)
      .when({ type: 'ApplyRerating' }, today)
      .emits({ type: 'ReratingApplied', data: { adjusted: 1, reviewsOpened: 0, left: 0 } })
  })

  test('is finished before it can be closed; what is not to be carried out is closed as it is', () => {
    after(...ready, approved, started)
      .when(close, today)
      .refuses('rerating-not-in-state', { status: 'APPLYING' })
    for (const past of [[opened], ready, [...ready, approved]])
      after(...past)
        .when(close, today)
        .emits({ type: 'ReratingClosed', data: { summary: '办结' } })
  })
})
