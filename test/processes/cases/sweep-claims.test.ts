import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { claimForAll } from '../../../src/processes/cases/claims.ts'
import { sweepClaims } from '../../../src/processes/cases/sweep-claims.ts'
import type { Deps } from '../../../src/processes/deps.ts'
import {
  confirmer,
  Died,
  dyingBefore,
  id,
  memberNamed,
  minutesLater,
  type Office,
  openOffice,
  SCHEME,
} from './office.ts'

let office: Office
/** The same program when any claim of an acceptance on its way has grown too old. */
let later: Deps
beforeAll(async () => {
  office = await openOffice()
  later = minutesLater(office.deps, 16)
})
afterAll(() => office.close())
beforeEach(() => office.setToday('2023-03-06'))

/** One round of the sweeper, which sees everything written so far. */
const sweep = async (deps: Deps): Promise<number> => {
  await office.settled()
  return sweepClaims(deps)
}

const dying = (kind: 'case' | 'person') => dyingBefore(office.deps, kind)

/** A household on the roll, its members claimed as the import does it. */
const takeOver = async (household: string, ...names: [string, ...string[]]) => {
  for (const name of names) await office.register(name)
  const call = office.importing()
  const claim = { scheme: SCHEME, caseId: id(household), fromMonth: '2023-01' } as const
  await claimForAll(office.deps, call, claim, names.map(id))
  await office.act(household, 'TakeOverEntitlement', office.takeover(...names), { call })
}

const terminate = async (household: string, deps = office.deps) => {
  await office.act(household, 'OpenReview', { cause: 'CADENCE' })
  const call = office.call(confirmer)
  const data = { decisionNumber: `STOP-${household}`, ground: 'OTHER', reasons: 'moved away' } as const
  return office.act(household, 'DecideTermination', data, { call, deps })
}

test('claims of an acceptance that died are fenced and released after 15 minutes, not before', async () => {
  for (const name of ['forgotten 1', 'forgotten 2']) await office.register(name)
  await office.apply('forgotten', 'forgotten 1', 'forgotten 2')
  const call = office.call()
  const begun = Date.now()
  await expect(office.accept('forgotten', { call, deps: dying('case') })).rejects.toThrow(Died)
  expect(await sweep(minutesLater(office.deps, 15, () => begun))).toBe(0)
  expect(await office.holders('forgotten 1')).toEqual([id('forgotten')])
  expect(await office.factsOf('forgotten')).not.toContain('ClaimAbandoned')

  expect(await sweep(later)).toBe(2)
  for (const name of ['forgotten 1', 'forgotten 2']) {
    expect(await office.holders(name)).toEqual([])
    expect(await office.released(name)).toEqual([null])
  }
  expect((await office.factsOf('forgotten')).slice(-2)).toEqual(['ClaimAbandoned', 'ClaimAbandoned'])
  expect(await sweep(later)).toBe(0)

  await office.accept('forgotten')
  expect(await office.statusOf('forgotten')).toBe('ACCEPTED')
  expect(await office.holders('forgotten 2')).toEqual([id('forgotten')])
  expect(await sweep(later)).toBe(0)
})

test('an acceptance that was swept away can be sent again as the same command', async () => {
  await office.register('patient')
  await office.apply('same command', 'patient')
  const call = office.call()
  await expect(office.accept('same command', { call, deps: dying('case') })).rejects.toThrow(Died)
  expect(await sweep(later)).toBe(1)
  await office.accept('same command', { call })
  expect(await office.statusOf('same command')).toBe('ACCEPTED')
  expect(await office.holders('patient')).toEqual([id('same command')])
})

test('what one case left behind keeps nobody from another once it is swept', async () => {
  await office.register('free')
  await office.apply('left behind', 'free')
  await office.apply('second try', 'free')
  await expect(office.accept('left behind', { deps: dying('case') })).rejects.toThrow(Died)
  await expect(office.accept('second try')).rejects.toMatchObject({ code: 'scheme-claimed' })
  await sweep(later)
  await office.accept('second try')
  expect(await office.holders('free')).toEqual([id('second try')])
})

test('a claim for a case that never came to be is released', async () => {
  await office.register('imported by half')
  const claim = { scheme: SCHEME, caseId: id('never'), fromMonth: '2023-01' } as const
  await claimForAll(office.deps, office.importing(), claim, [id('imported by half')])
  expect(await sweep(office.deps)).toBe(0)
  expect(await sweep(later)).toBe(1)
  expect(await office.holders('imported by half')).toEqual([])
})

test('a sweeper that died between fence and release is finished by its next round', async () => {
  await office.register('fenced')
  await office.apply('fence', 'fenced')
  await expect(office.accept('fence', { deps: dying('case') })).rejects.toThrow(Died)
  await office.settled()
  await expect(sweepClaims(dyingBefore(later, 'person'))).rejects.toThrow(Died)
  expect(await office.holders('fenced')).toEqual([id('fence')])
  await expect(office.accept('fence')).rejects.toMatchObject({ code: 'claim-abandoned' })
  expect(await sweep(later)).toBe(1)
  expect((await office.factsOf('fence')).filter((type) => type === 'ClaimAbandoned')).toHaveLength(1)
  await office.accept('fence')
  expect(await office.holders('fenced')).toEqual([id('fence')])
})

test('claims that a case stands behind are left alone however old', async () => {
  await takeOver('on the roll', 'holder', 'child')
  expect(await sweep(minutesLater(office.deps, 100_000))).toBe(0)
  expect(await office.holders('holder')).toEqual([id('on the roll')])
  expect(await office.holders('child')).toEqual([id('on the roll')])
})

test('a termination releases the household, with the last month paid', async () => {
  await takeOver('stopped', 'stopped 1', 'stopped 2')
  await terminate('stopped')
  for (const name of ['stopped 1', 'stopped 2']) {
    expect(await office.holders(name)).toEqual([])
    expect(await office.released(name)).toEqual(['2023-03'])
  }
})

test('a termination that died before its releases is swept at once, with the last month paid', async () => {
  await takeOver('stopped halfway', 'halfway 1', 'halfway 2')
  await expect(terminate('stopped halfway', dying('person'))).rejects.toThrow(Died)
  expect(await office.statusOf('stopped halfway')).toBe('TERMINATED')
  expect(await office.holders('halfway 1')).toEqual([id('stopped halfway')])
  expect(await sweep(office.deps)).toBe(2)
  for (const name of ['halfway 1', 'halfway 2']) {
    expect(await office.holders(name)).toEqual([])
    expect(await office.released(name)).toEqual(['2023-03'])
  }
})

test('a termination that died before its releases is finished by its repeat', async () => {
  await takeOver('stopped twice', 'twice')
  await office.act('stopped twice', 'OpenReview', { cause: 'CADENCE' })
  const call = office.call(confirmer)
  const data = { decisionNumber: 'STOP-twice', ground: 'OTHER', reasons: 'moved away' } as const
  const stop = (deps: Deps) => office.act('stopped twice', 'DecideTermination', data, { call, deps })
  await expect(stop(dying('person'))).rejects.toThrow(Died)
  expect(await stop(office.deps)).toMatchObject({ repeated: true })
  expect(await office.holders('twice')).toEqual([])
  expect(await office.released('twice')).toEqual(['2023-03'])
})

const withdraw = (household: string, deps = office.deps) =>
  office.act(household, 'DiscontinueProcedure', { ground: 'WITHDRAWN', reasons: 'withdrawn' }, { deps })

test('a procedure discontinued releases its claims, also when it died before', async () => {
  for (const name of ['withdrawn', 'withdrawn halfway']) {
    await office.register(`${name} 1`)
    await office.apply(name, `${name} 1`)
    await office.accept(name)
  }
  await withdraw('withdrawn')
  expect(await office.holders('withdrawn 1')).toEqual([])
  await expect(withdraw('withdrawn halfway', dying('person'))).rejects.toThrow(Died)
  expect(await office.holders('withdrawn halfway 1')).toEqual([id('withdrawn halfway')])
  expect(await sweep(office.deps)).toBe(1)
  expect(await office.holders('withdrawn halfway 1')).toEqual([])
  expect(await office.released('withdrawn halfway 1')).toEqual([null])
})

/** Takes an accepted household to where the county refuses it. */
const refuseAt = async (household: string, deps = office.deps) => {
  const surveyor = { ...confirmer, sub: 'surveyor', roles: ['surveyor' as const] }
  office.setToday('2023-03-08')
  await office.act(household, 'RequestEconomicCheck', {})
  await office.act(household, 'StartSurvey', { surveyors: ['surveyor', 'second'] }, { call: office.call(surveyor) })
  await office.act(
    household,
    'RecordHomeVisit',
    {
      surveyors: ['surveyor', 'second'],
      mode: 'IN_PERSON',
      place: 'at home',
      signedByHousehold: true,
      signedBySurveyors: true,
      formSha256: null,
      findings: 'as declared',
    },
    { call: office.call(surveyor) },
  )
  await office.act(household, 'CompleteEconomicCheck', { reportNumber: '1', outcome: 'CONSISTENT', findings: 'none' })
  await office.act(household, 'AssessIncome', {
    assessment: { incomes: [], deductions: [], assets: { finding: 'OVER', basis: 'a second house' } },
  })
  await office.act(household, 'DraftOpinion', { opinion: 'REFUSE', reasons: 'a second house' })
  await office.act(household, 'PostNotice', { places: ['board'], photoSha256: null })
  office.setToday('2023-03-28')
  await office.act(household, 'SubmitDossier', {})
  const data = { decisionNumber: `NO-${household}`, grounds: ['ASSETS' as const], reasons: 'a second house' }
  return office.act(household, 'DecideRefusal', data, { call: office.call(confirmer), deps })
}

test('a refusal releases its claims, also when it died before', async () => {
  for (const name of ['refused', 'refused halfway']) {
    await office.register(`${name} 1`)
    office.setToday('2023-03-06')
    await office.apply(name, `${name} 1`)
    await office.accept(name)
  }
  await refuseAt('refused')
  expect(await office.statusOf('refused')).toBe('REFUSED')
  expect(await office.holders('refused 1')).toEqual([])
  await expect(refuseAt('refused halfway', dying('person'))).rejects.toThrow(Died)
  expect(await office.holders('refused halfway 1')).toEqual([id('refused halfway')])
  expect(await sweep(office.deps)).toBe(1)
  expect(await office.holders('refused halfway 1')).toEqual([])
})

const leave = (household: string, name: string, deps: Deps) =>
  office.act(household, 'RemoveMember', { personId: id(name), leftOn: '2023-02-10', reason: 'MOVED_OUT' }, { deps })

test('a member whose leaving died before the release is swept, and nobody else of the household', async () => {
  await takeOver('smaller', 'remains', 'moved')
  await expect(leave('smaller', 'moved', dying('person'))).rejects.toThrow(Died)
  expect(await office.factsOf('smaller')).toContain('MemberLeft')
  expect(await office.holders('moved')).toEqual([id('smaller')])
  expect(await sweep(office.deps)).toBe(1)
  expect(await office.holders('moved')).toEqual([])
  expect(await office.released('moved')).toEqual(['2023-02'])
  expect(await office.holders('remains')).toEqual([id('smaller')])

  await office.act('smaller', 'AddMember', { member: memberNamed('moved'), joinedOn: '2023-03-06' })
  expect(await office.holders('moved')).toEqual([id('smaller')])
  expect(await sweep(later)).toBe(0)
})

test('a member claimed for a running case and never added is released after 15 minutes', async () => {
  await takeOver('not larger', 'alone')
  await office.register('never added')
  const add = (deps: Deps) =>
    office.act('not larger', 'AddMember', { member: memberNamed('never added'), joinedOn: '2023-03-06' }, { deps })
  await expect(add(dying('case'))).rejects.toThrow(Died)
  expect(await sweep(office.deps)).toBe(0)
  expect(await office.holders('never added')).toEqual([id('not larger')])
  expect(await sweep(later)).toBe(1)
  expect(await office.holders('never added')).toEqual([])
  await add(office.deps)
  expect(await office.holders('never added')).toEqual([id('not larger')])
})
