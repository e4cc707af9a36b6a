import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PersonCommand } from '../../src/domain/person/commands.ts'
import { idFrom } from '../../src/log/event-id.ts'
import type { CommandCall } from '../../src/processes/call.ts'
import type { Deps } from '../../src/processes/deps.ts'
import { findPersonByIdNumber, loadPersons, personCommand } from '../../src/processes/persons.ts'
import { idNumberOf } from '../http/county.ts'
import { BIRTH, clerk, Died, dyingBefore, id, type Office, openOffice } from './cases/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

const identity = (order: number) => ({
  name: '李示例',
  idNumber: idNumberOf(BIRTH, order),
  sex: order % 2 === 1 ? ('MALE' as const) : ('FEMALE' as const),
  birthDate: BIRTH,
  address: null,
  area: '990101001001',
})

/** Sends one command on the record of this name; the same name sends the same command. */
const send = (
  type: 'RegisterPerson' | 'CorrectPerson',
  name: string,
  data: ReturnType<typeof identity>,
  by: { deps?: Deps; call?: CommandCall } = {},
) => {
  const call = by.call ?? { actor: clerk, commandId: idFrom(type, name) }
  const command: PersonCommand = { type, subject: id(name), newId: call.commandId, data }
  return personCommand(by.deps ?? office.deps, call, command)
}

const isRegistered = async (name: string): Promise<boolean> =>
  (await loadPersons(office.deps, [id(name)])).get(id(name))?.status === 'REGISTERED'

test('a registration that is refused claims no number, and another record may have it', async () => {
  const wrong = { ...identity(2), sex: 'MALE' as const }
  await expect(send('RegisterPerson', 'refused', wrong)).rejects.toMatchObject({ code: 'id-number-differs' })
  expect(await findPersonByIdNumber(office.deps, identity(2).idNumber)).toBeUndefined()
  await send('RegisterPerson', 'later', identity(2))
  expect(await findPersonByIdNumber(office.deps, identity(2).idNumber)).toBe(id('later'))
})

test('a registration by somebody without the role claims no number', async () => {
  const call = { actor: { ...clerk, roles: ['surveyor' as const] }, commandId: id('without the role') }
  await expect(send('RegisterPerson', 'not theirs', identity(3), { call })).rejects.toMatchObject({
    code: 'person-role-needed',
  })
  expect(await findPersonByIdNumber(office.deps, identity(3).idNumber)).toBeUndefined()
})

test('a registration that died after it had the number is finished by its repeat', async () => {
  const dying = send('RegisterPerson', 'interrupted', identity(4), { deps: dyingBefore(office.deps, 'person') })
  await expect(dying).rejects.toThrow(Died)
  expect(await findPersonByIdNumber(office.deps, identity(4).idNumber)).toBe(id('interrupted'))
  expect(await isRegistered('interrupted')).toBe(false)

  expect(await send('RegisterPerson', 'interrupted', identity(4))).toMatchObject({ version: 1, repeated: false })
  expect(await send('RegisterPerson', 'interrupted', identity(4))).toMatchObject({ version: 1, repeated: true })
  expect(await isRegistered('interrupted')).toBe(true)
})

test('a number whose registration died and is never sent again is not lost: the next registration takes its place', async () => {
  const dying = send('RegisterPerson', 'given up', identity(13), { deps: dyingBefore(office.deps, 'person') })
  await expect(dying).rejects.toThrow(Died)
  const instead = await send('RegisterPerson', 'next', identity(13))
  expect(instead).toMatchObject({ stream: `person-${id('given up')}`, version: 1, repeated: false })
  expect(await send('RegisterPerson', 'next', identity(13))).toEqual({ ...instead, repeated: true })
  expect(await isRegistered('given up')).toBe(true)
  expect(await isRegistered('next')).toBe(false)
  for (const name of ['given up', 'third'])
    await expect(send('RegisterPerson', name, identity(13))).rejects.toMatchObject({
      facts: { personId: id('given up') },
    })
})

test('a correction to a number that another record has is refused with whose it is', async () => {
  await send('RegisterPerson', 'has it', identity(5))
  await send('RegisterPerson', 'wants it', identity(7))
  await expect(send('CorrectPerson', 'wants it', identity(5))).rejects.toMatchObject({
    code: 'id-number-taken',
    facts: { personId: id('has it') },
  })
  const wanting = (await loadPersons(office.deps, [id('wants it')])).get(id('wants it'))
  expect(wanting).toMatchObject({ idNumber: identity(7).idNumber })
})

test('every number that is tried and belongs to somebody is written down once, also under one command', async () => {
  for (const order of [15, 17, 19]) await send('RegisterPerson', `number ${order}`, identity(order))
  for (const order of [15, 17, 15])
    await expect(send('CorrectPerson', 'number 19', identity(order))).rejects.toMatchObject({ code: 'id-number-taken' })
  const { events } = await office.deps.log.readAll({ types: ['IdNumberSearched'], limit: 100 })
  const found = events.map(({ payload }) => JSON.parse(payload).personId)
  for (const order of [15, 17]) expect(found.filter((one) => one === id(`number ${order}`))).toHaveLength(1)
})

test('a correction to a free number takes it and keeps the old one from everybody else', async () => {
  await send('RegisterPerson', 'corrected', identity(9))
  await send('CorrectPerson', 'corrected', identity(11))
  for (const order of [9, 11])
    expect(await findPersonByIdNumber(office.deps, identity(order).idNumber)).toBe(id('corrected'))
})
