import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CaseEvent } from '../../../src/domain/case/events.ts'
import { nothingFound } from '../../../src/domain/scheme/extreme-poverty-support/particulars.ts'
import type { Actor } from '../../../src/domain/shared/actor.ts'
import { idFrom } from '../../../src/log/event-id.ts'
import { caseStream } from '../../../src/log/streams.ts'
import { caseCommand } from '../../../src/processes/cases/case-command.ts'
import { claimForAll } from '../../../src/processes/cases/claims.ts'
import { sweepBeds } from '../../../src/processes/cases/sweep-beds.ts'
import { takeBed } from '../../../src/processes/institutions/beds.ts'
import { institutionCommand } from '../../../src/processes/institutions/institution-command.ts'
import { moveResidents } from '../../../src/processes/institutions/move-residents.ts'
import { itemsWith } from '../../domain/scheme/extreme-poverty-support/support.ts'
import { COUNTY, type County, openCounty, staff, VILLAGE } from '../../http/county.ts'
import { openCase, openHome, publishHuancui, SUPPORT } from '../../http/support-county.ts'

const importer: Actor = { sub: 'importer', roles: ['administrator'], office: COUNTY, area: COUNTY }
const document = { number: '示民函〔2023〕7号', title: '关于整合敬老院的批复', issuer: '示例县民政局' }

let county: County
beforeAll(async () => {
  county = await openCounty()
  await county.done('clerk', '/v1/demonstration/advance', { to: '2023-03-06' })
  await publishHuancui(county)
})
afterAll(() => county.close())

let calls = 0
const call = (actor: Actor = importer) => {
  calls += 1
  return { actor, commandId: idFrom('move-residents.test', String(calls)) }
}

/** Somebody of an existing roll who lives in a home: their case. */
const resident = async (home: string, order: number): Promise<string> => {
  const { deps } = county
  const { id: personId } = await county.registerPerson('钱示例', order)
  const caseId = idFrom('resident', `${home} ${order}`)
  await claimForAll(deps, call(), { scheme: SUPPORT, caseId, fromMonth: '2023-01' }, [personId])
  const bed = { institutionId: home, caseId, personId, fromDay: '2023-01-01', moveId: null }
  await takeBed(deps, call(), bed)
  const selfCare = { items: itemsWith(6), level: 'NONE', assessedOn: '2022-12-01', assessor: '示例镇卫生院' } as const
  const parts = ['BASIC_LIVING', 'CARE_CENTRALIZED_NONE']
  await caseCommand(deps, call(), {
    type: 'TakeOverEntitlement',
    subject: caseId,
    newId: caseId,
    data: {
      scheme: SUPPORT,
      area: VILLAGE,
      areaKind: 'URBAN',
      filing: 'SINGLE',
      holder: personId,
      members: [
        {
          personId,
          relation: 'SELF',
          canWork: false,
          employed: false,
          birthDate: '1970-02-03',
          disability: null,
          seriousIllness: false,
        },
      ],
      facts: {
        mode: 'RATES',
        members: 1,
        parts: parts.map((rate) => ({ rate, firstMonth: null, lastMonth: null })),
        lessFen: 0,
      },
      particulars: { ...nothingFound, obligors: [], selfCare, form: 'CENTRALIZED', institutionId: home },
      payee: { kind: 'INSTITUTION', institutionId: home },
      amountFen: 181_583,
      fromMonth: '2023-01',
      povertyRegister: false,
      closeRelative: false,
      oldDecisionNumber: `OLD-${order}`,
      oldDecisionOn: '2021-04-07',
      reviewDue: '2023-12-31',
      source: { sha256: '0'.repeat(64), row: order },
    },
  })
  return caseId
}

const eventsOf = async (caseId: string): Promise<CaseEvent['type'][]> => {
  const { events } = await county.deps.log.readStream(caseStream(caseId))
  return events.map(({ type }) => type as CaseEvent['type'])
}

test('a move that was killed goes on where it stood, by whoever sends it again, and doubles nothing', async () => {
  const [from, into] = [await openHome(county, '示例镇敬老院', 4), await openHome(county, '示例县中心敬老院', 5)]
  const cases: string[] = []
  for (const order of [1, 3, 5, 7]) cases.push(await resident(from, order))
  const { deps } = county
  const wish = {
    type: 'MoveResidents',
    subject: from,
    newId: into,
    data: { into, fromMonth: '2023-04', document },
  } as const

  // The program dies after so many writes each time: after each of the three steps of a resident.
  for (const written of [1, 1, 1, 2, 1, 3]) {
    let left = written
    const append: typeof deps.log.append = (commit) => {
      left -= 1
      return left < 0 ? Promise.reject(new Error('killed')) : deps.log.append(commit)
    }
    const dying = { ...deps, log: { ...deps.log, append } }
    await expect(moveResidents(dying, call(staff.confirmer), wish)).rejects.toThrow('killed')
  }
  const read = async (on: string) => (await county.seen('confirmer', `/v1/institutions/${from}?on=${on}`)).json()
  const midway = (await read('2023-04-01')).move
  expect(midway).toMatchObject({ residents: 4, finishedOn: null })
  expect(midway.remaining).toBeGreaterThan(0)

  await county.done('confirmer', `/v1/institutions/${from}/move-residents`, wish.data)
  expect((await read('2023-04-01')).move).toMatchObject({ remaining: 0, finishedOn: '2023-03-06' })
  expect((await read('2023-03-31')).residents).toBe(4)
  const there = (await county.seen('confirmer', `/v1/institutions/${into}/residents?on=2023-04-01`)).json().items
  expect(there.map(({ caseId }: { caseId: string }) => caseId).sort()).toEqual([...cases].sort())
  for (const caseId of cases)
    expect(await eventsOf(caseId)).toEqual([
      'EntitlementTakenOver',
      'SupportFormChosen',
      'ParticularsRecorded',
      'HolderChanged',
    ])
})

test('a choice of form that was killed after its bed is finished by the same command, with one bed', async () => {
  const home = await openHome(county, '示例镇光荣院', 2)
  const { caseId } = await openCase(county, '周示例', 21)
  const wish = {
    type: 'ChooseSupportForm',
    subject: caseId,
    newId: caseId,
    data: { form: 'CENTRALIZED', institutionId: home, fromDay: '2023-03-20', statedBy: 'SELF' },
  } as const
  const { deps } = county
  const append: typeof deps.log.append = (commit) =>
    commit.stream === caseStream(caseId) ? Promise.reject(new Error('killed')) : deps.log.append(commit)
  const choosing = call(staff.clerk)
  await expect(caseCommand({ ...deps, log: { ...deps.log, append } }, choosing, wish)).rejects.toThrow('killed')
  const residents = async () =>
    (await county.seen('confirmer', `/v1/institutions/${home}?on=2023-03-20`)).json().residents
  expect(await residents()).toBe(1)
  await caseCommand(deps, choosing, wish)
  await caseCommand(deps, choosing, wish)
  expect(await residents()).toBe(1)
  expect((await eventsOf(caseId)).filter((type) => type === 'SupportFormChosen')).toHaveLength(1)
})

test('of two cases that race for the last bed one gets it', async () => {
  const home = await openHome(county, '示例乡敬老院', 1)
  const wishes = ['a', 'b', 'c', 'd'].map((name) => ({
    institutionId: home,
    caseId: idFrom('race case', name),
    personId: idFrom('race person', name),
    fromDay: '2023-04-01',
    moveId: null,
  }))
  const taken = await Promise.allSettled(wishes.map((bed) => takeBed(county.deps, call(), bed)))
  expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const outcome of taken)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'no-free-bed' })
})

test('a case that does not let its resident go is named, and the others have moved', async () => {
  const [from, into] = [await openHome(county, '示例乡福利院', 2), await openHome(county, '示例县福利院', 3)]
  const moved = await resident(from, 11)
  const strange = idFrom('nobody', from)
  const bed = { institutionId: from, caseId: strange, personId: strange, fromDay: '2023-01-01', moveId: null }
  await takeBed(county.deps, call(), bed)
  const wish = { into, fromMonth: '2023-04', document }
  const answer = await county.post('confirmer', `/v1/institutions/${from}/move-residents`, wish)
  expect(answer.json()).toMatchObject({
    status: 409,
    code: 'move-incomplete',
    facts: { residents: 2, remaining: 1, caseId: strange, code: 'wrong-state' },
  })
  expect(await eventsOf(moved)).toContain('HolderChanged')
  const data = {
    caseId: strange,
    personId: strange,
    moveId: null,
    lastDay: '2023-03-31',
    reason: 'SUPPORT_ENDED',
  } as const
  await institutionCommand(county.deps, call(), { type: 'DischargeResident', subject: from, newId: from, data })
  await county.done('confirmer', `/v1/institutions/${from}/move-residents`, wish)
  expect((await county.seen('confirmer', `/v1/institutions/${from}`)).json().move).toMatchObject({ remaining: 0 })
})

test('a bed that no case came to use is given back after a quarter of an hour, and no other', async () => {
  const home = await openHome(county, '示例街道敬老院', 2)
  const lived = await resident(home, 13)
  const strange = idFrom('nobody', home)
  const bed = { institutionId: home, caseId: strange, personId: strange, fromDay: '2023-01-01', moveId: null }
  await takeBed(county.deps, call(), bed)
  const there = async () =>
    (await county.seen('confirmer', `/v1/institutions/${home}/residents?on=2023-03-07`)).json().items as object[]
  expect(await there()).toHaveLength(2)
  await sweepBeds(county.deps)
  expect(await there()).toHaveLength(2)
  const later = () => new Date(Date.now() + 16 * 60 * 1000).toISOString().replace('Z', '000Z')
  // Another one was left by the race before.
  expect(await sweepBeds({ ...county.deps, now: later })).toBeGreaterThanOrEqual(1)
  expect(await there()).toEqual([expect.objectContaining({ caseId: lived })])
})

test('a choice of form that was only slow takes a bed anew, or is refused where none is left', async () => {
  const { deps } = county
  const later = { ...deps, now: () => new Date(Date.now() + 16 * 60 * 1000).toISOString().replace('Z', '000Z') }
  /** A choice during which the sweeper comes by; `then` is what happens before it is written. */
  const choose = async (
    institutionId: string,
    caseId: string,
    then: () => Promise<unknown> = async () => undefined,
  ) => {
    let isSwept = false
    const append: typeof deps.log.append = async (commit) => {
      if (commit.stream === caseStream(caseId) && !isSwept) {
        isSwept = true
        await county.seen('confirmer', `/v1/institutions/${institutionId}`)
        await sweepBeds(later)
        await then()
      }
      return deps.log.append(commit)
    }
    await caseCommand({ ...deps, log: { ...deps.log, append } }, call(staff.clerk), {
      type: 'ChooseSupportForm',
      subject: caseId,
      newId: caseId,
      data: { form: 'CENTRALIZED', institutionId, fromDay: '2023-03-20', statedBy: 'SELF' },
    })
  }
  const inBed = async (home: string) => {
    const answer = await county.seen('confirmer', `/v1/institutions/${home}/residents?on=2023-03-21`)
    return answer.json().items.map(({ caseId }: { caseId: string }) => caseId)
  }

  const [small, large] = [await openHome(county, '示例村敬老院', 1), await openHome(county, '示例村颐养院', 2)]
  const { caseId: tooLate } = await openCase(county, '郑示例', 23)
  const other = idFrom('other', small)
  const bed = { institutionId: small, caseId: other, personId: other, fromDay: '2023-03-21', moveId: null }
  await expect(choose(small, tooLate, () => takeBed(deps, call(), bed))).rejects.toMatchObject({ code: 'no-free-bed' })
  expect(await eventsOf(tooLate)).not.toContain('SupportFormChosen')
  expect(await inBed(small)).toEqual([other])

  const { caseId } = await openCase(county, '王示例', 24)
  await choose(large, caseId)
  expect((await eventsOf(caseId)).slice(-3)).toEqual(['BedAbandoned', 'SupportFormChosen', 'ParticularsRecorded'])
  expect(await inBed(large)).toEqual([caseId])
})

test('nobody is moved from a month on that has been instructed', async () => {
  const [from, into] = [await openHome(county, '示例村敬老院', 1), await openHome(county, '示例片区敬老院', 1)]
  const caseId = await resident(from, 31)
  const run = { area: COUNTY, scheme: SUPPORT, month: '2023-03', purpose: 'REGULAR' }
  const { id } = await county.done('preparer', '/v1/payment-runs', run)
  const url = `/v1/payment-runs/${id}`
  await county.done('preparer', `${url}/calculate`, {})
  const { hash, lineCount: count, totalFen } = (await county.seen('reviewer', url)).json()
  await county.done('reviewer', `${url}/review`, { hash, count, totalFen })
  await county.done('approver', `${url}/approve`, { hash, count, totalFen })
  await county.done('preparer', `${url}/instruct`, {})
  await county.seen('officer', `/v1/ledgers/2023-03?caseId=${caseId}`)
  const wish = { into, fromMonth: '2023-03', document }
  expect((await county.post('confirmer', `/v1/institutions/${from}/move-residents`, wish)).json()).toMatchObject({
    code: 'move-month-instructed',
    facts: { caseId, fromMonth: '2023-03', lastInstructedMonth: '2023-03' },
  })
  await county.done('confirmer', `/v1/institutions/${from}/move-residents`, { ...wish, fromMonth: '2023-04' })
})
