import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OverpaymentRequest } from '../../../src/domain/overpayment/commands.ts'
import { outstandingFen } from '../../../src/domain/overpayment/state.ts'
import { personEvents } from '../../../src/domain/person/events.ts'
import { policyEvents } from '../../../src/domain/policy/events.ts'
import { priceEvents } from '../../../src/domain/price/events.ts'
import { priceRosterEvents } from '../../../src/domain/price/roster-events.ts'
import { overpaymentsAt } from '../../../src/processes/overpayments/known.ts'
import { overpaymentCommand } from '../../../src/processes/overpayments/overpayment-command.ts'
import { calculateRun } from '../../../src/processes/payment-run/calculate.ts'
import { importReturnFile } from '../../../src/processes/payment-run/import-returns.ts'
import { loadRun } from '../../../src/processes/payment-run/stream.ts'
import { priceCommand } from '../../../src/processes/price/prices.ts'
import { recompute } from '../../../src/processes/recompute/recompute.ts'
import { COUNTY, type County, id, maker, officer, openCounty, personNamed, SCHEME } from '../payment-run/county.ts'
import { answersOf, opening, returnFile, runMonth } from '../payment-run/month.ts'

const MONTH = '2023-02'
const publisher = { sub: 'publisher', roles: ['policyPublisher' as const], office: COUNTY, area: COUNTY }
const document = { number: 'TEST-1', title: 'Prices', issuer: 'Statistics' }
const people = ['holder', 'child', 'left', 'jobless', 'jobless-again', 'same']
const gap = (members: number) => ({ mode: 'GAP' as const, members, countableIncomeFen: 0 })

let county: County
beforeAll(async () => {
  county = await openCounty()
  await county.giveStandard(57_000)
  await county.givePersons(people.map((name) => ({ name, ...(name === 'jobless' ? { number: 'k1' } : {}) })))
  await county.giveCases([
    { name: 'poor', scheme: SCHEME, members: ['holder', 'child'], facts: gap(2) },
    { name: 'left', scheme: SCHEME, members: ['left'], facts: gap(1) },
    { name: 'jobless-again', scheme: SCHEME, members: ['jobless-again'], facts: gap(1) },
    { name: 'same', scheme: SCHEME, members: ['same'], facts: gap(1) },
  ])
  await bringRoster()
  for (const index of ['CPI', 'FOOD_CPI'] as const) await publish(index, index === 'CPI' ? 310 : 260)
  await declare()
  // 570 × 3.1 % = 17.67
  for (const scheme of ['priceSubsidy', SCHEME])
    await paid((await runMonth(county, 'sent', opening(MONTH, 'REGULAR', scheme))).runId)
})
afterAll(() => county.close())

const publish = (index: 'CPI' | 'FOOD_CPI', yearOnYear: number) => {
  const data = {
    indexId: id(index),
    area: COUNTY,
    month: MONTH,
    index,
    yearOnYear,
    releasedOn: '2023-04-10',
    document,
    corrects: null,
  }
  return county.given([{ stream: `price-${COUNTY}`, events: [{ type: 'PriceIndexPublished', data }] }], priceEvents)
}
const declare = () => {
  const call = county.call(publisher)
  return priceCommand(county.deps, call, {
    type: 'DeclarePriceTrigger',
    subject: COUNTY,
    newId: call.commandId,
    data: { month: MONTH },
  })
}
const bringRoster = () => {
  const data = {
    rosterId: id('roster'),
    area: COUNTY,
    group: 'UNEMPLOYMENT_BENEFIT',
    month: MONTH,
    part: 1,
    parts: 1,
    persons: [{ personId: personNamed('jobless'), area: `${COUNTY}001001`, areaKind: 'RURAL' }],
    source: { sha256: 'b'.repeat(64), size: 10 },
    replaces: null,
  }
  const stream = `price-roster-${COUNTY}-UNEMPLOYMENT_BENEFIT-${MONTH}`
  return county.given([{ stream, events: [{ type: 'PriceRosterImported', data }] }], priceRosterEvents)
}
const paid = async (runId: string) => {
  const { run } = await loadRun(county.deps, runId)
  await importReturnFile(county.deps, county.call(officer), runId, returnFile(run, await answersOf(county, run)))
}

/** What is claimed back under a scheme, by person, month and sum. */
const claimed = async (scheme = 'priceSubsidy') => {
  const names = new Map(people.map((name) => [personNamed(name), name]))
  const debts = await overpaymentsAt(county.deps, county.deps.log.positionOf(await county.deps.log.head()))
  return debts
    .filter((debt) => debt.scheme === scheme && outstandingFen(debt) > 0)
    .flatMap(({ personId, months }) =>
      months.map(({ month, overpaidFen, cause }) => `${names.get(personId)} ${month} ${overpaidFen} ${cause}`),
    )
    .sort()
}

const found = ['child 2023-02 1800 DEATH', 'jobless 2023-02 1800 EXCLUDED', 'left 2023-02 1800 RECALCULATED']

test('the next regular run finds whom the subsidy was not due to, of whatever scheme it is, and claims it once', async () => {
  await county.giveDeath(personNamed('child'), '2023-01-20')
  await county.giveStop('left', '2023-01')
  const twin = {
    personId: personNamed('jobless-again'),
    name: 'jobless-again',
    idNumber: 'jobless-again',
    idIndex: 'k1',
    sex: 'FEMALE',
    birthDate: '1970-02-03',
    address: null,
    area: `${COUNTY}001001`,
  }
  const stream = `person-${twin.personId}`
  const [registered] = (await county.deps.log.readStream(stream)).events
  const corrected = { type: 'PersonCorrected', data: twin, corrects: registered?.id ?? '' }
  await county.given([{ stream, events: [corrected] }], personEvents)
  const { runId } = await runMonth(county, 'calculated', opening('2023-03', 'REGULAR', 'extremePovertySupport'))
  expect(await claimed()).toEqual(found)
  await calculateRun(county.deps, county.call(maker), runId)
  expect(await claimed()).toEqual(found)
  expect(await recompute(county.deps, { month: '2023-03' })).toMatchObject({ differences: [] })
})

test('a debt of the subsidy is repaid in money: nothing is taken off later payments, whatever the area allows', async () => {
  const share = {
    parameterId: id('share'),
    area: COUNTY,
    scheme: 'priceSubsidy',
    document,
    key: 'recoveryOffsetPercent',
    value: '20',
    effectiveFrom: '2023-01-01',
    inForceOn: '2023-01-01',
    printed: null,
  }
  await county.given(
    [{ stream: `policy-${COUNTY}`, events: [{ type: 'ParameterPublished', data: share }] }],
    policyEvents,
  )
  const [debt] = await overpaymentsAt(county.deps, county.deps.log.positionOf(await county.deps.log.head()))
  const give = (type: 'AgreeRecoveryOffset' | 'RecordRecovery', role: 'confirmer' | 'paymentOfficer', data: object) => {
    const call = county.call({ ...publisher, sub: role, roles: [role] })
    const command = { type, subject: debt?.overpaymentId ?? '', newId: call.commandId, data }
    return overpaymentCommand(county.deps, call, command as OverpaymentRequest)
  }
  await expect(
    give('AgreeRecoveryOffset', 'confirmer', { monthlyFen: 100, fromMonth: '2023-06', document }),
  ).rejects.toMatchObject({ code: 'recovery-offset-not-allowed' })
  await give('RecordRecovery', 'paymentOfficer', { amountFen: 100, reference: 'K1', receivedOn: '2023-05-08' })
})

test('the allowance of the same case and month is claimed apart from it, and a run of the index month finds no more', async () => {
  await runMonth(county, 'calculated', opening('2023-03'))
  expect(await claimed(SCHEME)).toEqual(['left 2023-02 57000 RECALCULATED'])
  const { runId } = await runMonth(county, 'calculated', opening(MONTH, 'REGULAR', 'priceSubsidy'))
  expect((await loadRun(county.deps, runId)).run.content?.count).toBe(0)
  expect(await claimed()).toEqual(found)
  for (const month of [MONTH, '2023-03'])
    expect(await recompute(county.deps, { month })).toMatchObject({ differences: [] })
})

test('an index that is corrected is waited for until the month is judged again, and then claimed by the difference', async () => {
  const call = county.call(publisher)
  const correction = { indexId: id('CPI'), yearOnYear: 300, releasedOn: '2023-05-08', document }
  await priceCommand(county.deps, call, {
    type: 'CorrectPriceIndex',
    subject: COUNTY,
    newId: call.commandId,
    data: correction,
  })
  const before = await claimed()
  await runMonth(county, 'calculated', opening('2023-04', 'REGULAR', 'extremePovertySupport'))
  expect(await claimed()).toEqual(before)
  await declare()
  await runMonth(county, 'calculated', opening('2023-05', 'REGULAR', 'extremePovertySupport'))
  // 570 × 3.0 % = 17.10
  expect((await claimed()).filter((line) => !before.includes(line))).toEqual(
    ['holder', 'jobless-again', 'same'].map((name) => `${name} 2023-02 100 RECALCULATED`),
  )
  expect(await recompute(county.deps, { month: '2023-05' })).toMatchObject({ differences: [] })
})
