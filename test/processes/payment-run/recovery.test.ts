import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { overpaymentEvents } from '../../../src/domain/overpayment/events.ts'
import { outstandingFen, statusOf } from '../../../src/domain/overpayment/state.ts'
import { linesOf } from '../../../src/domain/payment/run-state.ts'
import { policyEvents } from '../../../src/domain/policy/events.ts'
import type { Commit } from '../../../src/log/port.ts'
import { overpaymentsAt } from '../../../src/processes/overpayments/known.ts'
import { overpaymentCommand } from '../../../src/processes/overpayments/overpayment-command.ts'
import { overpaymentIdOf } from '../../../src/processes/overpayments/overpayment-id.ts'
import { recoveriesAt } from '../../../src/processes/overpayments/recoveries.ts'
import { buildBankFile, markSent } from '../../../src/processes/payment-run/build-bank-file.ts'
import { calculateRun } from '../../../src/processes/payment-run/calculate.ts'
import { cancelPayment } from '../../../src/processes/payment-run/cancel-payment.ts'
import { importReturnFile } from '../../../src/processes/payment-run/import-returns.ts'
import { instructRun, sendBackRun } from '../../../src/processes/payment-run/instruct.ts'
import { loadRun } from '../../../src/processes/payment-run/stream.ts'
import { policyFor } from '../../../src/processes/policies.ts'
import { recompute } from '../../../src/processes/recompute/recompute.ts'
import { approver, COUNTY, type County, caseOf, id, maker, officer, openCounty, personNamed, SCHEME } from './county.ts'
import { answersOf, continueMonth, opening, returnFile, runMonth } from './month.ts'

const confirmer = { sub: 'confirmer', roles: ['confirmer' as const], office: COUNTY, area: COUNTY }
const document = { number: 'TEST-OFFSET', title: 'Offset', issuer: 'County' }

let county: County
beforeAll(async () => {
  county = await openCounty()
  await county.giveStandard(70_000, '2023-01-01')
  await county.givePersons([{ name: 'one' }])
  const facts = { mode: 'GAP', members: 1, countableIncomeFen: 0 } as const
  await county.giveCases([{ name: 'one', scheme: SCHEME, members: ['one'], facts }])
  const run = await runMonth(county, 'sent', opening('2023-01'))
  await importReturnFile(county.deps, county.call(officer), run.runId, returnFile(run, await answersOf(county, run)))
  // The standard of January turns out to be lower: 100 yuan were too much.
  await county.giveStandard(60_000, '2023-01-01')
  await runMonth(county, 'calculated', opening('2023-02', 'ARREARS'))
})
afterAll(() => county.close())

const debt = async () => {
  const [found] = await overpaymentsAt(county.deps, county.deps.log.positionOf(await county.deps.log.head()))
  if (!found) throw new Error('no overpayment')
  return found
}

const agree = async () => {
  const { overpaymentId: subject } = await debt()
  const data = { monthlyFen: 6_000, fromMonth: '2023-03', document }
  return overpaymentCommand(county.deps, county.call(confirmer), {
    type: 'AgreeRecoveryOffset',
    subject,
    newId: subject,
    data,
  })
}

const publishShare = (value: string) => {
  const data = {
    parameterId: id(`share ${value}`),
    area: COUNTY,
    scheme: SCHEME,
    document,
    key: 'recoveryOffsetPercent',
    value,
    effectiveFrom: '2023-01-01',
    inForceOn: '2023-01-01',
    printed: null,
  }
  return county.given([{ stream: `policy-${COUNTY}`, events: [{ type: 'ParameterPublished', data }] }], policyEvents)
}

describe('a debt', () => {
  test('leaves later payments whole as long as no rule of the area says otherwise', async () => {
    expect(outstandingFen(await debt())).toBe(10_000)
    await expect(agree()).rejects.toMatchObject({ code: 'recovery-offset-not-allowed' })
    await publishShare('20')
    await agree()
  })

  test('is not repaid out of the money of another county, where its person has moved', async () => {
    const at = county.deps.log.positionOf(await county.deps.log.head())
    const { policy } = await policyFor(county.deps, COUNTY, at)
    // The same rule in both counties: their city's.
    const cityWide = { ...policy, parameters: policy.parameters.map((row) => ({ ...row, area: '990100' })) }
    const debtsIn = async (area: string) =>
      (await recoveriesAt(county.deps, { area, scheme: SCHEME, month: '2023-03', policy: cityWide }, at)).size
    expect([await debtsIn(COUNTY), await debtsIn('990102')]).toEqual([1, 0])
  })

  test('is repaid by a payment that says so, within the share, once it is instructed', async () => {
    const run = await runMonth(county, 'instructed', opening('2023-03'))
    const [line] = linesOf(run)
    const offset = { kind: 'RECOVERY', fen: 6_000, source: (await debt()).overpaymentId, clause: 'TEST-OFFSET' }
    expect(line).toMatchObject({ grossFen: 60_000, amountFen: 54_000, offsets: [offset] })
    expect([statusOf(await debt()), outstandingFen(await debt())]).toEqual(['PARTIAL', 4_000])
    const next = await runMonth(county, 'calculated', opening('2023-04'))
    expect(linesOf(next)[0]).toMatchObject({ grossFen: 60_000, amountFen: 56_000 })
    expect(await recompute(county.deps, { month: '2023-03' })).toMatchObject({ runs: 1, differences: [] })
  })

  test('was taken off by the rule that was known: one that comes later, dated back, changes no month before it', async () => {
    await publishShare('5')
    expect(await recompute(county.deps, { month: '2023-03' })).toMatchObject({ runs: 1, differences: [] })
    await publishShare('21')
  })

  test('is not repaid twice by two months that were calculated side by side', async () => {
    const { deps, call } = county
    // April still counts on 40 yuan; by now they have been brought in cash.
    const runId = `${COUNTY}-${SCHEME}-2023-04-1`
    await continueMonth(county, runId, 'approved')
    const { overpaymentId: subject } = await debt()
    const data = { amountFen: 3_000, reference: 'K1', receivedOn: '2023-05-08' }
    await overpaymentCommand(deps, call(officer), { type: 'RecordRecovery', subject, newId: id('cash'), data })
    await expect(instructRun(deps, call(maker), runId)).rejects.toMatchObject({ code: 'run-repays-too-much' })
    await sendBackRun(deps, call(approver), runId, { reason: 'WRONG_AMOUNT', note: '' })
    await calculateRun(deps, call(maker), runId)
    await continueMonth(county, runId, 'instructed')
    expect(linesOf((await loadRun(deps, runId)).run)).toMatchObject([{ grossFen: 60_000, amountFen: 59_000 }])
    expect([statusOf(await debt()), outstandingFen(await debt())]).toEqual(['RECOVERED', 0])
  })

  test('is not repaid by a payment that was stopped before the bank file', async () => {
    await county.giveDeath(personNamed('one'), '2023-02-20')
    const runId = `${COUNTY}-${SCHEME}-2023-03-1`
    await buildBankFile(county.deps, county.call(maker), runId)
    expect((await loadRun(county.deps, runId)).run.file).toMatchObject({ count: 0 })
    expect([statusOf(await debt()), outstandingFen(await debt())]).toEqual(['PARTIAL', 6_000])
  })
})

describe('a debt that two months would repay at the same moment', () => {
  const overpaymentId = overpaymentIdOf({ scheme: SCHEME, personId: personNamed('two'), number: 1 })
  const own = async () => {
    const all = await overpaymentsAt(county.deps, county.deps.log.positionOf(await county.deps.log.head()))
    return all.find((debt) => debt.overpaymentId === overpaymentId)
  }

  test('is repaid by one of them; the other is sent back, and takes off what is left', async () => {
    const { deps, call } = county
    await county.givePersons([{ name: 'two' }])
    const facts = { mode: 'GAP', members: 1, countableIncomeFen: 0 } as const
    await county.giveCases([{ name: 'two', scheme: SCHEME, members: ['two'], facts }])
    const month = { month: '2023-01', paidFen: 68_000, dueFen: 60_000, overpaidFen: 8_000, cause: 'RECALCULATED' }
    const found = {
      scheme: SCHEME,
      personId: personNamed('two'),
      number: 1,
      caseId: caseOf('two'),
      area: `${COUNTY}001001`,
      areaKind: 'RURAL',
      group: null,
      months: [month],
      runId: 'earlier',
      readAt: '1',
      detectedOn: '2023-05-08',
    }
    const agreed = { monthlyFen: 6_000, fromMonth: '2023-03', document, agreedOn: '2023-05-08' }
    const events = [
      { type: 'OverpaymentDetected', data: { overpaymentId, ...found } },
      { type: 'RecoveryOffsetAgreed', data: { overpaymentId, ...agreed } },
    ]
    await county.given([{ stream: `overpayment-${overpaymentId}`, events }], overpaymentEvents)
    const [may, june] = [await approved('2023-05'), await approved('2023-06')]
    let other: Promise<unknown> | undefined
    const { log } = deps
    const append = async (commit: Commit) => {
      other ??= instructRun(deps, call(maker), june.runId)
      await other
      return log.append(commit)
    }
    const asked = call(maker)
    const racing = instructRun({ ...deps, log: { ...log, append } }, asked, may.runId)
    await expect(racing).rejects.toMatchObject({ code: 'run-repays-too-much' })
    expect(await own()).toMatchObject({ offsetFen: 6_000 })

    await sendBackRun(deps, call(approver), may.runId, { reason: 'WRONG_AMOUNT', note: '' })
    await calculateRun(deps, call(maker), may.runId)
    await continueMonth(county, may.runId, 'approved')
    // Under the same key as what was refused, for it is the same that is asked.
    await instructRun(deps, asked, may.runId)
    expect(linesOf((await loadRun(deps, may.runId)).run)).toMatchObject([{ grossFen: 60_000, amountFen: 58_000 }])
    expect(await own()).toMatchObject({ offsetFen: 8_000 })
  })

  test('is owed again where its payment is stopped by hand, also by a program that dies over it', async () => {
    const { deps, call } = county
    const [line] = linesOf((await loadRun(deps, `${COUNTY}-${SCHEME}-2023-05-1`)).run)
    const asked = call(approver)
    const stop = (log: typeof deps.log) =>
      cancelPayment({ ...deps, log }, asked, {
        type: 'CancelPayment',
        subject: line?.paymentId ?? '',
        newId: asked.commandId,
        data: { reason: 'OTHER', note: '' },
      })
    let writes = 0
    const append = async (commit: Commit) => {
      writes += 1
      if (writes === 2) throw new Error('killed')
      return deps.log.append(commit)
    }
    await expect(stop({ ...deps.log, append })).rejects.toThrow('killed')
    expect(await stop(deps.log)).toMatchObject({ repeated: true })
    expect(await own()).toMatchObject({ offsetFen: 6_000 })
    expect(await stop(deps.log)).toMatchObject({ repeated: true })
    expect(await own()).toMatchObject({ offsetFen: 6_000 })
  })

  test('is owed again where the payment that repaid it came back and is no longer due', async () => {
    const { deps, call } = county
    const runId = `${COUNTY}-${SCHEME}-2023-06-1`
    await buildBankFile(deps, call(maker), runId)
    await markSent(deps, call(officer), runId, (await loadRun(deps, runId)).run.file?.fileId ?? '')
    const { run } = await loadRun(deps, runId)
    const answers = await answersOf(county, run, (answer) => ({ ...answer, outcome: 'RETURNED' }))
    await importReturnFile(deps, call(officer), runId, returnFile(run, answers))
    await county.giveStop('two', '2023-05')
    const again = await runMonth(county, 'calculated', opening('2023-06', 'REISSUE'))
    expect(linesOf(again)).toEqual([])
    expect(await own()).toMatchObject({ offsetFen: 0 })
  })
})

const approved = (month: string) => runMonth(county, 'approved', opening(month))
