import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { paymentEvents } from '../../../src/domain/payment/events.ts'
import { linesOf, type Run } from '../../../src/domain/payment/run-state.ts'
import type { Deps } from '../../../src/processes/deps.ts'
import { calculateRun } from '../../../src/processes/payment-run/calculate.ts'
import { instructRun, sendBackRun } from '../../../src/processes/payment-run/instruct.ts'
import { readPayments } from '../../../src/processes/payment-run/payments.ts'
import { loadRun } from '../../../src/processes/payment-run/stream.ts'
import { sweepPayments } from '../../../src/processes/payment-run/sweep-payments.ts'
import { recompute } from '../../../src/processes/recompute/recompute.ts'
import { caughtUp } from '../../caught-up.ts'
import { approver, type County, caseOf, holderOf, maker, openCounty } from './county.ts'
import { continueMonth, opening, runMonth } from './month.ts'

let county: County
beforeAll(async () => {
  county = await openCounty()
  await county.giveStandard()
  await county.giveHouseholds(['1', '2', '3'].map((name) => ({ name })))
})
afterAll(() => county.close())

/** A payment that somebody writes into the log beside the runs. */
const forge = async (run: Run, change: Record<string, unknown>, from = linesOf(run)[0]) => {
  if (!from) throw new Error('a run without lines')
  const { standardFen: _standard, standardDocument: _document, account: _account, ...payment } = from
  const { scheme, month, runId } = run
  const data = { ...payment, scheme, month, runId, ...change }
  const stream = `payment-${data.paymentId}`
  await county.given([{ stream, events: [{ type: 'PaymentPlanned', data }] }], paymentEvents, 'forger')
}

describe('a line that another payment has taken', () => {
  test('stops the instruction, which is sent back, cancelled and done again without it', async () => {
    const { deps, call } = county
    const run = await runMonth(county, 'approved', opening('2023-01'))
    const [taken] = linesOf(run)
    await forge(run, { runId: '990102-subsistenceAllowance-2023-01-1', area: '990102001' })
    const command = call(maker)
    const conflict = { code: 'run-lines-in-conflict', facts: { count: 1, payments: [taken?.paymentId] } }
    await expect(instructRun(deps, command, run.runId)).rejects.toMatchObject(conflict)
    await expect(instructRun(deps, command, run.runId)).rejects.toMatchObject(conflict)
    expect((await loadRun(deps, run.runId)).run.status).toBe('INSTRUCTING')

    await sendBackRun(deps, call(approver), run.runId, { reason: 'WRONG_PAYEE', note: '' })
    await calculateRun(deps, call(maker), run.runId)
    const again = (await loadRun(deps, run.runId)).run
    expect(again.held).toMatchObject([{ caseId: taken?.caseId, personId: taken?.personId, reason: 'DUPLICATE' }])
    expect(linesOf(again).map(({ sequence }) => sequence)).toEqual([2, 2])
    await continueMonth(county, run.runId, 'sent')
    expect(await recompute(deps, { month: '2023-01', area: '990101' })).toMatchObject({ runs: 1, differences: [] })
  })
})

describe('a run that is sent back while its payments are being created', () => {
  /** What the program that instructs sees: just before it creates the payments, the run is sent back. */
  const overtaken = (runId: string, meanwhile: () => Promise<void> = async () => undefined): Deps => {
    const { deps, call } = county
    return {
      ...deps,
      log: {
        ...deps.log,
        createStreams: async (commits) => {
          await sendBackRun(deps, call(approver), runId, { reason: 'DEATH', note: '' })
          await meanwhile()
          return deps.log.createStreams(commits)
        },
      },
    }
  }
  const died = new Error('died')
  /** The same, which dies once it has created the payments: before it cancels any. */
  const dying = (deps: Deps): Deps => ({ ...deps, log: { ...deps.log, appendBatch: () => Promise.reject(died) } })
  const statuses = async (runId: string) =>
    [...(await readPayments(county.deps, (await loadRun(county.deps, runId)).run)).values()].map(
      ({ payment }) => payment.status,
    )

  test('has none of them in the end, and pays each household once when it is done again', async () => {
    const { deps, call } = county
    const { runId } = await runMonth(county, 'approved', opening('2023-05'))
    await expect(instructRun(overtaken(runId), call(maker), runId)).rejects.toMatchObject({ code: 'run-not-in-state' })
    expect(await statuses(runId)).toEqual(['CANCELLED', 'CANCELLED', 'CANCELLED'])
    await calculateRun(deps, call(maker), runId)
    await continueMonth(county, runId, 'instructed')
    expect(await statuses(runId)).toEqual(['PLANNED', 'PLANNED', 'PLANNED'])
  })

  test('by a program that dies then has none of them once it is calculated again', async () => {
    const { deps, call } = county
    const { runId } = await runMonth(county, 'approved', opening('2023-06'))
    await expect(instructRun(dying(overtaken(runId)), call(maker), runId)).rejects.toBe(died)
    expect(await statuses(runId)).toEqual(['PLANNED', 'PLANNED', 'PLANNED'])
    await calculateRun(deps, call(maker), runId)
    expect(await statuses(runId)).toEqual(['CANCELLED', 'CANCELLED', 'CANCELLED'])
    const { run } = await loadRun(deps, runId)
    expect(linesOf(run).map(({ sequence }) => sequence)).toEqual([2, 2, 2])
  })

  /** A holder dies, and the run is calculated without that line while the old instruction still runs. */
  const calculatedWithout = (runId: string, name: string) => async () => {
    await county.giveDeath(holderOf(name), '2023-05-04')
    await calculateRun(county.deps, county.call(maker), runId)
  }
  const plannedFor = async (name: string) => {
    const { deps } = county
    await county.untilLedgerKnows()
    const payments = deps.views.selectFrom('ledger_payment').select('status')
    const rows = await payments.where('month', '=', '2023-06').where('person_id', '=', holderOf(name)).execute()
    return rows.filter(({ status }) => status === 'PLANNED').length
  }

  test('and calculated anew meanwhile has none for a line that is gone', async () => {
    const { deps, call } = county
    const runId = '990101-subsistenceAllowance-2023-06-1'
    await continueMonth(county, runId, 'approved')
    const slow = overtaken(runId, calculatedWithout(runId, '3'))
    await expect(instructRun(slow, call(maker), runId)).rejects.toMatchObject({ code: 'run-not-in-state' })
    expect(linesOf((await loadRun(deps, runId)).run).map(({ personId }) => personId)).not.toContain(holderOf('3'))
    expect(await plannedFor('3')).toBe(0)
  })

  test('and calculated anew by a program that dies then has none once it is instructed again', async () => {
    const { deps, call } = county
    const runId = '990101-subsistenceAllowance-2023-06-1'
    await continueMonth(county, runId, 'approved')
    // What the slow one had made for those who still have a line stands in the way, until it is sent back once more.
    await expect(instructRun(deps, call(maker), runId)).rejects.toMatchObject({ code: 'run-lines-in-conflict' })
    await sendBackRun(deps, call(approver), runId, { reason: 'OTHER', note: '' })
    await calculateRun(deps, call(maker), runId)
    await continueMonth(county, runId, 'approved')
    const slow = dying(overtaken(runId, calculatedWithout(runId, '2')))
    await expect(instructRun(slow, call(maker), runId)).rejects.toBe(died)
    expect(await plannedFor('2')).toBe(1)
    await continueMonth(county, runId, 'approved')
    await instructRun(deps, call(maker), runId).catch(() => undefined)
    expect(await plannedFor('2')).toBe(0)
  })
})

describe('an instruction that is overtaken by a whole new one', () => {
  test('and dies then leaves a payment for a line that is gone until the next round of the upkeep', async () => {
    const { deps, call } = county
    await county.giveHouseholds(['9', '10'].map((name) => ({ name, fromMonth: '2023-05', toMonth: '2023-05' })))
    const { runId } = await runMonth(county, 'approved', opening('2023-05'))
    const gone = linesOf((await loadRun(deps, runId)).run)[0]
    if (!gone) throw new Error('a run without lines')
    let overtaken = false
    const died = new Error('died')
    const slow: Deps = {
      ...deps,
      log: {
        ...deps.log,
        createStreams: async (commits) => {
          overtaken = true
          await sendBackRun(deps, call(approver), runId, { reason: 'DEATH', note: '' })
          await county.giveDeath(gone.personId, '2023-04-04')
          await calculateRun(deps, call(maker), runId)
          await continueMonth(county, runId, 'instructed')
          return deps.log.createStreams(commits)
        },
        appendBatch: () => Promise.reject(died),
      },
    }
    await expect(instructRun(slow, call(maker), runId)).rejects.toBe(died)
    expect(overtaken).toBe(true)
    const standing = async () => {
      // The sweeper goes by the run too.
      await caughtUp(deps, 'payment-ledger', 'payment-run')
      const payments = deps.views.selectFrom('ledger_payment').select(['person_id', 'status'])
      const rows = await payments.where('run_id', '=', runId).orderBy('status').execute()
      return rows.map(({ person_id, status }) => (person_id === gone.personId ? `gone ${status}` : status)).sort()
    }
    expect(await standing()).toEqual(['PLANNED', 'gone PLANNED'])
    expect(await sweepPayments(deps)).toBe(1)
    expect(await standing()).toEqual(['PLANNED', 'gone CANCELLED'])
    expect(await sweepPayments(deps)).toBe(0)
  })
})

describe('the recomputation of a month', () => {
  let february: Run
  let march: Run
  let april: Run
  // All months first: a forged payment breaks a constraint of the ledger, which stops there, as it should.
  beforeAll(async () => {
    await county.giveHouseholds([{ name: '8', toMonth: '2023-03' }])
    february = await runMonth(county, 'instructed', opening('2023-02'))
    march = await runMonth(county, 'approved', opening('2023-03'))
    april = await runMonth(county, 'instructed', opening('2023-04'))
  })

  test('finds a payment beside the lines, to a case never entitled, and of no run at all', async () => {
    const other = { paymentId: holderOf('x'), personId: holderOf('x'), sequence: 1 }
    await forge(february, { ...other, caseId: caseOf('nobody') })
    await forge(february, { paymentId: holderOf('y'), personId: holderOf('y') })
    await forge(february, { paymentId: holderOf('z'), runId: '990101-subsistenceAllowance-2023-02-9' })
    const { differences } = await recompute(county.deps, { month: '2023-02' })
    expect(differences.map(({ kind, paymentId }) => [kind, paymentId]).sort()).toEqual([
      ['NO_ENTITLEMENT', holderOf('x')],
      ['NO_RUN', holderOf('z')],
      ['PAYEE', holderOf('y')],
    ])
  })

  test('finds an amount that history does not give', async () => {
    const { deps, call } = county
    const [line] = linesOf(march)
    await forge(march, { amountFen: 90_000 })
    await expect(instructRun(deps, call(maker), march.runId)).rejects.toMatchObject({ code: 'run-lines-in-conflict' })
    const { differences } = await recompute(deps, { month: '2023-03' })
    expect(differences).toMatchObject([
      { kind: 'AMOUNT', paymentId: line?.paymentId, expectedFen: 80_000, instructedFen: 90_000 },
    ])
  })

  test('finds a payment for a month outside the entitlement', async () => {
    await forge(april, { paymentId: holderOf('w'), personId: holderOf('8'), caseId: caseOf('8') })
    expect((await recompute(county.deps, { month: '2023-04' })).differences).toMatchObject([{ kind: 'OUTSIDE_MONTHS' }])
    expect(await recompute(county.deps, { month: '2023-04', scheme: 'other' })).toMatchObject({ differences: [] })
  })
})
