import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseEvents } from '../../../src/domain/case/events.ts'
import { linesOf as linesOfRun, type Run } from '../../../src/domain/payment/run-state.ts'
import { policyEvents } from '../../../src/domain/policy/events.ts'
import type { ReratingLine } from '../../../src/domain/rerating/events.ts'
import { linesOf } from '../../../src/domain/rerating/state.ts'
import type { Actor, Role } from '../../../src/domain/shared/actor.ts'
import { Refused } from '../../../src/domain/shared/refusal.ts'
import { forEachEvent } from '../../../src/log/each-event.ts'
import type { Commit } from '../../../src/log/port.ts'
import type { Deps } from '../../../src/processes/deps.ts'
import { overpaymentsAt } from '../../../src/processes/overpayments/known.ts'
import { closeRun } from '../../../src/processes/payment-run/close.ts'
import { contributorsTo } from '../../../src/processes/payment-run/contributors.ts'
import { importReturnFile } from '../../../src/processes/payment-run/import-returns.ts'
import { recompute } from '../../../src/processes/recompute/recompute.ts'
import { finishReratings } from '../../../src/processes/rerating/finish-reratings.ts'
import { type ReratingRequest, reratingCommand } from '../../../src/processes/rerating/reratings.ts'
import { handleRerating, loadRerating } from '../../../src/processes/rerating/stream.ts'
import { caseFile } from '../../../src/projections/case-file/case-file.ts'
import { rerating } from '../../../src/projections/rerating/rerating.ts'
import { rosterOfCase } from '../../../src/projections/roster/queries.ts'
import { caughtUp } from '../../caught-up.ts'
import { COUNTY, type County, caseOf, childOf, id, officer, openCounty, SCHEME } from '../payment-run/county.ts'
import { answersOf, opening, returnFile, runMonth } from '../payment-run/month.ts'

const person = (sub: string, ...roles: Role[]): Actor => ({ sub, roles, office: COUNTY, area: COUNTY })
const publisher = person('publisher', 'policyPublisher')
const confirmer = person('confirmer', 'confirmer')

let county: County
beforeAll(async () => {
  county = await openCounty(undefined, [caseFile, rerating])
  await county.giveStandard(54_000)
  await county.giveStandard(62_000, '2023-01-01', 'county.publisher', { areaKind: 'URBAN' })
  await county.giveHouseholds([
    { name: 'rural', amountFen: 48_000 },
    { name: 'urban', areaKind: 'URBAN', amountFen: 64_000 },
    { name: 'overdue', amountFen: 48_000, reviewDue: '2023-05-01' },
    { name: 'bereaved', amountFen: 48_000 },
    { name: 'paused', amountFen: 48_000 },
    { name: 'later', amountFen: 48_000, fromMonth: '2023-04' },
    { name: 'left', amountFen: 48_000, toMonth: '2023-04' },
  ])
  const pause = {
    type: 'EntitlementSuspended' as const,
    data: {
      ...{ caseId: caseOf('paused'), decidedOn: '2023-04-20', fromMonth: '2023-05', until: '2023-08-31' },
      ...{ reasons: '外出', decisionNumber: null, delegationId: null },
    },
  }
  await county.given([{ stream: `case-${caseOf('paused')}`, events: [pause] }], caseEvents)
  for (const month of ['2023-01', '2023-02', '2023-03', '2023-04'])
    await paidMonth(await runMonth(county, 'sent', opening(month)))
  await county.giveDeath(childOf('bereaved'), '2023-05-02')
  // Two months back: announced in May, effective from March.
  await county.giveStandard(57_000, '2023-03-01', 'county.publisher', { announcedOn: '2023-05-05' })
  await county.giveStandard(64_000, '2023-03-01', 'county.publisher', {
    areaKind: 'URBAN',
    announcedOn: '2023-05-05',
  })
})
afterAll(() => county.close())

const paidMonth = async (run: Run): Promise<void> => {
  await importReturnFile(county.deps, county.call(officer), run.runId, returnFile(run, await answersOf(county, run)))
  await closeRun(county.deps, county.call(officer), run.runId)
}

const standardOf = (monthlyFen: number, from: string): string =>
  id(`standard ${monthlyFen} ${from} ${SCHEME} ${COUNTY}`)
const ask = (who: Actor, request: Pick<ReratingRequest, 'type' | 'subject' | 'data'>, deps = county.deps) =>
  reratingCommand(deps, county.call(who), { ...request, newId: request.subject } as ReratingRequest)
const stateOf = async (subject: string) => (await loadRerating(county.deps, subject, 'nobody')).rerating
const openFor = (subject: string, monthlyFen: number, kind: 'PUBLICATION' | 'WITHDRAWAL' = 'PUBLICATION') =>
  ask(publisher, {
    type: 'OpenRerating',
    subject,
    data: {
      area: COUNTY,
      scheme: SCHEME,
      change: { kind, id: standardOf(monthlyFen, '2023-03-01') },
      fromMonth: '2023-03',
    },
  })
const calculate = (subject: string) => ask(publisher, { type: 'CalculateRerating', subject, data: {} })
const approve = async (who: Actor, subject: string) =>
  ask(who, { type: 'ApproveRerating', subject, data: { hash: (await stateOf(subject)).content?.hash ?? '' } })
const apply = (subject: string, deps = county.deps) =>
  ask(publisher, { type: 'ApplyRerating', subject, data: {} }, deps)
const refusalOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'done',
    (error: unknown) => (error instanceof Refused ? error.code : Promise.reject(error)),
  )
const caseWrites = async (): Promise<number> => {
  let writes = 0
  await forEachEvent(county.deps.log, { types: caseEvents.map(({ type }) => type), from: 0n }, () => {
    writes += 1
  })
  return writes
}
const byName = (lines: readonly ReratingLine[], name: string) => lines.find(({ caseId }) => caseId === caseOf(name))

const rural = id('rerating rural')
const urban = id('rerating urban')

describe('a dry run', () => {
  test('says for every case what would become of it, before and after, and writes nothing on any', async () => {
    const before = await caseWrites()
    await openFor(rural, 57_000)
    await calculate(rural)
    const lines = linesOf(await stateOf(rural))
    expect(lines.map(({ caseId }) => caseId)).toEqual(lines.map(({ caseId }) => caseId).sort())
    const moved = { month: '2023-03', beforeFen: 48_000, afterFen: 54_000, pastFen: 12_000 }
    expect(byName(lines, 'rural')).toMatchObject({ outcome: 'AUTOMATIC', reason: 'RISES', ...moved })
    expect(byName(lines, 'later')).toMatchObject({ outcome: 'AUTOMATIC', month: '2023-04', pastFen: 6_000 })
    expect(byName(lines, 'urban')).toMatchObject({ outcome: 'UNCHANGED', reason: 'SAME_AMOUNT', pastFen: 0 })
    expect(byName(lines, 'overdue')).toMatchObject({ outcome: 'MUST_REVIEW', reason: 'REVIEW_OVERDUE', ...moved })
    expect(byName(lines, 'bereaved')).toMatchObject({ outcome: 'MUST_REVIEW', reason: 'DEATH' })
    expect(byName(lines, 'paused')).toMatchObject({ outcome: 'MANUAL', reason: 'SUSPENDED', pastFen: 12_000 })
    expect(byName(lines, 'left')).toMatchObject({ outcome: 'UNCHANGED', reason: 'ENDED', pastFen: 12_000 })
    expect(await caseWrites()).toBe(before)
  })

  test('is the county’s own: no office above it, and no other role, may calculate', async () => {
    const asked = { type: 'CalculateRerating', subject: rural, data: {} } as const
    expect(await refusalOf(ask({ ...publisher, area: '990000' }, asked))).toBe('rerating-by-county')
    expect(await refusalOf(ask({ ...publisher, area: '990102' }, asked))).toBe('rerating-outside-area')
    expect(await refusalOf(ask(person('clerk', 'caseWorker'), asked))).toBe('rerating-role-needed')
  })

  test('that was cut off is left behind by the next, and two at once do not mix', async () => {
    const killed = { ...county.deps, log: { ...county.deps.log } }
    let writes = 0
    killed.log.append = async (commit: Commit) => {
      const appended = await county.deps.log.append(commit)
      writes += 1
      if (writes === 1) throw new Error('killed')
      return appended
    }
    const asked = { type: 'CalculateRerating', subject: rural, data: {} } as const
    await expect(ask(publisher, asked, killed)).rejects.toThrow('killed')
    expect(await stateOf(rural)).toMatchObject({ status: 'OPEN', attempt: 2, content: null })
    await calculate(rural)
    const { content, attempt } = await stateOf(rural)
    expect(attempt).toBe(3)
    const two = await Promise.allSettled([calculate(rural), calculate(rural)])
    expect(two.map(({ status }) => status)).toContain('fulfilled')
    expect((await stateOf(rural)).content?.hash).toBe(content?.hash)
    const lines = linesOf(await stateOf(rural))
    expect(new Set(lines.map(({ caseId }) => caseId)).size).toBe(lines.length)
  })

  test('gives the same hash again while nothing has changed', async () => {
    const { content, attempt } = await stateOf(rural)
    await calculate(rural)
    const again = await stateOf(rural)
    expect([again.attempt, again.content?.hash]).toEqual([attempt + 1, content?.hash])
  })
})

describe('an approval', () => {
  test('is another person’s, of what was seen', async () => {
    expect(await refusalOf(approve(publisher, rural))).toBe('rerating-role-needed')
    const both = person('publisher', 'policyPublisher', 'confirmer')
    expect(await refusalOf(approve(both, rural))).toBe('rerating-own-work')
    const other = { type: 'ApproveRerating', subject: rural, data: { hash: '0'.repeat(64) } } as const
    expect(await refusalOf(ask(confirmer, other))).toBe('rerating-hash-differs')
    expect(await refusalOf(apply(rural))).toBe('rerating-not-in-state')
  })

  test('is refused when a case has changed since, or a rate', async () => {
    await county.giveHouseholds([{ name: 'new', amountFen: 48_000 }])
    expect(await refusalOf(approve(confirmer, rural))).toBe('rerating-cases-moved')
    await county.giveStandard(30_000, '2023-01-01', 'county.publisher', { scheme: 'agedAllowance' })
    expect(await refusalOf(approve(confirmer, rural))).toBe('rerating-policy-moved')
    await calculate(rural)
    await approve(confirmer, rural)
    expect(await stateOf(rural)).toMatchObject({ status: 'APPROVED', approver: 'confirmer' })
  })
})

describe('carrying it out', () => {
  test('writes once on each case, killed after any of its writes, and gone on with by the upkeep in the name of who began', async () => {
    const before = await caseWrites()
    const first = county.call(publisher)
    let finished = 0
    const begin = (deps: Deps) =>
      reratingCommand(deps, first, { type: 'ApplyRerating', subject: rural, newId: rural, data: {} })
    const finish = async (deps: Deps, hours: number) => {
      const hoursLater = () => new Date(Date.now() + hours * 3_600_000).toISOString().replace('Z', '000Z')
      finished += await finishReratings({ ...deps, now: hoursLater })
    }
    for (let nth = 1; (await stateOf(rural)).status !== 'APPLIED'; nth += 1) {
      await caughtUp(county.deps, 'rerating')
      // Whoever has begun may still be at it.
      expect(await finishReratings(county.deps)).toBe(0)
      let writes = 0
      const { log } = county.deps
      // Whatever was under way beside the last write is dead with it, and comes to no write of its own.
      const append = async (commit: Commit) => {
        writes += 1
        const isLast = writes === nth
        if (writes > nth) throw new Error('dead')
        const appended = await log.append(commit)
        if (isLast) throw new Error('killed')
        return appended
      }
      const dying = { ...county.deps, log: { ...log, append } }
      await (nth === 1 ? begin(dying) : finish(dying, nth)).catch(() => undefined)
      expect(nth).toBeLessThan(30)
    }
    expect(finished).toBe(1)
    expect(await begin(county.deps)).toMatchObject({ repeated: true, events: [{ type: 'ReratingApplied' }] })
    // Three cases are adjusted, three have a review; that of the paused one goes on when it is resumed.
    expect((await caseWrites()) - before).toBe(6)
    const { done } = await stateOf(rural)
    const resultOf = (name: string) => done.find(({ caseId }) => caseId === caseOf(name))
    for (const name of ['rural', 'later', 'new']) expect(resultOf(name)).toMatchObject({ result: 'ADJUSTED' })
    for (const name of ['overdue', 'bereaved', 'paused'])
      expect(resultOf(name)).toMatchObject({ result: 'REVIEW_OPENED' })
    expect(resultOf('urban')).toBeUndefined()
  })

  test('leaves the same facts with the new amount from the first month on, on the roll too', async () => {
    await caughtUp(county.deps, 'roster')
    const rows = await rosterOfCase(county.deps.views, caseOf('rural'))
    expect(rows.map(({ from_month, to_month, amount_fen }) => [from_month, to_month, amount_fen])).toEqual([
      ['2023-01', '2023-02', 48_000],
      ['2023-03', null, 54_000],
    ])
  })

  test('is not done twice, and a second dry run finds nothing left to adjust', async () => {
    expect(await refusalOf(apply(rural))).toBe('rerating-not-in-state')
    const second = id('rerating rural again')
    await openFor(second, 57_000)
    await calculate(second)
    expect(byName(linesOf(await stateOf(second)), 'rural')).toMatchObject({ reason: 'DECIDED_SO' })
    await ask(publisher, { type: 'CloseRerating', subject: second, data: { summary: '无需调整' } })
    expect((await stateOf(second)).status).toBe('CLOSED')
  })
})

test('what was begun before steps named their command is gone on with as well', async () => {
  const old = id('rerating of old')
  await openFor(old, 57_000)
  await calculate(old)
  await approve(confirmer, old)
  await handleRerating(county.deps, county.call(publisher), old, { type: 'StartApplication' })
  await caughtUp(county.deps, 'rerating')
  const now = () => new Date(Date.now() + 3_600_000).toISOString().replace('Z', '000Z')
  expect(await finishReratings({ ...county.deps, now })).toBe(1)
  expect((await stateOf(old)).status).toBe('APPLIED')
})

describe('the money', () => {
  test('of past months comes by arrears: each line paid stays as it was, and their sum is the sum of the differences', async () => {
    await openFor(urban, 64_000)
    await calculate(urban)
    await approve(confirmer, urban)
    const before = await caseWrites()
    // Two people send it at the same moment: one of them, or both, carry it out; the case is written to once.
    await Promise.allSettled([apply(urban), apply(urban)])
    expect([(await stateOf(urban)).status, (await caseWrites()) - before]).toEqual(['APPLIED', 1])
    const differences = [rural, urban].map(async (one) =>
      linesOf(await stateOf(one)).reduce((sum, line) => sum + line.pastFen, 0),
    )
    await county.untilLedgerKnows()
    const paidBefore = await county.deps.views.selectFrom('ledger_payment').selectAll().orderBy('payment_id').execute()
    const run = await runMonth(county, 'sent', opening('2023-05', 'ARREARS'))
    const lines = linesOfRun(run)
    const [ofRural = 0, ofUrban = 0] = await Promise.all(differences)
    // The household taken over in May was never paid at all: all of its months are owed, not the difference alone.
    const owed = lines.filter(({ caseId }) => caseId !== caseOf('new'))
    const isNew = byName(linesOf(await stateOf(rural)), 'new')?.pastFen ?? 0
    expect(owed.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(ofRural - isNew + ofUrban)
    expect(owed.find(({ caseId, month }) => caseId === caseOf('urban') && month === '2023-03')?.amountFen).toBe(4_000)
    await paidMonth(run)
    await county.untilLedgerKnows()
    const paidAfter = await county.deps.views.selectFrom('ledger_payment').selectAll().orderBy('payment_id').execute()
    const ids = new Set(paidBefore.map(({ payment_id }) => payment_id))
    expect(paidAfter.filter(({ payment_id }) => ids.has(payment_id))).toEqual(paidBefore)
    for (const month of ['2023-03', '2023-04', '2023-05'])
      expect([month, (await recompute(county.deps, { month })).differences]).toEqual([month, []])
  })

  test('of the coming month may not be approved by whoever carried the re-rating out, or approved it', async () => {
    const run = await runMonth(county, 'calculated', opening('2023-05'))
    const hands = await contributorsTo(county.deps, run)
    // The publisher carried it out, the confirmer approved it.
    expect([hands.has('publisher'), hands.has('confirmer'), hands.has('approver')]).toEqual([true, true, false])
  })

  test('of a withdrawn standard is an overpayment, and each fall is left to a person', async () => {
    await county.given(
      [
        {
          stream: `policy-${COUNTY}`,
          events: [
            {
              type: 'StandardWithdrawn',
              data: {
                standardId: standardOf(64_000, '2023-03-01'),
                area: COUNTY,
                document: { number: 'TEST-W', title: 'Withdrawn', issuer: 'County' },
                on: '2023-05-08',
              },
            },
          ],
        },
      ],
      policyEvents,
    )
    const down = id('rerating withdrawn')
    await openFor(down, 64_000, 'WITHDRAWAL')
    await calculate(down)
    const line = byName(linesOf(await stateOf(down)), 'urban')
    expect(line).toMatchObject({ outcome: 'MANUAL', reason: 'FALLS', beforeFen: 68_000, afterFen: 64_000 })
    await approve(confirmer, down)
    await apply(down)
    expect((await stateOf(down)).done).toEqual([{ caseId: caseOf('urban'), result: 'REVIEW_OPENED', code: null }])
    const { log } = county.deps
    await runMonth(county, 'calculated', opening('2023-06', 'ARREARS'))
    const found = await overpaymentsAt(county.deps, log.positionOf(await log.head()))
    const months = found.filter(({ caseId }) => caseId === caseOf('urban')).flatMap((one) => one.months)
    expect(months.map(({ month, overpaidFen }) => [month, overpaidFen])).toEqual([
      ['2023-03', 4_000],
      ['2023-04', 4_000],
    ])
    expect(line?.pastFen).toBe(-8_000)
  })
})
