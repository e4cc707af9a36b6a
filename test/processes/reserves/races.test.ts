import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ReserveCommand } from '../../../src/domain/reserve/commands.ts'
import { reserveDecider } from '../../../src/domain/reserve/decide.ts'
import type { Actor } from '../../../src/domain/shared/actor.ts'
import { load } from '../../../src/log/load.ts'
import { reserveStream } from '../../../src/log/streams.ts'
import type { Deps } from '../../../src/processes/deps.ts'
import { reserveCommand } from '../../../src/processes/reserves/reserve-command.ts'
import { hardship, money } from '../../domain/reserve/reserve.ts'
import { engines } from '../cases/engines.ts'
import { id, type Office, openOffice } from '../cases/office.ts'

const TOWNSHIP = '990101001'
const officer: Actor = { sub: 'officer', roles: ['paymentOfficer'], office: '990101', area: '990101' }

describe.each(engines)('the reserve on $name', (engine) => {
  let office: Office
  /** Three programs, each with a connection and a queue of its own. */
  let programs: readonly Deps[]
  beforeAll(async () => {
    office = await openOffice(engine)
    programs = [office.deps, await office.another(), await office.another()]
    await send(office.deps, 'AllocateReserve', money(400_000), officer)
  })
  afterAll(() => office.close())

  const send = <Type extends ReserveCommand['type']>(
    deps: Deps,
    type: Type,
    data: Extract<ReserveCommand, { type: Type }>['data'],
    actor?: Actor,
  ) => {
    const call = office.call(actor)
    return reserveCommand(deps, call, { type, subject: TOWNSHIP, newId: call.commandId, data } as ReserveCommand)
  }
  const draw = (index: number, amountFen: number) =>
    send(programs[index % programs.length] ?? office.deps, 'DrawReserve', {
      caseId: id(`case ${index}`),
      personId: id(`person ${index}`),
      hardship,
      amountFen,
      onceSince: null,
    })

  test('of 24 draws racing for the cash of 8, eight are made and all others told what was left', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 24 }, (_, index) => draw(index, 50_000)))
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []))
    expect(refused).toEqual(
      Array.from({ length: 16 }, () => expect.objectContaining({ code: 'reserve-short', facts: expect.anything() })),
    )
    const { state } = await load(office.deps, reserveDecider, reserveStream(TOWNSHIP))
    expect(state.balanceFen).toBe(0)
    expect(state.draws).toHaveLength(8)
    expect(new Set(state.draws.map(({ caseId }) => caseId)).size).toBe(8)
  })

  test('the same draw sent by three programs at once is made once', async () => {
    await send(office.deps, 'ReplenishReserve', money(90_000, 'R'), officer)
    const call = office.call()
    const data = { caseId: id('twice'), personId: id('one'), hardship, amountFen: 30_000, onceSince: null }
    const command = { type: 'DrawReserve', subject: TOWNSHIP, newId: call.commandId, data } as const
    const answers = await Promise.all(programs.map((deps) => reserveCommand(deps, call, command)))
    expect(new Set(answers.map(({ version }) => version)).size).toBe(1)
    const { state } = await load(office.deps, reserveDecider, reserveStream(TOWNSHIP))
    expect(state.balanceFen).toBe(60_000)
  })
})
