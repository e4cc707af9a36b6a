import { describe, expect, test } from 'vitest'
import type { Entitlement } from '../../../src/domain/case/entitlement.ts'
import type { CaseEvent } from '../../../src/domain/case/events.ts'
import { foldPeriods, type Period, periodIn, runStart } from '../../../src/domain/case/timeline.ts'
import { caseId, father, mother } from './household.ts'

const entitlement = (fromMonth: string, over: Partial<Entitlement> = {}): Entitlement => ({
  scheme: 'subsistenceAllowance',
  fromMonth,
  toMonth: null,
  area: '990101001001',
  areaKind: 'RURAL',
  holder: father,
  members: [father],
  facts: { mode: 'GAP', members: 1, countableIncomeFen: 0 },
  amountFen: 57_000,
  povertyRegister: false,
  closeRelative: false,
  payee: { kind: 'HOLDER' },
  endsOn: null,
  ...over,
})
const fact = (type: string, data: object) => ({ type, data: { caseId, ...data } }) as unknown as CaseEvent
const granted = fact('GrantDecided', { decisionNumber: '1', entitlement: entitlement('2023-05') })
const monthsOf = (...events: CaseEvent[]) =>
  events
    .reduce<readonly Period[]>(foldPeriods, [])
    .map(({ from, to, decisionNumber }) => `${from}..${to ?? ''} ${decisionNumber}`)

describe('the months of an entitlement', () => {
  test('run on until something else is decided', () => {
    expect(monthsOf(granted)).toEqual(['2023-05.. 1'])
  })

  test('belong to the newest decision from its first month on', () => {
    const raised = fact('EntitlementIncreased', { decisionNumber: '2', entitlement: entitlement('2023-09') })
    expect(monthsOf(granted, raised)).toEqual(['2023-05..2023-08 1', '2023-09.. 2'])
    const back = fact('ReductionDecided', { decisionNumber: '3', entitlement: entitlement('2023-07') })
    expect(monthsOf(granted, raised, back)).toEqual(['2023-05..2023-06 1', '2023-07.. 3'])
  })

  test('may be a single one', () => {
    const raised = fact('EntitlementIncreased', { decisionNumber: '2', entitlement: entitlement('2023-06') })
    expect(monthsOf(granted, raised)).toEqual(['2023-05..2023-05 1', '2023-06.. 2'])
  })

  test('keep the decision when only the holder changes', () => {
    const changed = fact('HolderChanged', { entitlement: entitlement('2023-08', { holder: mother }) })
    expect(monthsOf(granted, changed)).toEqual(['2023-05..2023-07 1', '2023-08.. 1'])
  })

  test('have a gap for a pause', () => {
    const pause = fact('EntitlementSuspended', { fromMonth: '2023-08' })
    const resumed = fact('EntitlementResumed', { entitlement: entitlement('2023-10') })
    expect(monthsOf(granted, pause)).toEqual(['2023-05..2023-07 1'])
    expect(monthsOf(granted, pause, resumed)).toEqual(['2023-05..2023-07 1', '2023-10.. 1'])
    const periods = [granted, pause, resumed].reduce<readonly Period[]>(foldPeriods, [])
    expect(['2023-04', '2023-07', '2023-08', '2023-10', '2030-01'].map((m) => periodIn(periods, m)?.from)).toEqual([
      undefined,
      '2023-05',
      undefined,
      '2023-10',
      '2023-10',
    ])
    expect(runStart(periods)).toBe('2023-10')
  })

  test('end with an exit, and go on when it is taken back', () => {
    const exit = fact('GradualExitStarted', { lastMonth: '2023-12' })
    expect(monthsOf(granted, exit)).toEqual(['2023-05..2023-12 1'])
    const back = fact('GradualExitEnded', { outcome: 'BACK_TO_ENTITLED' })
    expect(monthsOf(granted, exit, back)).toEqual(['2023-05.. 1'])
    const stop = fact('TerminationDecided', { lastMonth: '2023-10' })
    expect(monthsOf(granted, exit, stop)).toEqual(['2023-05..2023-10 1'])
    expect(monthsOf(granted, fact('TerminationDecided', { lastMonth: '2023-04' }))).toEqual([])
  })
})

test('a return from a gradual exit never runs past the day on which it all ends by itself', () => {
  const ending = { endsOn: '2024-04-07', toMonth: '2024-04' }
  const given = fact('GrantDecided', { decisionNumber: '1', entitlement: entitlement('2023-05', ending) })
  const exit = fact('GradualExitStarted', { decisionNumber: '2', fromMonth: '2023-08', lastMonth: '2023-10' })
  const back = fact('GradualExitEnded', { endedOn: '2023-09-11', outcome: 'BACK_TO_ENTITLED', lastMonth: null })
  const fold = (...facts: readonly CaseEvent[]) => facts.reduce<readonly Period[]>(foldPeriods, [])
  expect(fold(given, exit).map(({ to }) => to)).toEqual(['2023-10'])
  expect(fold(given, exit, back).map(({ to }) => to)).toEqual(['2024-04'])
})
