import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseCommand } from '../../../src/domain/case/commands.ts'
import type { ReserveCommand } from '../../../src/domain/reserve/commands.ts'
import { reserveDecider } from '../../../src/domain/reserve/decide.ts'
import type { Actor } from '../../../src/domain/shared/actor.ts'
import { load } from '../../../src/log/load.ts'
import { caseStream, reserveStream } from '../../../src/log/streams.ts'
import type { CommandCall } from '../../../src/processes/call.ts'
import type { Deps } from '../../../src/processes/deps.ts'
import { reserveCommand } from '../../../src/processes/reserves/reserve-command.ts'
import { sweepDraws } from '../../../src/processes/reserves/sweep-draws.ts'
import { money } from '../../domain/reserve/reserve.ts'
import { fire } from '../../domain/scheme/temporary-assistance/aid.ts'
import {
  confirmer,
  Died,
  dyingBefore,
  id,
  memberNamed,
  minutesLater,
  type Office,
  openOffice,
} from '../cases/office.ts'
import { startAccepting } from '../cases/second-program.ts'

const TOWNSHIP = '990101001'
const SUM = 70_000
const officer: Actor = { sub: 'officer', roles: ['paymentOfficer'], office: '990101', area: '990101' }

let office: Office
let later: Deps
beforeAll(async () => {
  office = await openOffice()
  later = minutesLater(office.deps, 16)
  await fund(20 * SUM, 'first')
})
afterAll(() => office.close())

const reserveOf = async () => (await load(office.deps, reserveDecider, reserveStream(TOWNSHIP))).state

/** Pays so much into the reserve. */
const fund = async (amountFen: number, number: string): Promise<void> => {
  const call = office.call(officer)
  const type = (await reserveOf()).area === null ? 'AllocateReserve' : 'ReplenishReserve'
  const command = { type, subject: TOWNSHIP, newId: call.commandId, data: money(amountFen, number) } as ReserveCommand
  await reserveCommand(office.deps, call, command)
}

/** A burnt household of one that asks for help. */
const burnt = async (household: string, name = household): Promise<void> => {
  if (name === household) await office.register(name)
  await office.act(household, 'RegisterIntake', {
    scheme: 'temporaryAssistance',
    area: '990101001001',
    areaKind: 'RURAL',
    filing: 'SINGLE',
    applicant: id(name),
    proxy: null,
    members: [memberNamed(name, 'SELF')],
    declared: { incomes: [], deductions: [], assets: { finding: 'WITHIN', basis: 'declared' } },
    povertyRegister: false,
    commitmentSignedOn: null,
    particulars: fire(),
  })
}

const aid = (household: string, recipient = household) => ({
  decisionNumber: `AID-${household}`,
  recipient: id(recipient),
  amountFen: SUM,
  form: 'CASH' as const,
  noConflictOfInterest: true as const,
})
const grant = (household: string, { recipient, ...by }: { call?: CommandCall; deps?: Deps; recipient?: string } = {}) =>
  office.act(household, 'GrantEmergencyAid', aid(household, recipient), { call: office.call(confirmer), ...by })

const drawsOf = async (household: string) =>
  (await reserveOf()).draws.filter(({ caseId }) => caseId === id(household)).map(({ annulled }) => annulled)

const sweep = async (deps: Deps): Promise<number> => {
  await office.settled()
  return sweepDraws(deps)
}

/** An aid in a process of its own, which stands between its draw and the case. */
const grantingElsewhere = async (household: string) => {
  await burnt(household)
  await office.settled()
  const call = office.call(confirmer)
  const [caseId, today] = [id(household), office.deps.clock.today()]
  const command: Pick<CaseCommand, 'type' | 'data'> = { type: 'GrantEmergencyAid', data: aid(household) }
  const stopBefore = caseStream(caseId)
  return { call, other: await startAccepting({ address: office.address, call, caseId, today, stopBefore, command }) }
}

describe('an aid killed between its draw and itself', () => {
  test('has drawn, and is finished by its repeat with the same draw', async () => {
    const { call, other } = await grantingElsewhere('killed')
    await other.kill()
    expect(await office.statusOf('killed')).toBe('INTAKE')
    expect(await drawsOf('killed')).toEqual([false])
    await grant('killed', { call })
    expect(await office.statusOf('killed')).toBe('AIDED')
    expect(await drawsOf('killed')).toEqual([false])
    expect(await sweep(later)).toBe(0)
  })

  test('is swept after a quarter of an hour, not before: the cash is back, and its repeat draws anew', async () => {
    const before = (await reserveOf()).balanceFen
    const begun = Date.now()
    const { call, other } = await grantingElsewhere('forgotten')
    await other.kill()
    expect(await sweep(minutesLater(office.deps, 15, () => begun))).toBe(0)
    expect((await reserveOf()).balanceFen).toBe(before - SUM)
    expect(await sweep(later)).toBe(1)
    expect((await reserveOf()).balanceFen).toBe(before)
    expect(await office.factsOf('forgotten')).toContain('AidDrawAbandoned')
    expect(await sweep(later)).toBe(0)
    await grant('forgotten', { call })
    expect(await drawsOf('forgotten')).toEqual([true, false])
  })

  test('and only slow is refused once it was swept, and the cash stays back', async () => {
    const before = (await reserveOf()).balanceFen
    const { other } = await grantingElsewhere('slow')
    expect(await sweep(later)).toBe(1)
    expect(await other.goOn()).toBe('refused: draw-abandoned')
    expect(await office.statusOf('slow')).toBe('INTAKE')
    expect((await reserveOf()).balanceFen).toBe(before)
  })

  test('whose sweeper died between fence and cash is finished by the aid itself', async () => {
    const { call, other } = await grantingElsewhere('fenced')
    await other.kill()
    await office.settled()
    await expect(sweepDraws(dyingBefore(later, 'reserve'))).rejects.toThrow(Died)
    expect(await drawsOf('fenced')).toEqual([false])
    await grant('fenced', { call })
    expect(await drawsOf('fenced')).toEqual([true, false])
    expect(await office.statusOf('fenced')).toBe('AIDED')
    expect(await sweep(later)).toBe(0)
  })
})

test('a draw that no aid rests on has handed nothing out that could be returned, and is put back by the round', async () => {
  await burnt('left over')
  const caseId = id('left over')
  const left = {
    caseId,
    personId: caseId,
    hardship: { cause: 'FIRE', account: '失火' },
    amountFen: SUM,
    onceSince: null,
  } as const
  const drawId = id('left over draw')
  const act = (type: 'DrawReserve' | 'ReturnDraw', data: object) =>
    reserveCommand(office.deps, office.call(officer), {
      type,
      subject: TOWNSHIP,
      newId: drawId,
      data,
    } as ReserveCommand)
  await act('DrawReserve', left)
  const returning = act('ReturnDraw', { drawId, amountFen: 1_000, reasons: '退回' })
  await expect(returning).rejects.toMatchObject({ code: 'draw-without-aid' })
  expect(await sweep(later)).toBe(1)
  expect(await drawsOf('left over')).toEqual([true])
})

test('an aid that the case refuses after the draw puts the cash back at once', async () => {
  await burnt('withdrawn')
  const before = (await reserveOf()).balanceFen
  let isWithdrawn = false
  const deps: Deps = {
    ...office.deps,
    log: {
      ...office.deps.log,
      append: async (commit) => {
        if (commit.stream === caseStream(id('withdrawn')) && !isWithdrawn) {
          isWithdrawn = true
          await office.act('withdrawn', 'DiscontinueProcedure', { ground: 'WITHDRAWN', reasons: 'helped by kin' })
        }
        return office.deps.log.append(commit)
      },
    },
  }
  await expect(grant('withdrawn', { deps })).rejects.toMatchObject({ code: 'wrong-state' })
  expect(await drawsOf('withdrawn')).toEqual([true])
  expect((await reserveOf()).balanceFen).toBe(before)
})

test('of 6 aids at once for one household one is granted, and the cash of all others is back after the next round', async () => {
  await burnt('impatient')
  const before = (await reserveOf()).balanceFen
  const other = await office.another()
  const answers = await Promise.allSettled(
    Array.from({ length: 6 }, (_, index) => grant('impatient', { deps: index % 2 === 0 ? office.deps : other })),
  )
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  // A draw whose giving back lost too many races itself is given back by the sweeper.
  await sweep(later)
  expect((await drawsOf('impatient')).filter((annulled) => !annulled)).toHaveLength(1)
  expect((await reserveOf()).balanceFen).toBe(before - SUM)
  expect(await sweep(later)).toBe(0)
})

test('of two cases of one person for one cause decided at once, one is helped', async () => {
  await burnt('twice')
  await burnt('twice again', 'twice')
  const other = await office.another()
  const answers = await Promise.allSettled([grant('twice'), grant('twice again', { deps: other, recipient: 'twice' })])
  const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []))
  expect(refused).toEqual([expect.objectContaining({ code: 'same-cause-again' })])
  await sweep(later)
  expect(await sweep(later)).toBe(0)
})

test('of 12 aids racing for the cash of 4, four are granted, each with its draw, and all others leave no trace', async () => {
  const programs = [office.deps, await office.another(), await office.another()]
  const households = Array.from({ length: 12 }, (_, index) => `racing ${index}`)
  for (const household of households) await burnt(household)
  const { balanceFen } = await reserveOf()
  await fund(4 * SUM, 'race')
  const kept = office.call(officer)
  const back = {
    type: 'SettleReserve',
    subject: TOWNSHIP,
    newId: kept.commandId,
    data: money(balanceFen, 'S'),
  } as const
  await reserveCommand(office.deps, kept, back)
  const answers = await Promise.allSettled(
    households.map((household, index) => grant(household, { deps: programs[index % 3] ?? office.deps })),
  )
  const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []))
  expect(refused).toEqual(Array.from({ length: 8 }, () => expect.objectContaining({ code: 'reserve-short' })))
  const statuses = await Promise.all(households.map(office.statusOf))
  expect(statuses.filter((status) => status === 'AIDED')).toHaveLength(4)
  expect(statuses.filter((status) => status === 'INTAKE')).toHaveLength(8)
  expect((await reserveOf()).balanceFen).toBe(0)
  const draws = (await Promise.all(households.map(drawsOf))).flat()
  expect(draws).toEqual([false, false, false, false])
  expect(await sweep(later)).toBe(0)
})
