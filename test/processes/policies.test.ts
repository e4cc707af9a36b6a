import { afterAll, beforeAll, expect, test } from 'vitest'
import { countyStaff } from '../../src/demonstration/staff.ts'
import { standardFor } from '../../src/domain/policy/policy.ts'
import { idFrom } from '../../src/log/event-id.ts'
import { policyCommand, policyFor } from '../../src/processes/policies.ts'
import { type Desk, openDesk, TODAY } from './import-households/desk.ts'

const county = '990101'
const village = '990101001001'
let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

/** Publishes a standard from a month of 2023 on. */
const publish = (month: number, monthlyFen: number) => {
  const commandId = idFrom('policies.test', `standard ${month}`)
  return policyCommand(
    desk.deps,
    { actor: countyStaff.publisher, commandId },
    {
      type: 'PublishStandard',
      subject: county,
      newId: commandId,
      data: {
        document: {
          number: `示范民发〔2023〕${month}号`,
          title: '关于调整最低生活保障标准的通知',
          issuer: '示范县民政局',
        },
        effectiveFrom: `2023-0${month}-01`,
        inForceOn: TODAY,
        scheme: 'subsistenceAllowance',
        areaKind: 'RURAL',
        monthlyFen,
      },
    },
  )
}

const inJuly = async (area: string, upTo?: bigint): Promise<number | undefined> => {
  const { policy } = await policyFor(desk.deps, area, upTo)
  return standardFor(policy, { scheme: 'subsistenceAllowance', area, areaKind: 'RURAL', month: '2023-07' })?.monthlyFen
}

test('what was published is known at once, also where the policy had been read before', async () => {
  const before = await inJuly(village)
  await publish(2, 71_000)
  expect(await inJuly(village)).toBe(71_000)
  expect(before).not.toBe(71_000)
})

test('at an earlier position only what was known then counts, before and after newer facts were read', async () => {
  const first = await publish(3, 72_000)
  const { readAt } = await policyFor(desk.deps, village)
  expect(readAt).toBeGreaterThanOrEqual(first.position)
  await publish(4, 73_000)
  expect(await inJuly(village, readAt)).toBe(72_000)
  expect(await inJuly(village)).toBe(73_000)
  expect(await inJuly(village, readAt)).toBe(72_000)
})

test('areas under the same policies share one folded policy, as long as nothing is published', async () => {
  const { policy } = await policyFor(desk.deps, village)
  expect((await policyFor(desk.deps, '990101002001')).policy).toBe(policy)
  await publish(5, 74_000)
  expect((await policyFor(desk.deps, village)).policy).not.toBe(policy)
  expect(await inJuly('990101002001')).toBe(74_000)
})

test('of many askers while something is published none is left with the old policy for good', async () => {
  const asked = Array.from({ length: 40 }, (_, index) =>
    policyFor(desk.deps, `9901010010${String(index).padStart(2, '0')}`),
  )
  await Promise.all([publish(6, 75_000), ...asked])
  expect(await inJuly(village)).toBe(75_000)
})
