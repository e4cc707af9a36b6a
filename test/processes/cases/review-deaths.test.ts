import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownAccount } from '../../../src/domain/scheme/payee.ts'
import { Refused } from '../../../src/domain/shared/refusal.ts'
import { caseStream } from '../../../src/log/streams.ts'
import { claimForAll } from '../../../src/processes/cases/claims.ts'
import { reviewDeaths } from '../../../src/processes/cases/review-deaths.ts'
import { personCommand } from '../../../src/processes/persons.ts'
import { confirmer, id, memberNamed, type Office, openOffice } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

/** A household on the roll of a scheme; of a status nothing is paid, so that no rate is needed. */
const onRoll = async (household: string, scheme = 'subsistenceAllowance') => {
  await office.register(household)
  const call = office.importing()
  await claimForAll(office.deps, call, { scheme, caseId: id(household), fromMonth: '2023-01' }, [id(household)])
  const allowance = office.takeover(household)
  const status = { facts: { mode: 'NONE' as const, members: 1 }, amountFen: 0 }
  const data = {
    ...allowance,
    scheme,
    oldDecisionOn: '2023-01-09',
    ...(scheme === 'subsistenceAllowance' ? {} : status),
  }
  await office.act(household, 'TakeOverEntitlement', data, { call })
}
const review = (household: string) => office.act(household, 'OpenReview', { cause: 'CADENCE' })
const byConfirmer = () => ({ call: office.call(confirmer) })

/** Granted, and paid from next month on: a grant of one person, which takes no claim on anybody. */
const granted = async (household: string) => {
  await office.register(household)
  await office.act(household, 'RegisterIntake', {
    scheme: 'charityAid',
    area: '990101001001',
    areaKind: 'RURAL',
    filing: 'HOUSEHOLD',
    applicant: id(household),
    proxy: null,
    members: [memberNamed(household, 'SELF')],
    declared: { incomes: [], deductions: [], assets: { finding: 'WITHIN', basis: 'declared' } },
    povertyRegister: false,
    commitmentSignedOn: null,
    particulars: { hardship: { cause: 'FIRE', account: 'burnt' }, fund: 'fund', grantedFen: 100_000 },
  })
  await office.act(household, 'AcceptApplication', {})
  await office.act(household, 'DraftOpinion', { opinion: 'GRANT', reasons: 'x' })
  const decision = {
    decisionNumber: `GRANT-${household}`,
    holder: id(household),
    payee: ownAccount,
    amountFen: 100_000,
    noConflictOfInterest: true as const,
  }
  await office.act(household, 'DecideGrant', decision, byConfirmer())
}

const stories: Readonly<Record<string, (household: string) => Promise<unknown>>> = {
  CONFIRMED: granted,
  ENTITLED: onRoll,
  IN_REVIEW: async (household) => {
    await onRoll(household)
    await review(household)
  },
  HEARING: async (household) => {
    await onRoll(household, 'marginalHousehold')
    await review(household)
    await office.act(household, 'InviteHearing', { hearingOn: '2023-03-10', about: 'x' })
  },
  SUSPENDED: async (household) => {
    await onRoll(household)
    await office.act(household, 'SuspendEntitlement', { until: '2023-04-30', reasons: 'x' }, byConfirmer())
  },
  GRADUAL_EXIT: async (household) => {
    await onRoll(household)
    await review(household)
    const job = { personId: id(household), kind: 'WAGES' as const, monthlyFen: 300_000, source: 'REGISTER' as const }
    const assessment = { incomes: [job], deductions: [], assets: { finding: 'WITHIN' as const, basis: 'x' } }
    await office.act(household, 'AssessIncome', { assessment })
    const exit = { decisionNumber: `EXIT-${household}`, personId: id(household), lastMonth: '2023-05', reasons: 'x' }
    await office.act(household, 'StartGradualExit', exit, byConfirmer())
  },
}

test('2022-83: a death is reviewed in whatever way the case runs, once, with its three months', async () => {
  const statuses = Object.keys(stories)
  for (const [status, story] of Object.entries(stories)) await story(status)
  await onRoll('nobody died')
  expect(await Promise.all(statuses.map(office.statusOf))).toEqual(statuses)

  for (const name of statuses) {
    const call = office.call()
    const death = { diedOn: '2023-03-05', source: '殡葬信息比对' }
    const command = { type: 'RecordDeath', subject: id(name), newId: call.commandId, data: death } as const
    await personCommand(office.deps, call, command)
  }
  await office.settled()
  // One case that is refused for a reason that nobody expected keeps none of the others from being reviewed.
  const { log } = office.deps
  const readStream: typeof log.readStream = (stream, options) =>
    stream === caseStream(id('ENTITLED'))
      ? Promise.reject(new Refused('calendar-missing', {}))
      : log.readStream(stream, options)
  await expect(reviewDeaths({ ...office.deps, log: { ...log, readStream } })).rejects.toThrow('calendar-missing')
  await office.settled()
  expect(await reviewDeaths(office.deps)).toBe(1)
  for (const name of statuses) {
    expect((await office.eventsOf(name)).at(-1), name).toMatchObject({ type: 'ReviewOpened', data: { cause: 'DEATH' } })
  }
  expect((await office.eventsOf('SUSPENDED')).at(-1)?.data).toMatchObject({
    deadlines: [{ clock: 'RECHECK_AFTER_DEATH', due: '2023-06-05' }],
  })
  expect(await office.statusOf('SUSPENDED')).toBe('SUSPENDED')

  await office.settled()
  expect(await reviewDeaths(office.deps)).toBe(0)
  expect(await office.statusOf('nobody died')).toBe('ENTITLED')
})
