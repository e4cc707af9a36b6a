import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseEvents } from '../../../src/domain/case/events.ts'
import { calculateRun } from '../../../src/processes/payment-run/calculate.ts'
import { sendBackRun } from '../../../src/processes/payment-run/instruct.ts'
import { openRun } from '../../../src/processes/payment-run/open.ts'
import { approveRun, reviewRun } from '../../../src/processes/payment-run/opinions.ts'
import { loadRun } from '../../../src/processes/payment-run/stream.ts'
import { approver, type County, caseOf, entitlementOf, maker, openCounty, reviewer } from './county.ts'
import { contentOf, continueMonth, opening, runMonth } from './month.ts'

let county: County
beforeAll(async () => {
  county = await openCounty()
  await county.giveStandard()
  await county.giveHouseholds([{ name: '1' }, { name: '2' }, { name: '3' }])
})
afterAll(() => county.close())

const both = (sub: string) => ({ ...reviewer, sub, roles: ['paymentReviewer' as const, 'paymentApprover' as const] })

const calculated = async (month: string) => {
  const run = await runMonth(county, 'calculated', opening(month))
  return { runId: run.runId, content: contentOf(run) }
}

describe('who may agree with a month', () => {
  test('is nobody who registered an account of it since the last paid month', async () => {
    const { deps, call } = county
    const { runId, content } = await calculated('2023-01')
    await county.giveAccount('1', '62220000', 'li.clerk')
    const review = reviewRun(deps, call(both('li.clerk')), runId, content)
    await expect(review).rejects.toMatchObject({ code: 'run-contributor' })
  })

  test('is nobody who decided an entitlement of it since the last paid month', async () => {
    const { deps, call } = county
    const { runId, content } = await calculated('2023-02')
    const data = {
      caseId: caseOf('2'),
      changedOn: '2023-05-08',
      reasons: 'text',
      entitlement: entitlementOf({ name: '2' }),
    }
    await county.given(
      [{ stream: `case-${caseOf('2')}`, events: [{ type: 'HolderChanged', data }] }],
      caseEvents,
      'zhao.confirmer',
    )
    await reviewRun(deps, call(reviewer), runId, content)
    const approval = approveRun(deps, call(both('zhao.confirmer')), runId, content)
    await expect(approval).rejects.toMatchObject({ code: 'run-contributor' })
    await approveRun(deps, call(approver), runId, content)
  })

  test('is nobody who published the standard it rests on', async () => {
    const { runId, content } = await calculated('2023-03')
    await county.giveStandard(71_000, '2023-08-01', 'qian.publisher')
    const review = reviewRun(county.deps, county.call(both('qian.publisher')), runId, content)
    await expect(review).rejects.toMatchObject({ code: 'run-contributor' })
  })

  test('may have had a hand in it before the last paid month', async () => {
    const { deps, call } = county
    await county.giveAccount('3', '62220003', 'sun.clerk')
    const april = await calculated('2023-04')
    const early = reviewRun(deps, call(both('sun.clerk')), april.runId, april.content)
    await expect(early).rejects.toMatchObject({ code: 'run-contributor' })
    await continueMonth(county, april.runId, 'instructed')
    const may = await calculated('2023-05')
    await reviewRun(deps, call(both('sun.clerk')), may.runId, may.content)
  })

  test('is nobody who decided before the last paid month was calculated what counts only after it', async () => {
    const { deps, call } = county
    county.setToday('2023-09-08')
    await county.giveHouseholds([{ name: '7', fromMonth: '2023-08' }], 'wu.confirmer')
    const entitlement = entitlementOf({ name: '3', fromMonth: '2023-08', incomeFen: 50_000 })
    const decision = { decidedOn: '2023-05-08', decisionNumber: '变3号', delegationId: null, ruleset: '2021-57' }
    const rates = [{ rate: 'STANDARD', document: 'T', monthlyFen: 70_000 }]
    const sheet = { ruleset: '2021-57', rates, lines: [], amountFen: 90_000 }
    const data = { caseId: caseOf('3'), ...decision, entitlement, sheet, reasons: '收入减少', reviewDue: '2024-05-08' }
    await county.given(
      [{ stream: `case-${caseOf('3')}`, events: [{ type: 'EntitlementIncreased', data }] }],
      caseEvents,
      'zheng.confirmer',
    )
    const july = await calculated('2023-07')
    await continueMonth(county, july.runId, 'instructed')
    const august = await calculated('2023-08')
    for (const sub of ['wu.confirmer', 'zheng.confirmer'])
      await expect(reviewRun(deps, call(both(sub)), august.runId, august.content)).rejects.toMatchObject({
        code: 'run-contributor',
      })
    await reviewRun(deps, call(both('county.clerk')), august.runId, august.content)
  })

  test('is nobody who registered an account after the first run of that month, whatever runs came after it', async () => {
    const { deps, call } = county
    await county.giveAccount('1', '62227777', 'feng.clerk')
    await county.giveHouseholds([{ name: '6', fromMonth: '2023-07' }])
    const second = await calculated('2023-07')
    expect(second.runId).toMatch(/-2$/)
    await continueMonth(county, second.runId, 'instructed')
    const september = await calculated('2023-09')
    const review = reviewRun(deps, call(both('feng.clerk')), september.runId, september.content)
    await expect(review).rejects.toMatchObject({ code: 'run-contributor' })
  })

  test('sees the content void when the lines change after the review', async () => {
    const { deps, call } = county
    const { runId, content } = await calculated('2023-06')
    await reviewRun(deps, call(reviewer), runId, content)
    await sendBackRun(deps, call(approver), runId, { reason: 'WRONG_AMOUNT', note: '' })
    await county.giveAccount('2', '62229999')
    await calculateRun(deps, call(maker), runId)
    const again = contentOf((await loadRun(deps, runId)).run)
    expect(again).toMatchObject({ count: content.count, totalFen: content.totalFen })
    expect(again.hash).not.toBe(content.hash)
    const approval = approveRun(deps, call(approver), runId, content)
    await expect(approval).rejects.toMatchObject({ code: 'run-not-in-state' })
    const review = reviewRun(deps, call(reviewer), runId, content)
    await expect(review).rejects.toMatchObject({ code: 'run-content-differs' })
    await reviewRun(deps, call(reviewer), runId, again)
  })
})

test('a month is opened once: the second waits until the first is instructed', async () => {
  const { deps, call } = county
  const what = opening('2022-12')
  const first = call(maker)
  const opened = await openRun(deps, first, what)
  expect(await openRun(deps, first, what)).toMatchObject({ stream: opened.stream, repeated: true })
  await expect(openRun(deps, call(maker), what)).rejects.toMatchObject({ code: 'run-exists' })
})

test('a calculation repeated by the same command is the same calculation', async () => {
  const { deps, call } = county
  const opened = await openRun(deps, call(maker), opening('2022-11'))
  const runId = opened.stream.slice('run-'.length)
  const command = call(maker)
  const once = await calculateRun(deps, command, runId)
  const twice = await calculateRun(deps, command, runId)
  expect(twice).toMatchObject({ version: once.version, position: once.position, repeated: true })
})

test('a calculation is for the preparer of the county alone', async () => {
  const { deps, call } = county
  const opened = await openRun(deps, call(maker), opening('2022-10'))
  const runId = opened.stream.slice('run-'.length)
  await expect(calculateRun(deps, call(reviewer), runId)).rejects.toMatchObject({ code: 'run-role-needed' })
  const elsewhere = { ...maker, area: '990102' }
  await expect(calculateRun(deps, call(elsewhere), runId)).rejects.toMatchObject({ code: 'run-outside-area' })
  const seen = { ...call(maker), seen: 7 }
  await expect(calculateRun(deps, seen, runId)).rejects.toMatchObject({ name: 'Stale' })
})
