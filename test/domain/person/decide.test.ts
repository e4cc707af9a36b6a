import { describe, expect, test } from 'vitest'
import { internalPersonCommands, personCommands } from '../../../src/domain/person/commands.ts'
import { idNumberDecider } from '../../../src/domain/person/decide.ts'
import type { PersonEvent } from '../../../src/domain/person/events.ts'
import { parseIdNumber } from '../../../src/domain/person/id-number.ts'
import { isDeadOn } from '../../../src/domain/person/state.ts'
import { clerk, given, INDEX, identity, PERSON, personOf, registered } from './given.ts'

const register = (over: object = {}) => ({ type: 'RegisterPerson' as const, data: { ...identity, ...over } })
const correct = (over: object = {}) => ({ type: 'CorrectPerson' as const, data: { ...identity, ...over } })

test('every example of a command passes its own schema, and its ID number is a right one', () => {
  for (const { data, example } of [...personCommands, ...internalPersonCommands])
    expect(data.safeParse(example).error).toBeUndefined()
  for (const { example } of personCommands)
    if ('idNumber' in example && example.idNumber) expect(parseIdNumber(example.idNumber).area).toBe('990101')
})

test('what processes send is not among what the outside may send', () => {
  const outside: readonly string[] = personCommands.map(({ type }) => type)
  expect(internalPersonCommands.filter(({ type }) => outside.includes(type))).toEqual([])
})

describe('the body of a registration', () => {
  const body = personCommands[0].data
  const passes = (over: object) => body.safeParse({ ...identity, ...over }).success

  test('takes names as people have them', () => {
    for (const name of ['李', '买买提·吐尔逊', '𠮷田', 'Anna Maria', '某'.repeat(50)])
      expect(passes({ name })).toBe(true)
  })

  test('refuses empty, endless and invisible names', () => {
    for (const name of [
      '',
      ' ',
      ' 李',
      '李 ',
      '李\n明',
      '李\u0000',
      '李\u202e明',
      '李\u200b',
      '\ud800',
      '某'.repeat(51),
    ])
      expect(passes({ name })).toBe(false)
  })

  test('writes the check character large', () => {
    expect(body.parse({ ...identity, idNumber: '11010519491231002x' }).idNumber).toBe('11010519491231002X')
  })

  test('wants a township or village, and nothing unknown', () => {
    expect(passes({ area: '990101' })).toBe(false)
    expect(passes({ area: '990101001' })).toBe(true)
    expect(passes({ nickname: '小李' })).toBe(false)
  })
})

describe('registering', () => {
  test('keeps the identity with the blind index of its number', () => {
    given().when(register()).emits(registered)
  })

  test('needs no ID number', () => {
    given()
      .when(register({ idNumber: null }), { idIndex: null })
      .emits({ type: 'PersonRegistered', data: { personId: PERSON, ...identity, idNumber: null, idIndex: null } })
  })

  test('is refused twice, and to those who may not', () => {
    given(registered).when(register()).refuses('person-exists')
    given()
      .when(register(), { actor: { ...clerk, roles: ['paymentPreparer', 'auditor'] } })
      .refuses('person-role-needed')
  })

  test('takes the newborn of today and the oldest there can be', () => {
    for (const birthDate of ['2023-03-06', '1892-03-07'])
      given()
        .when(register({ birthDate, idNumber: null }), { idIndex: null })
        .emits(expect.objectContaining({ type: 'PersonRegistered' }))
  })

  test('is possible for somebody registered elsewhere, who is a member here', () => {
    given()
      .when(register(), { actor: { ...clerk, area: '990102001' } })
      .emits(registered)
  })

  test('is refused where the identity contradicts itself', () => {
    given()
      .when(register({ birthDate: '2023-03-07' }))
      .refuses('birth-date-implausible')
    given()
      .when(register({ birthDate: '1892-03-06' }))
      .refuses('birth-date-implausible')
    given()
      .when(register({ idNumber: '99010119800101001X' }))
      .refuses('id-number-check-digit')
    given()
      .when(register({ birthDate: '1980-01-02' }))
      .refuses('id-number-differs', { fields: ['birthDate'] })
    given()
      .when(register({ sex: 'FEMALE' }))
      .refuses('id-number-differs', { fields: ['sex'] })
  })

  test('never puts the ID number into a refusal', () => {
    given()
      .when(register({ idNumber: '990101198001010015' }))
      .refuses('id-number-check-digit', {})
    expect(() => parseIdNumber('990101198001010015')).toThrow(expect.objectContaining({ facts: {} }))
  })

  test('with a number but no index is a fault of the caller, not a refusal', () => {
    expect(() => given().when(register(), { idIndex: null }).emits()).toThrow('blind index')
  })
})

describe('correcting', () => {
  test('names the event it replaces, correction after correction', () => {
    const corrected = {
      type: 'PersonCorrected' as const,
      data: { ...registered.data, ...identity, idIndex: INDEX, address: '示例村2组' },
    }
    given(registered)
      .when(correct({ address: '示例村2组' }))
      .emits({ ...corrected, corrects: 'event-0' })
    given(registered, corrected as never)
      .when(correct())
      .emits(expect.objectContaining({ type: 'PersonCorrected', corrects: 'event-1' }))
  })

  test('is for the area where the person is registered, or where a live case of theirs lies', () => {
    const elsewhere = { ...clerk, area: '990101002' }
    given(registered)
      .when(correct(), { actor: elsewhere, caseAreas: ['990101002001'] })
      .emits(expect.objectContaining({ type: 'PersonCorrected' }))
    given(registered)
      .when(correct(), { actor: elsewhere, caseAreas: ['990102001001'] })
      .refuses('person-outside-area')
    given(registered)
      .when(correct(), { actor: { ...clerk, area: '990101002' } })
      .refuses('person-outside-area')
    given(registered)
      .when(correct(), { actor: { ...clerk, area: '990101' } })
      .emits(expect.objectContaining({ type: 'PersonCorrected' }))
    given().when(correct()).refuses('unknown-person')
  })
})

describe('the payee account', () => {
  const account = { bank: '示例农村商业银行', account: '6200000000000000001', accountHolder: '李示例' }

  test('is registered by those who do not pay', () => {
    const command = { type: 'RegisterPayeeAccount' as const, data: account }
    given(registered)
      .when(command)
      .emits({ type: 'PayeeAccountRegistered', data: { personId: PERSON, ...account } })
    for (const role of ['paymentPreparer', 'paymentReviewer', 'paymentApprover'] as const)
      given(registered)
        .when(command, { actor: { ...clerk, roles: [role] } })
        .refuses('person-role-needed')
  })

  test('that is registered already is no change, unless money has come back from it', () => {
    const command = (data: typeof account) => ({ type: 'RegisterPayeeAccount' as const, data })
    const known: PersonEvent = { type: 'PayeeAccountRegistered', data: { personId: PERSON, ...account } }
    const another = { ...account, account: '6200000000000000002' }
    given(registered, known).when(command(account)).emits()
    given(registered, known).when(command(account), { moneyCameBack: true }).emits(known)
    for (const other of [another, { ...account, bank: '另一银行' }, { ...account, accountHolder: '李示例二' }])
      given(registered, known)
        .when(command(other))
        .emits({ type: 'PayeeAccountRegistered', data: { personId: PERSON, ...other } })
    given(registered, known, { type: 'PayeeAccountRegistered', data: { personId: PERSON, ...another } })
      .when(command(account))
      .emits(known)
  })

  test('has 8 to 32 digits', () => {
    const { data } = personCommands.find(({ type }) => type === 'RegisterPayeeAccount')!
    const passes = (number: string) => data.safeParse({ ...account, account: number }).success
    expect(['12345678', '1'.repeat(32)].every(passes)).toBe(true)
    expect(['1234567', '1'.repeat(33), '6200-0000', '１２３４５６７８', ''].some(passes)).toBe(false)
  })
})

describe('disability', () => {
  const record = (certifiedOn: string) => ({
    type: 'RecordDisability' as const,
    data: { disability: { kind: 'PHYSICAL', grade: 2 }, certifiedOn },
  })

  test('is recorded as certified', () => {
    given(registered)
      .when(record('2022-06-01'))
      .emits({ type: 'DisabilityRecorded', data: { personId: PERSON, ...record('2022-06-01').data } })
  })

  test('is not certified tomorrow, nor before birth', () => {
    for (const day of ['2023-03-06', '1980-01-01'])
      given(registered)
        .when(record(day))
        .emits(expect.objectContaining({ type: 'DisabilityRecorded' }))
    given(registered).when(record('2023-03-07')).refuses('certificate-date')
    given(registered).when(record('1979-12-31')).refuses('certificate-date')
  })
})

describe('a death', () => {
  const record = (diedOn: string) => ({ type: 'RecordDeath' as const, data: { diedOn, source: '殡葬信息' } })
  const died = { type: 'DeathRecorded' as const, data: { personId: PERSON, diedOn: '2023-03-01', source: '殡葬信息' } }
  const annul = { type: 'AnnulDeath' as const, data: { reason: '同名误登' } }

  test('concerns the day of the death', () => {
    given(registered)
      .when(record('2023-03-01'))
      .emits({ ...died, on: '2023-03-01' })
    expect(isDeadOn(personOf(registered, died), '2023-02-28')).toBe(false)
    expect(isDeadOn(personOf(registered, died), '2023-03-01')).toBe(true)
  })

  test('lies neither in the future nor before birth, and comes once', () => {
    for (const day of ['2023-03-06', '1980-01-01'])
      given(registered)
        .when(record(day))
        .emits(expect.objectContaining({ type: 'DeathRecorded', on: day }))
    given(registered).when(record('2023-03-07')).refuses('death-in-future')
    given(registered).when(record('1979-12-31')).refuses('death-before-birth')
    given(registered, died).when(record('2023-03-02')).refuses('death-recorded')
  })

  test('recorded in error is annulled by name, and may be recorded again', () => {
    const annulled = { type: 'DeathAnnulled' as const, data: { personId: PERSON, reason: '同名误登' } }
    given(registered, died)
      .when(annul)
      .emits({ ...annulled, annuls: 'event-1' })
    given(registered).when(annul).refuses('no-death-recorded')
    given(registered, died, annulled)
      .when(record('2023-03-02'))
      .emits(expect.objectContaining({ type: 'DeathRecorded' }))
    expect(isDeadOn(personOf(registered, died, annulled), '2023-03-06')).toBe(false)
  })
})

test('an erased person can still be corrected and die', () => {
  const erased = {
    type: 'PersonRegistered',
    data: { ...registered.data, birthDate: 'erased', name: 'erased' },
  } as never
  given(erased)
    .when({ type: 'RecordDeath', data: { diedOn: '2023-03-01', source: '殡葬信息' } })
    .emits(expect.objectContaining({ type: 'DeathRecorded' }))
})

describe('an ID number', () => {
  const claim = (personId: string, owner: string | null) => () =>
    idNumberDecider.decide({ type: 'ClaimIdNumber', personId }, owner, null)

  test('belongs to the first person record that claims it', () => {
    expect(claim(PERSON, null)()).toEqual([{ type: 'IdNumberClaimed', data: { personId: PERSON } }])
    expect(claim(PERSON, PERSON)()).toEqual([])
    expect(claim('another', PERSON)).toThrow(
      expect.objectContaining({ code: 'id-number-taken', facts: { personId: PERSON } }),
    )
  })

  test('is folded to its owner', () => {
    const fact = { type: 'IdNumberClaimed' as const, data: { personId: PERSON } }
    expect(idNumberDecider.evolve(null, fact, { id: 'e', version: 1, position: 1n, actor: 'x' })).toBe(PERSON)
  })
})
