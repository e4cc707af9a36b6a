import { describe, test } from 'vitest'
import { caseDecider } from '../../../src/domain/case/decide.ts'
import type { MemberInput } from '../../../src/domain/scheme/household.ts'
import { given } from '../../given.ts'
import { parameter } from '../policy/published.ts'
import {
  application,
  child,
  command,
  father,
  grandmother,
  member,
  mother,
  on,
  person,
  personsWith,
  policyWith,
} from './household.ts'
import { after, li, told } from './story.ts'

const register = (...members: MemberInput[]) => command('RegisterIntake', application({ members }))
const at = on('2023-03-06')
const bornIn = (year: number, relation: MemberInput['relation']) =>
  member(grandmother, { relation, birthDate: `${year}-12-01` })
const known = (year: number) => ({ persons: personsWith(person(grandmother, { birthDate: `${year}-12-01` })) })

describe('2021-57 Art.4: one of the members is the applicant', () => {
  test('and nobody else', () => {
    after()
      .when(register(member(father), member(mother, { relation: 'SELF' })), at)
      .refuses('self-not-applicant', { applicant: father, selves: [father, mother] })
    after()
      .when(register(member(father, { relation: 'OTHER' }), member(mother)), at)
      .refuses('self-not-applicant', { selves: [] })
    after()
      .when(register(member(father, { relation: 'OTHER' }), member(mother, { relation: 'SELF' })), at)
      .refuses('self-not-applicant', { selves: [mother] })
  })

  test('nor does a second one join later', () => {
    const baby = member(child, { relation: 'SELF' })
    after(...li.confirmed)
      .when(command('AddMember', { member: baby, joinedOn: '2023-06-18' }), on('2023-06-20'))
      .refuses('self-not-applicant', { selves: [father, child] })
  })
})

describe('births', () => {
  // The father was born on 1980-02-11.
  test.each(['PARENT', 'GRANDPARENT'] as const)('put a %s before the applicant', (relation) => {
    after()
      .when(register(member(father), bornIn(1981, relation)), on('2023-03-06', undefined, known(1981)))
      .refuses('relation-against-births', { personId: grandmother, relation })
    after()
      .when(register(member(father), bornIn(1949, relation)), at)
      .emits({ type: 'IntakeRegistered' })
  })

  test.each(['CHILD', 'GRANDCHILD'] as const)('put a %s after the applicant', (relation) => {
    after()
      .when(register(member(father), bornIn(1949, relation)), at)
      .refuses('relation-against-births', { personId: grandmother, relation })
    const joining = { member: member(child, { relation }), joinedOn: '2023-06-18' }
    after(...li.confirmed)
      .when(command('AddMember', joining), on('2023-06-20'))
      .emits({ type: 'EntitlementStarted' }, { type: 'MemberJoined' }, { type: 'ReviewOpened' })
  })

  test('of one day are those of neither parent and child', () => {
    const sameDay = { birthDate: '1980-02-11' }
    const beside = { persons: personsWith(person(grandmother, sameDay)) }
    for (const relation of ['PARENT', 'CHILD'] as const)
      after()
        .when(
          register(member(father), member(grandmother, { relation, ...sameDay })),
          on('2023-03-06', undefined, beside),
        )
        .refuses('relation-against-births', { personId: grandmother, relation })
  })

  test('say nothing of siblings and others', () => {
    for (const relation of ['SIBLING', 'OTHER'] as const)
      after()
        .when(register(member(father), bornIn(1949, relation)), at)
        .emits({ type: 'IntakeRegistered' })
  })
})

test('whoever is in already, as an old roll had them, keeps nobody out', () => {
  const members = [member(father), ...[mother, grandmother].map((id) => member(id, { relation: 'SPOUSE' }))]
  const joining = { member: member(child, { relation: 'CHILD' }), joinedOn: '2023-06-18' }
  const past = told(li.confirmed).map((one) =>
    'event' in one && one.event.type === 'IntakeRegistered'
      ? { ...one, event: { ...one.event, data: { ...one.event.data, members } } }
      : one,
  )
  given(caseDecider, ...past)
    .when(command('AddMember', joining), on('2023-06-20'))
    .emits({ type: 'EntitlementStarted' }, { type: 'MemberJoined' }, { type: 'ReviewOpened' })
})

describe('民法典 Art.1047: husband and wife', () => {
  const wife = (birthDate: string) => member(mother, { relation: 'SPOUSE', birthDate })
  const born = (birthDate: string, sex: 'MALE' | 'FEMALE' = 'FEMALE') => ({
    persons: personsWith(person(father, { sex: 'MALE' }), person(mother, { birthDate, sex })),
  })

  test('are of the age of marriage, by sex', () => {
    after()
      .when(register(member(father), wife('2003-03-06')), on('2023-03-06', undefined, born('2003-03-06')))
      .emits({ type: 'IntakeRegistered' })
    after()
      .when(register(member(father), wife('2003-03-07')), on('2023-03-06', undefined, born('2003-03-07')))
      .refuses('married-under-age', { personId: mother, age: 20, clause: '民法典 Art.1047' })
    const husband = born('2002-01-01', 'MALE')
    after()
      .when(register(member(father), wife('2002-01-01')), on('2023-03-06', undefined, husband))
      .refuses('married-under-age', { personId: mother, age: 22 })
  })

  test('both of them, also the one who applies', () => {
    const young = { birthDate: '2002-01-01' }
    const persons = personsWith(person(father, { sex: 'MALE', ...young }), person(mother, { birthDate: '1982-07-30' }))
    after()
      .when(register(member(father, young), wife('1982-07-30')), on('2023-03-06', undefined, { persons }))
      .refuses('married-under-age', { personId: father, age: 22 })
  })

  test('may be younger where an autonomous area has said so', () => {
    const policy = policyWith(parameter('marriageAgeOfWomen', '18', { effectiveFrom: '2021-01-01' }))
    after()
      .when(
        register(member(father), wife('2004-03-06')),
        on('2023-03-06', undefined, { ...born('2004-03-06'), policy }),
      )
      .emits({ type: 'IntakeRegistered' })
  })

  test('are two', () => {
    const members = [member(father), wife('1982-07-30'), member(grandmother, { relation: 'SPOUSE' })]
    after()
      .when(register(...members), at)
      .refuses('spouse-twice', { personId: grandmother })
  })
})
