import { describe, expect, test } from 'vitest'
import { caseDecider } from '../../../src/domain/case/decide.ts'
import { fileOf } from '../../../src/domain/case/state.ts'
import { given } from '../../given.ts'
import {
  actor,
  caseId,
  child,
  clerk,
  command,
  confirmer,
  father,
  grandmother,
  li as household,
  member,
  mother,
  on,
  person,
  personsWith,
  stranger,
} from './household.ts'
import { type Act, after, li, told } from './story.ts'

const importer = actor('importer', '990101', 'administrator')
const takeOver = (over: object = {}) =>
  command('TakeOverEntitlement', {
    scheme: 'subsistenceAllowance',
    area: '990101001001',
    areaKind: 'RURAL',
    filing: 'HOUSEHOLD',
    holder: father,
    particulars: null,
    payee: { kind: 'HOLDER' },
    members: household,
    facts: { mode: 'GAP', members: 3, countableIncomeFen: 90_000 },
    amountFen: 81_000,
    fromMonth: '2023-01',
    povertyRegister: true,
    closeRelative: false,
    oldDecisionNumber: '旧1号',
    oldDecisionOn: '2021-04-07',
    reviewDue: '2023-06-30',
    source: { sha256: 'a'.repeat(64), row: 7 },
    ...over,
  })
const nothing = given(caseDecider)
const today = on('2023-01-10', importer)

describe('the kinship of a roll', () => {
  const born = (relation: 'CHILD' | 'PARENT', birthDate: string) => member(grandmother, { relation, birthDate })
  const asked = (...members: readonly ReturnType<typeof member>[]) =>
    nothing.when(takeOver({ members, facts: { mode: 'GAP', members: members.length, countableIncomeFen: 0 } }), today)

  test('is judged as that of an application', () => {
    asked(member(father), born('CHILD', '1949-12-01')).refuses('relation-against-births', { personId: grandmother })
    asked(member(father), member(mother, { relation: 'SELF' })).refuses('self-not-applicant')
    asked(member(father, { relation: 'OTHER' })).refuses('self-not-applicant', { applicant: father, selves: [] })
    asked(member(father), ...[mother, grandmother].map((personId) => member(personId, { relation: 'SPOUSE' }))).refuses(
      'spouse-twice',
    )
  })

  test('is told of the applicant, also where somebody else is paid: so is that of who joins later', () => {
    const paid = takeOver({ holder: mother })
    const baby = { member: member(child, { relation: 'CHILD' }), joinedOn: '2023-06-18' }
    nothing.when(paid, today).leaves((state) => expect(fileOf(state)?.applicant).toBe(father))
    given(caseDecider, ...told([[paid, today]]))
      .when(command('AddMember', baby), on('2023-06-20'))
      .emits({ type: 'MemberJoined' }, { type: 'ReviewOpened' })
  })
})

describe('a household of the existing roll', () => {
  test('is taken over as it stands, with its old decision and its first review', () => {
    nothing
      .when(takeOver(), today)
      .emits({
        type: 'EntitlementTakenOver',
        data: {
          oldDecisionNumber: '旧1号',
          entitlement: { fromMonth: '2023-01', amountFen: 81_000, members: [father, mother, grandmother] },
          reviewDue: '2023-06-30',
          source: { row: 7 },
        },
      })
      .leaves((state) => {
        if (state.status !== 'ENTITLED') throw new Error(state.status)
        expect(state.periods.map(({ from, decisionNumber }) => [from, decisionNumber])).toEqual([['2023-01', '旧1号']])
      })
  })

  test('is not taken over above the standard, with other members than counted, with a stranger as holder, or in advance', () => {
    nothing.when(takeOver({ amountFen: 171_001 }), today).refuses('taken-over-amount', { limit: 171_000 })
    nothing.when(takeOver({ holder: stranger }), today).refuses('not-a-member')
    nothing
      .when(takeOver({ facts: { mode: 'GAP', members: 2, countableIncomeFen: 0 } }), today)
      .refuses('taken-over-members', { facts: 2, listed: 3 })
    nothing.when(takeOver({ oldDecisionOn: '2023-01-11' }), today).refuses('future-day')
    nothing.when(takeOver({ fromMonth: '2019-01' }), today).refuses('no-standard')
    nothing.when(takeOver(), on('2023-01-10', importer, { claimsHeld: [] })).refuses('claim-missing')
    nothing.when(takeOver(), on('2023-01-10', clerk)).refuses('not-your-duty')
  })

  test('is assessed by its first review like any other', () => {
    const taken: Act = [takeOver(), today]
    const reviewed: Act = [command('OpenReview', { cause: 'CADENCE' }), on('2023-06-01')]
    after(taken, reviewed)
      .when(
        command('DecideIncrease', { decisionNumber: '变1号', amountFen: 171_000, reasons: '收入减少' }),
        on('2023-06-02', confirmer),
      )
      .refuses('assessment-missing')
    after(taken)
      .when(command('OpenReview', { cause: 'CADENCE' }), on('2023-06-01'))
      .emits({ type: 'ReviewOpened' })
  })
})

describe('a claim that no case came to use', () => {
  const abandon = (personId: string) => command('AbandonClaim', { personId })
  const claim = (released: { lastMonth: null } | null) => ({
    scheme: 'subsistenceAllowance',
    caseId,
    fromMonth: '2023-04',
    toMonth: null,
    released,
  })
  /** What is known once the mother's claims stand like this. */
  const claimed = (...claims: ReturnType<typeof claim>[]) => ({ persons: personsWith(person(mother, { claims })) })
  const fence: Act = [abandon(mother), on('2023-03-06', clerk, claimed(claim(null)))]
  const accept = command('AcceptApplication', {})

  test('is fenced off, by its number, on a case that is not yet accepted or not even there', () => {
    nothing.when(...fence).emits({ type: 'ClaimAbandoned', data: { personId: mother, claimNumber: 1 } })
    after(...li.registered)
      .when(...fence)
      .emits({ type: 'ClaimAbandoned', data: { personId: mother, claimNumber: 1 } })
  })

  test('carries no acceptance any more, also when the application is registered afterwards', () => {
    const stillHeld = on('2023-03-06', clerk, claimed(claim(null)))
    after(...li.complete, fence)
      .when(accept, stillHeld)
      .refuses('claim-abandoned', { personIds: [mother] })
    after(fence, ...li.complete)
      .when(accept, stillHeld)
      .refuses('claim-abandoned')
  })

  test('is out of the way once released: the next claim carries the case', () => {
    const released = claim({ lastMonth: null })
    after(...li.complete, fence)
      .when(accept, on('2023-03-06', clerk, claimed(released)))
      .emits({ type: 'ApplicationAccepted' })
    after(...li.complete, fence)
      .when(accept, on('2023-03-06', clerk, claimed(released, claim(null))))
      .emits({ type: 'ApplicationAccepted' })
    const second = on('2023-03-06', clerk, claimed(released, claim(null)))
    after(...li.complete, [abandon(mother), second])
      .when(accept, second)
      .refuses('claim-abandoned', { personIds: [mother] })
  })

  test('is not given up while its person is a member of the accepted case', () => {
    after(...li.accepted)
      .when(abandon(mother), on('2023-03-07'))
      .refuses('claim-in-use')
    after(...li.accepted)
      .when(abandon(stranger), on('2023-03-07'))
      .emits({ type: 'ClaimAbandoned' })
  })
})

describe('what time alone makes true', () => {
  const due = command('RecordDueFacts', {})

  test('is written down once', () => {
    after(...li.noticed)
      .when(due, on('2023-03-27'))
      .emits()
    after(...li.noticed)
      .when(due, on('2023-03-28'))
      .emits({ type: 'NoticeExpired' })
    after(...li.noticed, [due, on('2023-03-28')])
      .when(due, on('2023-03-29'))
      .emits()
    after(...li.confirmed)
      .when(due, on('2023-05-01'))
      .emits({ type: 'EntitlementStarted', data: { fromMonth: '2023-05' }, on: '2023-05-01' })
    after(...li.confirmed)
      .when(due, on('2023-04-30'))
      .emits()
  })
})
