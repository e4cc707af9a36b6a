import { afterAll, beforeAll, expect, test } from 'vitest'
import { linesOf } from '../../../src/domain/payment/run-state.ts'
import { accountsIn } from '../../../src/processes/payment-run/bank-file.ts'
import { buildBankFile } from '../../../src/processes/payment-run/build-bank-file.ts'
import { calculateRun } from '../../../src/processes/payment-run/calculate.ts'
import { openRun } from '../../../src/processes/payment-run/open.ts'
import { readPayments } from '../../../src/processes/payment-run/payments.ts'
import { loadRun } from '../../../src/processes/payment-run/stream.ts'
import { caughtUp } from '../../caught-up.ts'
import { type County, holderOf, id, maker, openCounty, reviewer } from './county.ts'
import { opening, runMonth } from './month.ts'

let county: County
beforeAll(async () => {
  county = await openCounty()
  await county.giveStandard()
  await county.giveHouseholds([{ name: '1' }, { name: '2' }])
})
afterAll(() => county.close())

test('the bank file pays the accounts that were approved, and leaves out whoever has registered another since', async () => {
  const { deps, call } = county
  const run = await runMonth(county, 'instructed', opening('2023-01'))
  await county.giveAccount('1', '9999')
  await caughtUp(deps, 'person')
  await buildBankFile(deps, call(maker), run.runId)
  const { file } = (await loadRun(deps, run.runId)).run
  const kept = (await deps.vault.findFile(file?.sha256 ?? '')) ?? Buffer.alloc(0)
  const ofTwo = linesOf(run).find(({ personId }) => personId === holderOf('2'))?.paymentId ?? ''
  expect(accountsIn(kept)).toEqual(new Map([[ofTwo, '6222000000000002']]))
  const next = await runMonth(county, 'built', opening('2023-02'))
  const later = (await deps.vault.findFile(next.file?.sha256 ?? '')) ?? Buffer.alloc(0)
  expect([...accountsIn(later).values()].sort()).toEqual(['6222000000000002', '9999'])
})

test('an account is shown to nobody who may not build the file', async () => {
  const { deps, call } = county
  const run = await runMonth(county, 'instructed', opening('2023-03'))
  const building = buildBankFile(deps, call(reviewer), run.runId)
  await expect(building).rejects.toMatchObject({ code: 'run-role-needed' })
})

test('an account that was erased stops its own payment, and no other', async () => {
  const { deps, call } = county
  const run = await runMonth(county, 'instructed', opening('2023-04'))
  const [erased, other] = linesOf(run)
  await deps.vault.erase(erased?.personId ?? '')
  await buildBankFile(deps, call(maker), run.runId)
  const payments = await readPayments(deps, run)
  expect(payments.get(erased?.paymentId ?? '')?.payment).toMatchObject({ status: 'CANCELLED' })
  expect(payments.get(other?.paymentId ?? '')?.payment).toMatchObject({ status: 'FILED' })
  const { run: built } = await loadRun(deps, run.runId)
  expect(built.file).toMatchObject({ count: 1, totalFen: other?.amountFen })
})

test('an account that is erased while the file is built stops the building, once', async () => {
  const { deps, call } = county
  await county.giveHouseholds([{ name: '3' }])
  const run = await runMonth(county, 'instructed', opening('2023-05'))
  const line = linesOf(run).find(({ personId }) => personId === holderOf('3'))
  let asked = 0
  const keysOf: typeof deps.vault.keysOf = async (personIds) => {
    asked += 1
    if (asked === 3) await deps.vault.erase(holderOf('3'))
    return deps.vault.keysOf(personIds)
  }
  const building = buildBankFile({ ...deps, vault: { ...deps.vault, keysOf } }, call(maker), run.runId)
  await expect(building).rejects.toMatchObject({
    code: 'payee-account-unreadable',
    facts: { count: 1, payments: [line?.paymentId] },
  })
  await buildBankFile(deps, call(maker), run.runId)
  const payments = await readPayments(deps, run)
  expect(payments.get(line?.paymentId ?? '')?.payment).toMatchObject({ status: 'CANCELLED' })
})

test('a calculation waits for the read models, and says so when they stay behind', async () => {
  const { deps, call } = county
  const opened = await openRun(deps, call(maker), opening('2023-05'))
  const runId = opened.stream.slice('run-'.length)
  const stuck = { ...deps, waitFor: async (view: string) => view !== 'person' }
  const calculating = calculateRun(stuck, call(maker), runId)
  await expect(calculating).rejects.toMatchObject({ code: 'read-model-behind', facts: { view: 'person' } })
  await expect(calculateRun(deps, call(maker), id('no run'))).rejects.toMatchObject({ code: 'unknown-run' })
})

test('a month of a status is not opened: nothing is paid under it', async () => {
  const { deps, call } = county
  const status = { ...opening('2023-05'), scheme: 'marginalHousehold' }
  await expect(openRun(deps, call(maker), status)).rejects.toMatchObject({ code: 'pays-nothing' })
})
