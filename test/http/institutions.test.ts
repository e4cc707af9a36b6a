import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { institutionCommand } from '../../src/processes/institutions/institution-command.ts'
import { COUNTY, type County, openCounty, staff, TOWNSHIP } from './county.ts'

let county: County
beforeAll(async () => {
  county = await openCounty()
  await county.done('clerk', '/v1/demonstration/advance', { to: '2026-09-15' })
})
afterAll(() => county.close())

const home = (over: object = {}) => ({
  name: '示例镇中心敬老院',
  kind: 'SUPPORT_HOME',
  beds: 2,
  creditCode: null,
  area: TOWNSHIP,
  ...over,
})
const document = { number: '示民函〔2023〕7号', title: '关于撤销敬老院的批复', issuer: '示例县民政局' }

describe('an institution', () => {
  test('is registered, given an account that is read starred, changed and closed', async () => {
    const { id } = await county.done('clerk', '/v1/institutions', home())
    const url = `/v1/institutions/${id}`
    await county.done('clerk', `${url}/register-institution-account`, {
      bank: '示例农村商业银行',
      account: '8200000000001234',
      accountHolder: home().name,
    })
    await county.done('clerk', `${url}/change`, { name: '示例镇敬老院', kind: 'SUPPORT_HOME', beds: 4 })
    const read = await county.seen('clerk', url)
    expect(read.json()).toMatchObject({
      name: '示例镇敬老院',
      beds: 4,
      residents: 0,
      freeBeds: 4,
      account: '************1234',
      closedOn: null,
      move: null,
    })
    expect((await county.post('clerk', `${url}/close`, { document })).json()).toMatchObject({
      status: 403,
      code: 'institution-role-needed',
    })
    await county.done('confirmer', `${url}/close`, { document })
    expect((await county.seen('clerk', url)).json().closedOn).not.toBeNull()
  })

  test('with a credit code is registered once, whoever sends it', async () => {
    const coded = home({ name: '示例县福利院', creditCode: '12990101MB00000016' })
    const { id } = await county.done('clerk', '/v1/institutions', coded)
    const again = await county.post('confirmer', '/v1/institutions', coded)
    expect(again.json()).toMatchObject({ status: 409, code: 'institution-exists', facts: { institutionId: id } })
    const wrong = await county.post('clerk', '/v1/institutions', { ...coded, creditCode: '12990101MB00000017' })
    expect(wrong.json()).toMatchObject({ status: 400, code: 'credit-code-check', clause: 'GB 32100' })
  })

  test('of another township is not found', async () => {
    const { id } = await county.done('clerk', '/v1/institutions', home())
    expect((await county.seen('neighbour', `/v1/institutions/${id}`)).statusCode).toBe(404)
    const change = { name: '示例镇敬老院', kind: 'SUPPORT_HOME', beds: 4 }
    expect((await county.post('neighbour', `/v1/institutions/${id}/change`, change)).statusCode).toBe(404)
    const listed = (await county.seen('neighbour', '/v1/institutions')).json().items
    expect(listed).toEqual([])
  })
})

test('residents are counted and named as of any day, and as it was known then', async () => {
  const { id } = await county.done('clerk', '/v1/institutions', home())
  const { id: personId } = await county.registerPerson('钱示例', 51)
  const resident = { caseId: personId, personId, moveId: null }
  const call = (order: number) => ({ actor: staff.confirmer, commandId: `${personId.slice(0, -1)}${order}` })
  const on = { subject: id, newId: id }
  await institutionCommand(county.deps, call(1), {
    ...on,
    type: 'AdmitResident',
    data: { ...resident, fromDay: '2023-04-01' },
  })
  const left = await institutionCommand(county.deps, call(2), {
    ...on,
    type: 'DischargeResident',
    data: { ...resident, lastDay: '2023-09-30', reason: 'LEFT' },
  })
  const residentsOn = async (query: string) =>
    (await county.seen('clerk', `/v1/institutions/${id}/residents?${query}`)).json().items
  expect(await residentsOn('on=2023-03-31')).toEqual([])
  expect(await residentsOn('on=2023-09-30')).toEqual([
    expect.objectContaining({ personId, name: '钱**', lastDay: '2023-09-30', reason: 'LEFT' }),
  ])
  expect(await residentsOn('on=2023-10-01')).toEqual([])
  expect(await residentsOn(`on=2023-10-01&asOf=${left.position - 1n}`)).toHaveLength(1)
  const inJune = (await county.seen('clerk', `/v1/institutions?area=${COUNTY}`)).statusCode
  expect(inJune).toBe(403)
  const list = (await county.seen('confirmer', '/v1/institutions?on=2023-06-01')).json().items
  expect(list).toContainEqual(expect.objectContaining({ institutionId: id, residents: 1, freeBeds: 1 }))
})
