import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { linesOf, type Run } from '../../../src/domain/payment/run-state.ts'
import { personEvents } from '../../../src/domain/person/events.ts'
import { priceEvents } from '../../../src/domain/price/events.ts'
import { PriceGroup } from '../../../src/domain/price/groups.ts'
import { priceRosterEvents } from '../../../src/domain/price/roster-events.ts'
import type { AmountFacts } from '../../../src/domain/scheme/calculation.ts'
import { buildBankFile } from '../../../src/processes/payment-run/build-bank-file.ts'
import { closeRun } from '../../../src/processes/payment-run/close.ts'
import { importReturnFile } from '../../../src/processes/payment-run/import-returns.ts'
import { openRun } from '../../../src/processes/payment-run/open.ts'
import { reviewRun } from '../../../src/processes/payment-run/opinions.ts'
import { readPayments } from '../../../src/processes/payment-run/payments.ts'
import { loadRun } from '../../../src/processes/payment-run/stream.ts'
import { priceCommand } from '../../../src/processes/price/prices.ts'
import { recompute } from '../../../src/processes/recompute/recompute.ts'
import { listPayments } from '../../../src/projections/payment-ledger/queries.ts'
import { listTallies, type TallyFilter } from '../../../src/projections/payment-ledger/tallies.ts'
import {
  COUNTY,
  type County,
  caseOf,
  id,
  maker,
  officer,
  openCounty,
  personNamed,
  reviewer,
  SCHEME,
} from '../payment-run/county.ts'
import { answersOf, contentOf, continueMonth, opening, returnFile, runMonth } from '../payment-run/month.ts'

const MONTH = '2023-02'
const publisher = { sub: 'publisher', roles: ['policyPublisher' as const], office: COUNTY, area: COUNTY }
const document = { number: 'TEST-1', title: 'Prices', issuer: 'Statistics' }
const priceRun = (month = MONTH, purpose: 'REGULAR' | 'REISSUE' = 'REGULAR') => opening(month, purpose, 'priceSubsidy')
const refused = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing was refused',
    (error: unknown) => error,
  )

let county: County
const head = async () => county.deps.log.positionOf(await county.deps.log.head())

const publish = (month: string, index: 'CPI' | 'FOOD_CPI', yearOnYear: number) =>
  county.given(
    [
      {
        stream: `price-${COUNTY}`,
        events: [
          {
            type: 'PriceIndexPublished',
            data: {
              indexId: id(`${index} ${month}`),
              area: COUNTY,
              month,
              index,
              yearOnYear,
              releasedOn: '2023-04-10',
              document,
              corrects: null,
            },
          },
        ],
      },
    ],
    priceEvents,
    publisher.sub,
  )
const declare = (month: string) => {
  const call = county.call(publisher)
  const command = { type: 'DeclarePriceTrigger', subject: COUNTY, newId: call.commandId, data: { month } } as const
  return priceCommand(county.deps, call, command)
}
const bringRoster = (group: PriceGroup, ...names: string[]) =>
  county.given(
    [
      {
        stream: `price-roster-${COUNTY}-${group}-${MONTH}`,
        events: [
          {
            type: 'PriceRosterImported',
            data: {
              rosterId: id(`roster ${group}`),
              area: COUNTY,
              group,
              month: MONTH,
              part: 1,
              parts: 1,
              persons: names.map((name) => ({
                personId: personNamed(name),
                area: `${COUNTY}001001`,
                areaKind: 'RURAL',
              })),
              source: { sha256: 'b'.repeat(64), size: 10 },
              replaces: null,
            },
          },
        ],
      },
    ],
    priceRosterEvents,
    'county.importer',
  )

beforeAll(async () => {
  county = await openCounty()
  await county.giveStandard(57_000)
  const names = ['holder', 'child', 'uncle', 'orphan', 'guardian', 'jobless', 'veteran', 'near']
  await county.givePersons(names.map((name) => ({ name })))
  const rates: AmountFacts = {
    mode: 'RATES',
    members: 1,
    parts: [{ rate: 'X', firstMonth: null, lastMonth: null }],
    lessFen: 0,
  }
  await county.giveCases([
    {
      name: 'poor',
      scheme: SCHEME,
      members: ['holder', 'child'],
      facts: { mode: 'GAP', members: 2, countableIncomeFen: 0 },
    },
    { name: 'alone', scheme: 'extremePovertySupport', members: ['uncle'], facts: rates },
    {
      name: 'orphaned',
      scheme: 'orphanAllowance',
      members: ['orphan'],
      facts: rates,
      payee: { kind: 'PERSON', personId: personNamed('guardian'), role: 'GUARDIAN' },
    },
    { name: 'near', scheme: 'marginalHousehold', members: ['near'], facts: { mode: 'NONE', members: 1 } },
    {
      name: 'later',
      scheme: SCHEME,
      members: ['guardian'],
      facts: { mode: 'GAP', members: 1, countableIncomeFen: 0 },
      fromMonth: '2023-03',
    },
  ])
  await bringRoster('UNEMPLOYMENT_BENEFIT', 'jobless', 'holder')
  await bringRoster('PREFERENTIAL_TREATMENT', 'veteran', 'child')
})
afterAll(() => county.close())

/** Names and groups of the lines of a run. */
const byName = (run: Run) => {
  const names = new Map(
    ['holder', 'child', 'uncle', 'orphan', 'guardian', 'jobless', 'veteran', 'near'].map((name) => [
      personNamed(name),
      name,
    ]),
  )
  return Object.fromEntries(linesOf(run).map((line) => [names.get(line.personId), line.group]))
}
const tallies = async (filter: TallyFilter = {}) => {
  await county.untilLedgerKnows()
  return (await listTallies(county.deps.views, { scheme: 'priceSubsidy', ...filter }, { limit: 50 })).rows
}
const sumOf = (
  rows: Awaited<ReturnType<typeof tallies>>,
  column: 'paid_fen' | 'returned_fen' | 'open_fen' | 'paid_person_times',
) => rows.reduce((sum, row) => sum + row[column], 0)

describe('a month of the price subsidy, from its indices to the bank and back', () => {
  let run: Run
  let beforeReturn: bigint

  test('is not opened before somebody has judged the month, nor for one without a trigger', async () => {
    const open = (month: string) => openRun(county.deps, county.call(maker), priceRun(month))
    expect(await refused(open(MONTH))).toMatchObject({ code: 'price-trigger-not-declared' })
    await publish(MONTH, 'CPI', 310)
    await publish(MONTH, 'FOOD_CPI', 260)
    await declare(MONTH)
    await publish('2023-03', 'CPI', 310)
    await publish('2023-03', 'FOOD_CPI', 260)
    expect((await declare('2023-03')).events.map(({ type }) => type)).toEqual([
      'PriceTriggerNotMet',
      'PriceSubsidySuspended',
    ])
    expect(await refused(open('2023-03'))).toMatchObject({ code: 'price-subsidy-suspended' })
  })

  test('pays each person once over all groups of the version, from the roll of the index month', async () => {
    run = await runMonth(county, 'calculated', priceRun())
    expect(byName(run)).toEqual({
      holder: 'SUBSISTENCE_ALLOWANCE',
      child: 'SUBSISTENCE_ALLOWANCE',
      uncle: 'EXTREME_POVERTY',
      orphan: 'ORPHAN',
      near: 'MARGINAL_HOUSEHOLD',
      veteran: 'PREFERENTIAL_TREATMENT',
      jobless: 'UNEMPLOYMENT_BENEFIT',
    })
    // 570 × 3.1 % = 17.67
    expect(run.content).toMatchObject({ count: 7, totalFen: 7 * 1_800 })
    expect(run.held).toEqual([])
  })

  test('cannot be reviewed by whoever published the index or brought a roster', async () => {
    for (const sub of ['publisher', 'county.importer'])
      expect(
        await refused(reviewRun(county.deps, county.call({ ...reviewer, sub }), run.runId, contentOf(run))),
      ).toMatchObject({ code: 'run-contributor' })
  })

  test('goes to the payees of the main schemes: the holder for the child, the guardian for the orphan', async () => {
    await continueMonth(county, run.runId, 'sent')
    run = (await loadRun(county.deps, run.runId)).run
    const accounts = new Map((await answersOf(county, run)).map(({ paymentId, account }) => [paymentId, account]))
    const accountOf = (name: string) =>
      accounts.get(linesOf(run).find(({ personId }) => personId === personNamed(name))?.paymentId ?? '')
    expect([accountOf('child'), accountOf('orphan'), accountOf('jobless')]).toEqual([
      '6228holder',
      '6228guardian',
      '6228jobless',
    ])
  })

  test('is tallied by month, township, scheme and group, before and after a payment came back', async () => {
    const jobless = linesOf(run).find(({ personId }) => personId === personNamed('jobless'))?.paymentId
    const bank = async (outcomeOf: (paymentId: string) => string, day: string) => {
      const answers = await answersOf(county, run, (answer) => ({
        ...answer,
        outcome: outcomeOf(answer.paymentId),
        day,
      }))
      await importReturnFile(county.deps, county.call(officer), run.runId, returnFile(run, answers))
    }
    beforeReturn = await head()
    await bank((paymentId) => (paymentId === jobless ? 'RETURNED' : 'PAID'), '2023-05-08')
    await closeRun(county.deps, county.call(officer), run.runId)

    const now = await tallies()
    expect(now).toHaveLength(6)
    expect(now.find(({ price_group }) => price_group === 'SUBSISTENCE_ALLOWANCE')).toMatchObject({
      month: MONTH,
      township: `${COUNTY}001`,
      paid_person_times: 2,
      paid_fen: 3_600,
      returned_fen: 0,
    })
    expect([sumOf(now, 'paid_fen'), sumOf(now, 'returned_fen'), sumOf(now, 'paid_person_times')]).toEqual([
      10_800, 1_800, 6,
    ])
    const then = await tallies({ knownAt: beforeReturn })
    expect([sumOf(then, 'paid_fen'), sumOf(then, 'returned_fen'), sumOf(then, 'open_fen')]).toEqual([0, 0, 12_600])
  })

  test('drills down to each payment: the sum of every tally is the sum of its payments', async () => {
    for (const row of await tallies()) {
      const filter = {
        month: row.month,
        scheme: row.scheme,
        area: row.township,
        group: PriceGroup.parse(row.price_group),
      }
      const { rows } = await listPayments(county.deps.views, filter, { limit: 50 })
      const all = row.paid_fen + row.returned_fen + row.open_fen + row.cancelled_fen
      expect(rows.reduce((sum, payment) => sum + payment.amount_fen, 0)).toBe(all)
      expect(rows).toHaveLength(row.payments)
    }
  })

  test('stands beside the allowance of the same case and month', async () => {
    const allowance = await runMonth(county, 'instructed', opening(MONTH))
    expect(linesOf(allowance).map(({ caseId }) => caseId)).toEqual([caseOf('poor')])
    await county.untilLedgerKnows()
    const { rows } = await listPayments(county.deps.views, { caseId: caseOf('poor') }, { limit: 9 })
    expect(rows.map(({ scheme }) => scheme).sort()).toEqual(['priceSubsidy', 'priceSubsidy', SCHEME])
  })

  test('leaves nothing for a second run, and what came back is paid again to a new account', async () => {
    const second = await runMonth(county, 'calculated', priceRun())
    expect([linesOf(second), second.held]).toEqual([[], []])
    await closeRun(county.deps, county.call(officer), second.runId)
    await county.given(
      [
        {
          stream: `person-${personNamed('jobless')}`,
          events: [
            {
              type: 'PayeeAccountRegistered',
              data: {
                personId: personNamed('jobless'),
                bank: '农商银行',
                account: '62280000',
                accountHolder: 'jobless',
              },
            },
          ],
        },
      ],
      personEvents,
    )
    const again = await runMonth(county, 'sent', priceRun(MONTH, 'REISSUE'))
    expect(linesOf(again)).toMatchObject([{ kind: 'reissue', amountFen: 1_800, group: 'UNEMPLOYMENT_BENEFIT' }])
  })

  test('is the same when it is performed again from the log alone', async () => {
    expect(await recompute(county.deps, { month: MONTH })).toMatchObject({ runs: 3, lines: 9, differences: [] })
  })
})

test('a rise that is corrected upward after the month was paid is made good by the next run of the month', async () => {
  const correction = county.call(publisher)
  await priceCommand(county.deps, correction, {
    type: 'CorrectPriceIndex',
    subject: COUNTY,
    newId: correction.commandId,
    data: { indexId: id(`CPI ${MONTH}`), yearOnYear: 610, releasedOn: '2023-04-20', document },
  })
  await declare(MONTH)
  const more = await runMonth(county, 'sent', priceRun())
  // 570 × 6.1 % = 34.77; the seven were paid 18 each, one of them by a reissue that the bank has not answered yet.
  expect(linesOf(more)).toHaveLength(7)
  expect(new Set(linesOf(more).map(({ kind, amountFen, grossFen }) => `${kind} ${amountFen} ${grossFen}`))).toEqual(
    new Set(['arrears 1700 3500']),
  )
  expect(await recompute(county.deps, { month: MONTH })).toMatchObject({ runs: 4, differences: [] })
})

describe('a month whose index is corrected after its run was instructed', () => {
  test('pays nobody any more: the payments are stopped before the bank file', async () => {
    county.setToday('2023-05-09')
    const month = '2023-04'
    await publish(month, 'CPI', 360)
    await publish(month, 'FOOD_CPI', 100)
    await declare(month)
    const opened = await runMonth(county, 'instructed', priceRun(month))
    expect(linesOf(opened).length).toBeGreaterThan(0)
    const call = county.call(publisher)
    await priceCommand(county.deps, call, {
      type: 'CorrectPriceIndex',
      subject: COUNTY,
      newId: call.commandId,
      data: { indexId: id(`CPI ${month}`), yearOnYear: 340, releasedOn: '2023-05-09', document },
    })
    // Until somebody judges the month again, nobody knows what is due: nothing goes to the bank.
    expect(await refused(buildBankFile(county.deps, county.call(maker), opened.runId))).toMatchObject({
      code: 'price-judgement-stale',
    })
    await declare(month)
    await buildBankFile(county.deps, county.call(maker), opened.runId)
    const { run } = await loadRun(county.deps, opened.runId)
    const payments = [...(await readPayments(county.deps, run)).values()]
    expect(new Set(payments.map(({ payment }) => payment.status))).toEqual(new Set(['CANCELLED']))
  })
})
