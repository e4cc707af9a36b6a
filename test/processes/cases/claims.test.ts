import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimForAll } from '../../../src/processes/cases/claims.ts'
import { Died, dyingBefore, id, memberNamed, type Office, openOffice, SCHEME } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

const registerAll = async (...names: string[]) => {
  for (const name of names) await office.register(name)
}

const reasonsOf = (settled: readonly PromiseSettledResult<unknown>[]): unknown[] =>
  settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))

/** What a household is told whose member another case holds. */
const heldBy = (household: string, name: string) =>
  expect.objectContaining({
    code: 'scheme-claimed',
    facts: expect.objectContaining({ personId: id(name), caseId: id(household) }),
  })

test('of two households accepting the same member at once one holds all its members, the other none', async () => {
  for (let round = 0; round < 5; round += 1) {
    const [east, west] = [`east ${round}`, `west ${round}`]
    const [shared, ...own] = [`shared ${round}`, `own east ${round}`, `own west ${round}`]
    await registerAll(shared ?? '', ...own)
    await office.apply(east, own[0] ?? '', shared ?? '')
    await office.apply(west, own[1] ?? '', shared ?? '')

    const answers = await Promise.allSettled([office.accept(east), office.accept(west)])
    const [winner, loser] = answers[0]?.status === 'fulfilled' ? [east, west] : [west, east]
    expect(reasonsOf(answers)).toEqual([heldBy(winner, shared ?? '')])
    expect(await office.holders(shared ?? '')).toEqual([id(winner)])
    expect(await office.holders(`own ${winner}`)).toEqual([id(winner)])
    expect(await office.holders(`own ${loser}`)).toEqual([])
    expect(await office.statusOf(winner)).toBe('ACCEPTED')
    expect(await office.statusOf(loser)).toBe('INTAKE')
  }
})

test('an acceptance that died after its claims is finished by its repeat, with one claim each', async () => {
  await registerAll('repeated 1', 'repeated 2')
  await office.apply('repeated', 'repeated 1', 'repeated 2')
  const call = office.call()
  await expect(office.accept('repeated', { call, deps: dyingBefore(office.deps, 'case') })).rejects.toThrow(Died)
  expect(await office.holders('repeated 2')).toEqual([id('repeated')])
  expect(await office.statusOf('repeated')).toBe('INTAKE')

  await office.accept('repeated', { call })
  expect(await office.statusOf('repeated')).toBe('ACCEPTED')
  for (const name of ['repeated 1', 'repeated 2']) {
    expect(await office.holders(name)).toEqual([id('repeated')])
    expect(await office.released(name)).toEqual([])
  }
})

test('an acceptance that died after its claims is finished by another command just as well', async () => {
  await office.register('taken up')
  await office.apply('taken up again', 'taken up')
  const claim = { scheme: SCHEME, caseId: id('taken up again'), fromMonth: '2023-04' } as const
  await claimForAll(office.deps, office.call(), claim, [id('taken up')])
  await office.accept('taken up again')
  expect(await office.holders('taken up')).toEqual([id('taken up again')])
  expect(await office.statusOf('taken up again')).toBe('ACCEPTED')
})

test('an acceptance refused for a member held elsewhere succeeds as the same command once that case has let go', async () => {
  // Ids are claimed in their order: the shared member must come last, so that the other is claimed and given back.
  const [first, last] = ['patient 1', 'patient 2'].sort((one, other) => (id(one) < id(other) ? -1 : 1))
  await registerAll('patient 1', 'patient 2')
  await office.apply('holding', last ?? '')
  await office.apply('patient', first ?? '', last ?? '')
  await office.accept('holding')
  const call = office.call()
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await expect(office.accept('patient', { call })).rejects.toEqual(heldBy('holding', last ?? ''))
    expect(await office.holders(first ?? '')).toEqual([])
  }

  await office.act('holding', 'DiscontinueProcedure', { ground: 'WITHDRAWN', reasons: 'withdrawn' })
  await office.accept('patient', { call })
  expect(await office.statusOf('patient')).toBe('ACCEPTED')
  expect(await office.holders(first ?? '')).toEqual([id('patient')])
  expect(await office.holders(last ?? '')).toEqual([id('patient')])
})

test('claims that were refused and given back are taken anew by a repeat of the same command', async () => {
  // Claimed in the order of ids: the held one must come last, so that the other is claimed and given back each time.
  const [first = '', last = ''] = ['half 1', 'half 2'].sort((one, other) => (id(one) < id(other) ? -1 : 1))
  await registerAll(first, last)
  await office.apply('in the way', last)
  await office.accept('in the way')
  const call = office.call()
  const claim = { scheme: SCHEME, caseId: id('halves'), fromMonth: '2023-04' } as const
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    await expect(claimForAll(office.deps, call, claim, [last, first].map(id))).rejects.toEqual(
      heldBy('in the way', last),
    )
    expect(await office.holders(first)).toEqual([])
    expect(await office.released(first)).toHaveLength(attempt)
  }
  await office.act('in the way', 'DiscontinueProcedure', { ground: 'WITHDRAWN', reasons: 'withdrawn' })
  await claimForAll(office.deps, call, claim, [last, first].map(id))
  for (const name of [first, last]) expect(await office.holders(name)).toEqual([id('halves')])
})

test('an acceptance that its own rules refuse claims nobody', async () => {
  await registerAll('incomplete 1', 'incomplete 2')
  await office.apply('incomplete', 'incomplete 1')
  await office.act('incomplete', 'AddMember', { member: memberNamed('incomplete 2'), joinedOn: '2023-03-06' })
  await expect(office.accept('incomplete')).rejects.toMatchObject({ code: 'authorization-missing' })
  expect(await office.holders('incomplete 1')).toEqual([])
  expect(await office.released('incomplete 1')).toEqual([])
})

test('a member added who is on another roll is refused with whose, and nothing is claimed', async () => {
  await registerAll('host', 'on a roll')
  await office.apply('hosts', 'host')
  await office.accept('hosts')
  const taking = office.importing()
  const claim = { scheme: SCHEME, caseId: id('old roll'), fromMonth: '2023-01' } as const
  await claimForAll(office.deps, taking, claim, [id('on a roll')])
  await office.act('old roll', 'TakeOverEntitlement', office.takeover('on a roll'), { call: taking })

  const adding = office.act('hosts', 'AddMember', { member: memberNamed('on a roll'), joinedOn: '2023-03-06' })
  await expect(adding).rejects.toEqual(heldBy('old roll', 'on a roll'))
  expect(await office.holders('on a roll')).toEqual([id('old roll')])
  expect(await office.released('on a roll')).toEqual([])
  expect(await office.factsOf('hosts')).not.toContain('MemberJoined')
})

test('a member added to an accepted case is claimed for it, and free again after leaving it', async () => {
  await registerAll('stays', 'comes and goes')
  await office.apply('open house', 'stays')
  await office.accept('open house')
  await office.act('open house', 'AddMember', { member: memberNamed('comes and goes'), joinedOn: '2023-03-06' })
  expect(await office.holders('comes and goes')).toEqual([id('open house')])

  await office.act('open house', 'RemoveMember', {
    personId: id('comes and goes'),
    leftOn: '2023-03-06',
    reason: 'MOVED_OUT',
  })
  expect(await office.holders('comes and goes')).toEqual([])
  expect(await office.released('comes and goes')).toEqual(['2023-03'])
  expect(await office.holders('stays')).toEqual([id('open house')])
})
