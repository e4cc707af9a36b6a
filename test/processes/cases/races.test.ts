import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PersonCommand } from '../../../src/domain/person/commands.ts'
import { caseStream, personStream } from '../../../src/log/streams.ts'
import { claimForAll } from '../../../src/processes/cases/claims.ts'
import { sweepClaims } from '../../../src/processes/cases/sweep-claims.ts'
import type { Deps } from '../../../src/processes/deps.ts'
import { findPersonByIdNumber, loadPersons, personCommand } from '../../../src/processes/persons.ts'
import { idNumberOf } from '../../http/county.ts'
import { rounds } from '../../rounds.ts'
import { engines } from './engines.ts'
import { BIRTH, id, minutesLater, type Office, openOffice, SCHEME } from './office.ts'
import { startAccepting } from './second-program.ts'

const MINUTE = 60_000

describe.each(engines)('on $name', (engine) => {
  let office: Office
  /** Four programs, each with a connection and a queue of its own. */
  let programs: readonly Deps[]
  beforeAll(async () => {
    office = await openOffice(engine)
    programs = [office.deps, await office.another(), await office.another(), await office.another()]
  })
  afterAll(() => office.close())

  const program = (index: number): Deps => programs[index % programs.length] ?? office.deps
  const numbered = (count: number, name: string): string[] => Array.from({ length: count }, (_, n) => `${name} ${n}`)
  const fulfilled = (answers: readonly PromiseSettledResult<unknown>[]): number[] =>
    answers.flatMap(({ status }, index) => (status === 'fulfilled' ? [index] : []))
  const reasons = (answers: readonly PromiseSettledResult<unknown>[]): unknown[] =>
    answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []))
  const told = (name: string, household: string) =>
    expect.objectContaining({
      code: 'scheme-claimed',
      facts: expect.objectContaining({ personId: id(name), caseId: id(household) }),
    })

  /** Accepts all at once, from all programs in turn. */
  const acceptAll = (households: readonly string[]) =>
    Promise.allSettled(households.map((household, index) => office.accept(household, { deps: program(index) })))

  test('of 64 applications racing for one person one is accepted, and all others are told which', async () => {
    await office.register('wanted')
    const households = numbered(64, 'claimant')
    await Promise.all(households.map((household) => office.apply(household, 'wanted')))
    const answers = await acceptAll(households)

    const winners = fulfilled(answers).map((index) => households[index] ?? '')
    expect(winners).toHaveLength(1)
    const [winner = ''] = winners
    expect(reasons(answers)).toEqual(Array.from({ length: 63 }, () => told('wanted', winner)))
    expect(await office.holders('wanted')).toEqual([id(winner)])
    const statuses = await Promise.all(households.map(office.statusOf))
    expect(statuses.filter((status) => status === 'ACCEPTED')).toHaveLength(1)
  })

  test('of 64 claims on two schemes that exclude each other one is held, whichever it is for', async () => {
    await office.register('torn')
    const answers = await Promise.allSettled(
      numbered(64, 'scheme').map((household, index) => {
        const scheme = index % 2 === 0 ? SCHEME : 'extremePovertySupport'
        const claim = { scheme, caseId: id(household), fromMonth: '2023-04' } as const
        return claimForAll(program(index), office.call(), claim, [id('torn')])
      }),
    )
    const [winner = -1, ...others] = fulfilled(answers)
    expect(others).toEqual([])
    expect(await office.holders('torn')).toEqual([id(`scheme ${winner}`)])
    expect(reasons(answers)).toEqual(Array.from({ length: 63 }, () => told('torn', `scheme ${winner}`)))
    // A scheme that stacks on either is free all the same.
    const aged = { scheme: 'agedAllowance', caseId: id('aged'), fromMonth: '2023-04' } as const
    await claimForAll(office.deps, office.call(), aged, [id('torn')])
    expect(await office.holders('torn')).toEqual([id(`scheme ${winner}`), id('aged')])
  })

  test('of households in a ring that share members, each holds all of its own or none, and one gets through', async () => {
    const ring = 16
    const names = numbered(ring, 'ring member')
    for (const name of names) await office.register(name)
    const households = numbered(ring, 'ring household')
    const membersOf = (index: number) => [names[index] ?? '', names[(index + 1) % ring] ?? ''] as const
    await Promise.all(households.map((household, index) => office.apply(household, ...membersOf(index))))
    const accepted = fulfilled(await acceptAll(households))

    expect(accepted.length).toBeGreaterThan(0)
    const holding = new Map<string, string>()
    for (const index of accepted) for (const name of membersOf(index)) holding.set(name, id(households[index] ?? ''))
    for (const name of names) {
      const held = holding.get(name)
      expect(await office.holders(name), name).toEqual(held === undefined ? [] : [held])
    }
  })

  test(
    'of two cases for one person one has the claim and is accepted, time after time',
    async () => {
      const count = rounds(10)
      for (let round = 0; round < count; round += 1) {
        const name = `again ${round}`
        await office.register(name)
        const pair = [`${name} east`, `${name} west`]
        await Promise.all(pair.map((household) => office.apply(household, name)))
        const answers = await acceptAll(pair)
        const [winner = ''] = fulfilled(answers).map((index) => pair[index] ?? '')
        expect(reasons(answers), name).toEqual([told(name, winner)])
        expect(await office.holders(name), name).toEqual([id(winner)])
      }
    },
    60 * MINUTE,
  )

  test('of 64 registrations racing for one ID number one makes a person, and all others are told whose it is', async () => {
    const idNumber = idNumberOf(BIRTH, 1)
    const names = numbered(64, 'racer')
    const answers = await Promise.allSettled(
      names.map((name, index) => {
        const call = office.call()
        const data = { name, idNumber, sex: 'MALE', birthDate: BIRTH, address: null, area: '990101001001' } as const
        const command: PersonCommand = { type: 'RegisterPerson', subject: id(name), newId: call.commandId, data }
        return personCommand(program(index), call, command)
      }),
    )
    expect(fulfilled(answers)).toHaveLength(1)
    const owner = await findPersonByIdNumber(office.deps, idNumber)
    const taken = expect.objectContaining({ code: 'id-number-taken', facts: { personId: owner } })
    expect(reasons(answers)).toEqual(Array.from({ length: 63 }, () => taken))
    const made = await loadPersons(office.deps, names.map(id))
    expect([...made].filter(([, { status }]) => status === 'REGISTERED').map(([personId]) => personId)).toEqual([owner])
  })

  /** A household whose acceptance, in a process of its own, stands before its append to a stream: the case where absent. */
  const acceptingElsewhere = async (household: string, names: readonly [string, ...string[]], before?: string) => {
    for (const name of names) await office.register(name)
    await office.apply(household, ...names)
    const [call, caseId, today] = [office.call(), id(household), office.deps.clock.today()]
    const stopBefore = before ?? caseStream(caseId)
    return { call, other: await startAccepting({ address: office.address, call, caseId, today, stopBefore }) }
  }

  const sweepLater = async (): Promise<number> => {
    await office.settled()
    return sweepClaims(minutesLater(office.deps, 16))
  }

  /** Where the first event of a type stands in a stream. */
  const positionOf = async (stream: string, type: string): Promise<bigint> => {
    const { events } = await office.deps.log.readStream(stream)
    return events.find((event) => event.type === type)?.position ?? -1n
  }

  test('an acceptance killed between its claims and itself is finished by its repeat', async () => {
    const { call, other } = await acceptingElsewhere('killed', ['killed 1', 'killed 2'])
    await other.kill()
    for (const name of ['killed 1', 'killed 2']) expect(await office.holders(name)).toEqual([id('killed')])
    expect(await office.statusOf('killed')).toBe('INTAKE')
    await office.accept('killed', { call })
    expect(await office.statusOf('killed')).toBe('ACCEPTED')
    await sweepLater()
    for (const name of ['killed 1', 'killed 2']) expect(await office.holders(name)).toEqual([id('killed')])
  })

  test('an acceptance killed between the claims on two members keeps nobody but the first, and that one until it is swept', async () => {
    const names = ['first', 'second'] as const
    const [first, second] = names.toSorted((one, other) => (id(one) < id(other) ? -1 : 1)) as [string, string]
    const { call, other } = await acceptingElsewhere('cut', names, personStream(id(second)))
    await other.kill()
    expect(await office.holders(first)).toEqual([id('cut')])
    expect(await office.holders(second)).toEqual([])
    await office.apply('quicker', second)
    await office.accept('quicker')
    await expect(office.accept('cut', { call })).rejects.toEqual(told(second, 'quicker'))
    expect(await office.holders(first)).toEqual([id('cut')])
    await sweepLater()
    expect(await office.holders(first)).toEqual([])
    expect(await office.statusOf('cut')).toBe('INTAKE')
  })

  test('an acceptance killed and never repeated is fenced first and then released, and keeps nobody from another case', async () => {
    const { other } = await acceptingElsewhere('dropped', ['dropped 1'])
    await other.kill()
    await sweepLater()
    const fenced = await positionOf(caseStream(id('dropped')), 'ClaimAbandoned')
    const released = await positionOf(personStream(id('dropped 1')), 'SchemeClaimReleased')
    expect(fenced).toBeGreaterThan(0n)
    expect(released).toBeGreaterThan(fenced)
    await office.apply('instead', 'dropped 1')
    await office.accept('instead')
    expect(await office.holders('dropped 1')).toEqual([id('instead')])
  })

  test('an acceptance that was only slow comes too late after the fence, and stands on no claim', async () => {
    const { call, other } = await acceptingElsewhere('slow', ['slow 1'])
    await sweepLater()
    expect(await other.goOn()).toBe('refused: claim-missing')
    expect(await office.statusOf('slow')).toBe('INTAKE')
    expect(await office.holders('slow 1')).toEqual([])
    await office.accept('slow', { call })
    expect(await office.statusOf('slow')).toBe('ACCEPTED')
    expect(await office.holders('slow 1')).toEqual([id('slow')])
  })
})
