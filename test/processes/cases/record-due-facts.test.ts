import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { claimForAll } from '../../../src/processes/cases/claims.ts'
import { deferExits } from '../../../src/processes/cases/defer-reviews.ts'
import { recordDueFacts } from '../../../src/processes/cases/record-due-facts.ts'
import { sweepClaims } from '../../../src/processes/cases/sweep-claims.ts'
import { crisisCommand } from '../../../src/processes/crisis/crisis-measures.ts'
import { confirmer, Died, dyingBefore, id, type Office, openOffice, publisher, SCHEME } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())
beforeEach(() => office.setToday('2023-03-06'))

/** A household on the roll that found work, and is paid until May. */
const foundWork = async (household: string) => {
  const worker = `worker of ${household}`
  await office.register(worker)
  const call = office.importing()
  const claim = { scheme: SCHEME, caseId: id(household), fromMonth: '2023-01' } as const
  await claimForAll(office.deps, call, claim, [id(worker)])
  await office.act(household, 'TakeOverEntitlement', office.takeover(worker), { call })
  await office.act(household, 'OpenReview', { cause: 'OWN_REPORT' })
  await office.act(household, 'AssessIncome', {
    assessment: {
      incomes: [{ personId: id(worker), kind: 'WAGES', monthlyFen: 300_000, source: 'REGISTER' }],
      deductions: [],
      assets: { finding: 'WITHIN', basis: 'declared' },
    },
  })
  await office.act(
    household,
    'StartGradualExit',
    { decisionNumber: `WORK-${household}`, personId: id(worker), lastMonth: '2023-05', reasons: 'found work' },
    { call: office.call(confirmer) },
  )
  await office.settled()
}

test('a gradual exit is left alone in its last month, then ended and its members released with that month', async () => {
  await foundWork('exit')
  office.setToday('2023-05-31')
  expect(await recordDueFacts(office.deps)).toBe(0)
  expect(await office.holders('worker of exit')).toEqual([id('exit')])

  office.setToday('2023-06-01')
  expect(await recordDueFacts(office.deps)).toBe(1)
  expect(await office.statusOf('exit')).toBe('TERMINATED')
  expect(await office.holders('worker of exit')).toEqual([])
  expect(await office.released('worker of exit')).toEqual(['2023-05'])
  await office.settled()
  expect(await recordDueFacts(office.deps)).toBe(0)
})

test('who left by a gradual exit may apply again the month after', async () => {
  await foundWork('first time')
  office.setToday('2023-06-01')
  await recordDueFacts(office.deps)
  await office.apply('second time', 'worker of first time')
  await office.accept('second time')
  expect(await office.holders('worker of first time')).toEqual([id('second time')])
})

test('two rounds at once end a gradual exit once', async () => {
  await foundWork('at once')
  office.setToday('2023-06-01')
  await Promise.all([recordDueFacts(office.deps), recordDueFacts(office.deps)])
  expect((await office.factsOf('at once')).filter((type) => type === 'GradualExitEnded')).toHaveLength(1)
  expect(await office.released('worker of at once')).toEqual(['2023-05'])
})

test('an end that died before the release is finished by the sweeper', async () => {
  await foundWork('halfway')
  office.setToday('2023-06-01')
  await expect(recordDueFacts(dyingBefore(office.deps, 'person'))).rejects.toThrow(Died)
  expect(await office.statusOf('halfway')).toBe('TERMINATED')
  expect(await office.holders('worker of halfway')).toEqual([id('halfway')])
  await office.settled()
  expect(await sweepClaims(office.deps)).toBe(1)
  expect(await office.holders('worker of halfway')).toEqual([])
  expect(await office.released('worker of halfway')).toEqual(['2023-05'])
})

test('luliang-2020: while exits are paused, the round before lets a gradual exit run on from month to month', async () => {
  await foundWork('paused')
  const declaration = office.call(publisher)
  const document = { number: 'TEST-PAUSE', title: 'Pause', issuer: 'County' }
  const pause = {
    document,
    from: '2023-05-10',
    until: null,
    schemes: [SCHEME],
    pausesExits: true,
    reviewMonthsLonger: null,
  }
  await crisisCommand(office.deps, declaration, {
    type: 'DeclareCrisisMeasure',
    subject: '990101',
    newId: declaration.commandId,
    data: pause,
  })
  await office.settled()
  const round = async (day: string) => {
    office.setToday(day)
    const deferred = await deferExits(office.deps)
    await office.settled()
    return { deferred, ended: await recordDueFacts(office.deps) }
  }
  expect(await round('2023-04-30')).toEqual({ deferred: 0, ended: 0 })
  expect(await round('2023-05-09')).toEqual({ deferred: 0, ended: 0 })
  expect(await round('2023-05-10')).toEqual({ deferred: 1, ended: 0 })
  expect(await round('2023-05-31')).toEqual({ deferred: 0, ended: 0 })
  expect(await round('2023-06-01')).toEqual({ deferred: 1, ended: 0 })
  expect((await office.eventsOf('paused')).at(-1)).toMatchObject({
    type: 'GradualExitExtended',
    data: { lastMonth: '2023-07' },
  })

  const ending = office.call(publisher)
  await crisisCommand(office.deps, ending, {
    type: 'EndCrisisMeasure',
    subject: '990101',
    newId: ending.commandId,
    data: { measureId: declaration.commandId, document, lastDay: '2023-06-30' },
  })
  await office.settled()
  expect(await round('2023-07-31')).toEqual({ deferred: 0, ended: 0 })
  expect(await round('2023-08-01')).toEqual({ deferred: 0, ended: 1 })
  expect(await office.released('worker of paused')).toEqual(['2023-07'])
})
