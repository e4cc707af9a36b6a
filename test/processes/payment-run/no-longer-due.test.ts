import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseEvents } from '../../../src/domain/case/events.ts'
import { paymentEvents } from '../../../src/domain/payment/events.ts'
import { linesOf } from '../../../src/domain/payment/run-state.ts'
import { personEvents } from '../../../src/domain/person/events.ts'
import type { AnyEvent } from '../../../src/domain/shared/event.ts'
import { calculateRun } from '../../../src/processes/payment-run/calculate.ts'
import { calculateAt } from '../../../src/processes/payment-run/calculate-at.ts'
import { closeRun } from '../../../src/processes/payment-run/close.ts'
import { paymentIdOf } from '../../../src/processes/payment-run/identity.ts'
import { importReturnFile } from '../../../src/processes/payment-run/import-returns.ts'
import { recompute } from '../../../src/processes/recompute/recompute.ts'
import {
  type County,
  caseOf,
  childOf,
  entitlementOf,
  holderOf,
  maker,
  officer,
  openCounty,
  personNamed,
} from './county.ts'
import { answersOf, continueMonth, opening, returnFile, runMonth } from './month.ts'

const MONTH = '2023-02'
const AID = 'temporaryAssistance'

let county: County
beforeAll(async () => {
  county = await openCounty()
  await county.giveStandard()
  await county.giveHouseholds(['dead', 'left', 'richer', 'same', 'heir', 'waiting'].map((name) => ({ name })))
})
afterAll(() => county.close())

const head = async () => county.deps.log.positionOf(await county.deps.log.head())
const give = (name: string, type: string, data: object) =>
  county.given(
    [{ stream: `case-${caseOf(name)}`, events: [{ type, data: { caseId: caseOf(name), ...data } }] }],
    caseEvents,
  )
const givePerson = (personId: string, ...events: AnyEvent[]) =>
  county.given([{ stream: `person-${personId}`, events }], personEvents)
const entitled = (name: string, change: object) =>
  give(name, 'HolderChanged', {
    changedOn: '2023-05-08',
    reasons: 'text',
    entitlement: { ...entitlementOf({ name }), ...change },
  })
const account = (personId: string, number: string): AnyEvent => ({
  type: 'PayeeAccountRegistered',
  data: { personId, bank: '农商银行', account: number, accountHolder: '户主' },
})

/** Everything that one month paid comes back. */
const comesBack = async (what = opening(MONTH)) => {
  const run = await runMonth(county, 'sent', what)
  const answers = await answersOf(county, run, (answer) => ({ ...answer, outcome: 'RETURNED' }))
  await importReturnFile(county.deps, county.call(officer), run.runId, returnFile(run, answers))
  await closeRun(county.deps, county.call(officer), run.runId)
  return run
}

const ledgerOf = async (name: string) => {
  const rows = await county.ledgerOf({ caseId: caseOf(name) })
  return rows
    .sort((a, b) => a.planned_at - b.planned_at)
    .map(({ kind, amount_fen, status, no_longer_due_reason }) => [kind, amount_fen, status, no_longer_due_reason])
}

describe('what came back of a month', () => {
  test('is paid again where it is still due, and closed with the reason where it is not', async () => {
    await comesBack()
    for (const personId of [holderOf('dead'), childOf('dead')]) await county.giveDeath(personId, '2023-01-20')
    await county.giveStop('left', '2023-01')
    await entitled('richer', { facts: { mode: 'GAP', members: 2, countableIncomeFen: 70_000 } })
    await entitled('heir', { holder: childOf('heir') })
    for (const name of ['dead', 'left', 'richer', 'same', 'heir']) await county.giveAccount(name, `99${name}`)
    await givePerson(childOf('heir'), account(childOf('heir'), '77'))

    const again = await runMonth(county, 'calculated', opening(MONTH, 'REISSUE'))
    expect(linesOf(again)).toMatchObject([{ caseId: caseOf('same'), kind: 'reissue', amountFen: 80_000 }])
    const held = Object.fromEntries(again.held.map(({ caseId, reason }) => [caseId, reason]))
    expect(held).toEqual({
      [caseOf('dead')]: 'DEATH',
      [caseOf('left')]: 'NOTHING_DUE',
      [caseOf('richer')]: 'NOTHING_DUE',
      [caseOf('heir')]: 'NOTHING_DUE',
      [caseOf('waiting')]: 'ACCOUNT_NOT_CONFIRMED',
    })
    const back = (reason: string | null) => [['regular', 80_000, 'RETURNED', reason]]
    expect(await ledgerOf('dead')).toEqual(back('DEATH'))
    expect(await ledgerOf('left')).toEqual(back('LEFT_ROLL'))
    expect(await ledgerOf('richer')).toEqual(back('AMOUNT_FELL'))
    expect(await ledgerOf('heir')).toEqual(back('PAYEE_CHANGED'))
    expect(await ledgerOf('waiting')).toEqual(back(null))

    await calculateRun(county.deps, county.call(maker), again.runId)
    await continueMonth(county, again.runId, 'sent')
  })

  test('leaves the rest of the month to its next run, which pays what is due to whom it is due', async () => {
    const rest = await runMonth(county, 'instructed', opening(MONTH))
    const paid = linesOf(rest).map(({ personId, amountFen }) => [personId, amountFen])
    expect(paid).toHaveLength(2)
    expect(paid).toEqual(
      expect.arrayContaining([
        [holderOf('richer'), 70_000],
        [childOf('heir'), 80_000],
      ]),
    )
    expect(await ledgerOf('richer')).toEqual([
      ['regular', 80_000, 'RETURNED', 'AMOUNT_FELL'],
      ['regular', 70_000, 'PLANNED', null],
    ])
    expect(await recompute(county.deps, { month: MONTH })).toMatchObject({ runs: 3, differences: [] })
  })
})

describe('a person to whom two counties reissue', () => {
  test('has a number of their own for each, wherever it was paid', async () => {
    await county.givePersons([{ name: 'struck' }])
    const facts = { mode: 'INSTALMENTS' as const, members: 1, instalments: [{ month: MONTH, fen: 30_000 }] }
    await county.giveCases([{ name: 'fire', scheme: AID, members: ['struck'], facts }])
    const [line] = linesOf(await comesBack(opening(MONTH, 'REGULAR', AID)))
    const { standardFen: _standard, standardDocument: _document, account: _account, ...payment } = line ?? {}
    const personId = personNamed('struck')
    const key = { scheme: AID, personId, month: MONTH, kind: 'reissue', sequence: 2 } as const
    const data = {
      ...payment,
      ...key,
      paymentId: paymentIdOf(key),
      runId: '990102-temporaryAssistance-2023-02-2',
      caseId: caseOf('flood'),
      area: '990102001001',
      reissueOf: paymentIdOf({ ...key, kind: 'regular' }),
    }
    const events = [{ type: 'PaymentPlanned', data }]
    await county.given([{ stream: `payment-${data.paymentId}`, events }], paymentEvents, 'other.county')
    await givePerson(personId, account(personId, '88'))
    const { lines } = await calculateAt(county.deps, opening(MONTH, 'REISSUE', AID), await head())
    expect(lines).toMatchObject([{ personId, kind: 'reissue', sequence: 3 }])
  })
})
