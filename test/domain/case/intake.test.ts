import { describe, expect, test } from 'vitest'
import { caseDecider } from '../../../src/domain/case/decide.ts'
import { AssessmentInput } from '../../../src/domain/scheme/household.ts'
import { given } from '../../given.ts'
import {
  application,
  assessed,
  child,
  command,
  father,
  grandmother,
  li as household,
  member,
  mother,
  on,
  person,
  personsWith,
  stranger,
  surveyor,
  wages,
} from './household.ts'
import { type Act, after, li, stateOf } from './story.ts'

const nothing = given(caseDecider)
const lead = {
  scheme: 'subsistenceAllowance',
  area: '990101001001',
  source: 'HOTLINE',
  personId: father,
  note: '来电',
} as const
const reported: Act = [command('ReportLead', lead), on('2023-03-01')]
const verified: Act = [command('VerifyLead', { inNeed: true, note: '属实' }), on('2023-03-02')]
const { scheme: _scheme, ...fromLead } = application()

test('a proxy is somebody else, alive and of full age', () => {
  const filed = (personId: string, over: object = {}) =>
    nothing.when(
      command('RegisterIntake', { ...application(), proxy: { personId, kind: 'FAMILY' } }),
      on('2023-03-06', undefined, over),
    )
  filed(mother).emits({ type: 'IntakeRegistered' })
  filed(father).refuses('proxy-is-applicant', { personId: father })
  filed(stranger, { persons: personsWith(person(stranger, { birthDate: '2005-03-07' })) }).refuses('proxy-minor')
  filed(stranger, {
    persons: personsWith(person(stranger, { birthDate: '1990-01-01', diedOn: '2023-01-01' })),
  }).refuses('person-deceased')
})

test('an income that no household has is a slip of the pen', () => {
  const { declared } = application()
  const told = (monthlyFen: number) =>
    AssessmentInput.safeParse({ ...declared, incomes: [{ ...wages(1), monthlyFen }] })
  expect(told(100_000_000_000).success).toBe(true)
  expect(told(100_000_000_001).success).toBe(false)
})

describe('a lead', () => {
  test('is reported', () => {
    nothing.when(...reported).emits({ type: 'LeadReported', data: { personId: father, reportedOn: '2023-03-01' } })
  })

  test('is not taken for a scheme that does not exist, nor for somebody whom nobody has registered', () => {
    nothing.when(command('ReportLead', { ...lead, scheme: 'noSuchScheme' }), on('2023-03-01')).refuses('unknown-scheme')
    nothing
      .when(reported[0], on('2023-03-01', undefined, { persons: new Map() }))
      .refuses('unknown-person', { personId: father })
  })

  test('that is well founded opens an application with its person', () => {
    after(reported, verified)
      .when(command('OpenApplicationFromLead', fromLead), on('2023-03-06'))
      .emits({ type: 'ApplicationOpenedFromLead', data: { scheme: 'subsistenceAllowance', filedOn: '2023-03-06' } })
  })

  test('opens nothing before it is verified, and nothing for another household', () => {
    const open = command('OpenApplicationFromLead', fromLead)
    after(reported).when(open, on('2023-03-06')).refuses('lead-not-verified')
    const other: Act = [command('ReportLead', { ...lead, personId: stranger }), on('2023-03-01')]
    after(other, verified).when(open, on('2023-03-06')).refuses('lead-person-missing')
  })

  test('that is unfounded ends the procedure', () => {
    after(reported)
      .when(command('VerifyLead', { inNeed: false, note: '不属实' }), on('2023-03-02'))
      .emits({ type: 'LeadVerified' }, { type: 'ProcedureDiscontinued', data: { ground: 'LEAD_DISMISSED' } })
      .leaves(({ status }) => expect(status).toBe('DISCONTINUED'))
  })
})

describe('an application', () => {
  const register = (over: Parameters<typeof application>[0]) => command('RegisterIntake', application(over))

  test('is registered with the day it came in', () => {
    nothing
      .when(register({}), on('2023-03-06'))
      .emits({ type: 'IntakeRegistered', data: { filedOn: '2023-03-06', members: household } })
  })

  test('entered late says when it came in and why it is late', () => {
    nothing
      .when(
        command('RegisterIntake', { ...application(), on: '2023-03-04', lateReason: 'PAPER_FIRST' }),
        on('2023-03-06'),
      )
      .emits({
        type: 'IntakeRegistered',
        data: { filedOn: '2023-03-04' },
        on: '2023-03-04',
        reason: 'PAPER_FIRST',
      })
    nothing
      .when(command('RegisterIntake', { ...application(), on: '2023-03-04' }), on('2023-03-06'))
      .refuses('late-without-reason')
    nothing
      .when(command('RegisterIntake', { ...application(), on: '2023-03-07', lateReason: 'OTHER' }), on('2023-03-06'))
      .refuses('future-day')
  })

  test('lists nobody twice, no stranger in the income, no dead, and nobody under a wrong birth date', () => {
    nothing.when(register({ members: [...household, member(father)] }), on('2023-03-06')).refuses('member-twice')
    nothing
      .when(register({ declared: assessed([wages(1, stranger)]) }), on('2023-03-06'))
      .refuses('not-a-member', { personId: stranger })
    const dead = { persons: personsWith(person(mother, { diedOn: '2023-01-02' })) }
    nothing.when(register({}), on('2023-03-06', undefined, dead)).refuses('person-deceased')
    const born = [member(father, { birthDate: '1981-01-01' }), member(mother), member(grandmother)]
    nothing.when(register({ members: born }), on('2023-03-06')).refuses('member-days')
  })

  test('is filed for somebody alone only where the scheme allows it', () => {
    const alone = (over: Parameters<typeof member>[1], ground: Parameters<typeof register>[0] = {}) =>
      register({ filing: 'SINGLE', members: [member(father, over)], declared: assessed([]), ...ground })
    const ill = { seriousIllness: true }
    const of = { singleGround: { ground: 'MARGINAL_HOUSEHOLD' as const } }
    nothing.when(alone(ill), on('2023-03-06')).refuses('single-filing-groundless')
    nothing.when(alone(ill, of), on('2023-03-06')).refuses('single-filing-not-marginal', { clause: '2021-57 Art.8' })
    const status = {
      scheme: 'marginalHousehold',
      caseId: stranger,
      fromMonth: '2023-01',
      toMonth: null,
      released: null,
    }
    const marginal = { persons: personsWith(person(father, { claims: [status] })) }
    nothing.when(alone({}, of), on('2023-03-06', undefined, marginal)).refuses('single-filing-not-open')
    const stated = { personId: father, stated: { ground: 'MARGINAL_HOUSEHOLD' as const } }
    nothing
      .when(alone(ill, of), on('2023-03-06', undefined, marginal))
      .emits({ type: 'IntakeRegistered', data: { filing: 'SINGLE', singleGround: stated } })
    nothing.when(register({ ...of }), on('2023-03-06')).refuses('single-ground-of-household')
  })

  test('is for one person whichever way it is filed where the scheme is of persons, and rests on no ground', () => {
    const aged = { scheme: 'agedAllowance', members: [member(father)], declared: assessed([]) }
    for (const filing of ['HOUSEHOLD', 'SINGLE'] as const)
      nothing
        .when(register({ ...aged, filing }), on('2023-03-06'))
        .emits({ type: 'IntakeRegistered', data: { filing } })
    const singleGround = { ground: 'CLERGY' as const, proof: '示例证明1号' }
    nothing
      .when(register({ ...aged, filing: 'SINGLE', singleGround }), on('2023-03-06'))
      .refuses('single-ground-of-household')
  })
})

describe('before acceptance', () => {
  const accept = command('AcceptApplication', {})

  test('a complete file is accepted: ruleset, register of relatives, claims, clocks', () => {
    after(...li.complete)
      .when(accept, on('2023-03-06'))
      .emits({
        type: 'ApplicationAccepted',
        data: {
          acceptedOn: '2023-03-06',
          ruleset: '2021-57',
          closeRelative: false,
          claimed: [father, mother, grandmother],
          deadlines: [
            { clock: 'SURVEY_START', due: '2023-03-09', provisional: false, clause: '2021-57 Art.15' },
            { clock: 'WHOLE_CASE', due: '2023-04-18', provisional: false, clause: '2021-57 Art.22' },
          ],
        },
      })
  })

  test('a year without a published calendar gives a provisional limit, never a refusal', () => {
    const policy = { ...on('2023-03-06').policy, holidayYears: [] }
    after(...li.complete)
      .when(accept, on('2023-03-06', undefined, { policy }))
      .leaves((state) => {
        if (state.status !== 'ACCEPTED') throw new Error(state.status)
        expect(state.file.deadlines.map(({ provisional }) => provisional)).toEqual([true, true])
      })
  })

  test('a relative of staff puts the case on the separate register', () => {
    const relatives = [{ personId: mother, relation: '姐妹', officialRole: '村委会委员' }]
    after(...li.complete, [command('DeclareCloseRelatives', { relatives }), on('2023-03-06')])
      .when(accept, on('2023-03-06'))
      .emits({ type: 'ApplicationAccepted', data: { closeRelative: true } })
    after(...li.registered)
      .when(
        command('DeclareCloseRelatives', { relatives: [{ ...relatives[0]!, personId: stranger }] }),
        on('2023-03-06'),
      )
      .refuses('not-a-member')
  })

  test('nothing is accepted while a signature, an answer, a commitment or a claim is missing', () => {
    after(...li.registered)
      .when(accept, on('2023-03-06'))
      .refuses('authorization-missing', {
        personIds: [father, mother, grandmother],
      })
    after(...li.complete.slice(0, -1))
      .when(accept, on('2023-03-06'))
      .refuses('close-relatives-not-asked')
    const unsigned: Act = [command('RegisterIntake', application({ commitmentSignedOn: null })), on('2023-03-06')]
    after(unsigned, ...li.complete.slice(1))
      .when(accept, on('2023-03-06'))
      .refuses('commitment-missing')
    after(...li.complete)
      .when(accept, on('2023-03-06', undefined, { claimsHeld: [father, mother] }))
      .refuses('claim-missing', { personIds: [grandmother] })
  })

  test('an authorization that has run out is none', () => {
    after(...li.complete)
      .when(accept, on('2027-01-04'))
      .refuses('authorization-missing', { day: '2027-01-04' })
  })

  test('minors sign nothing', () => {
    const withChild = application({ members: [...household, member(child, { birthDate: '2010-01-01' })] })
    const persons = personsWith(person(child, { birthDate: '2010-01-01' }))
    after([command('RegisterIntake', withChild), on('2023-03-06', undefined, { persons })], ...li.complete.slice(1))
      .when(accept, on('2023-03-06'))
      .emits({ type: 'ApplicationAccepted', data: { claimed: [father, mother, grandmother, child] } })
  })

  test('an authorization names a member, is signed, and ends after that', () => {
    const authorize = (personId: string, signedOn: string, validTo: string) =>
      command('RecordAuthorization', { personId, signedOn, validTo })
    const at = on('2023-03-06')
    after(...li.registered)
      .when(authorize(father, '2023-03-06', '2024-03-05'), at)
      .emits({ type: 'AuthorizationRecorded' })
    after(...li.registered)
      .when(authorize(stranger, '2023-03-06', '2024-03-05'), at)
      .refuses('not-a-member')
    after(...li.registered)
      .when(authorize(father, '2023-03-07', '2024-03-05'), at)
      .refuses('future-day')
    after(...li.registered)
      .when(authorize(father, '2023-03-06', '2023-03-05'), at)
      .refuses('authorization-dates')
  })

  test('missing papers are told once', () => {
    const ask = command('RequestSupplement', { missing: ['授权书'] })
    const answer = command('ReceiveSupplement', { received: ['授权书'] })
    after(...li.registered)
      .when(ask, on('2023-03-07'))
      .emits({ type: 'SupplementRequested', data: { requestedOn: '2023-03-07' } })
      .leaves(({ status }) => expect(status).toBe('SUPPLEMENT_REQUIRED'))
    after(...li.registered, [ask, on('2023-03-07')])
      .when(answer, on('2023-03-09'))
      .emits({ type: 'SupplementReceived' })
      .leaves(({ status }) => expect(status).toBe('INTAKE'))
    after(...li.registered, [ask, on('2023-03-07')], [answer, on('2023-03-09')])
      .when(ask, on('2023-03-10'))
      .refuses('supplement-asked-before', { requestedOn: '2023-03-07' })
  })

  test('whoever has no such role, or another township, is turned away', () => {
    after(...li.complete)
      .when(accept, on('2023-03-06', surveyor))
      .refuses('not-your-duty', {
        roles: ['caseWorker', 'reviewer'],
      })
    const elsewhere = { ...surveyor, area: '990101002', roles: ['caseWorker' as const] }
    after(...li.complete)
      .when(accept, on('2023-03-06', elsewhere))
      .refuses('case-outside-area')
  })
})

describe('members', () => {
  const add = (joinedOn = '2023-06-18') => command('AddMember', { member: member(child), joinedOn })
  const remove = (personId: string, reason: 'DIED' | 'MOVED_OUT' = 'MOVED_OUT') =>
    command('RemoveMember', { personId, leftOn: '2023-03-07', reason })

  test('join and leave an application freely', () => {
    const born = { persons: personsWith(person(child, { birthDate: '2023-03-01' })), claimsHeld: [] }
    const baby = command('AddMember', { member: member(child, { birthDate: '2023-03-01' }), joinedOn: '2023-03-01' })
    after(...li.registered)
      .when(baby, on('2023-03-07', undefined, born))
      .emits({ type: 'MemberJoined', on: '2023-03-01' })
    after(...li.registered)
      .when(remove(mother), on('2023-03-07'))
      .emits({ type: 'MemberLeft' })
  })

  test('join an accepted case only with a claim, and have the register check made again', () => {
    after(...li.surveying)
      .when(add(), on('2023-06-20', undefined, { claimsHeld: [] }))
      .refuses('claim-missing')
    after(...li.checked)
      .when(add(), on('2023-06-20'))
      .emits({ type: 'MemberJoined' })
      .leaves((state) => {
        if (state.status !== 'SURVEYING') throw new Error(state.status)
        expect(state.investigation.check).toBeNull()
      })
  })

  test.each(['MOVED_OUT', 'DIED'] as const)(
    'who leave after the opinion have the household assessed and posted again: %s',
    (reason) => {
      const left = (...acts: readonly Act[]): Act[] => [...acts, [remove(grandmother, reason), on('2023-03-28')]]
      for (const station of [li.opined, li.noticed, li.submitted])
        expect(stateOf(...left(...station)).status).toBe('SURVEYING')
      const draft = command('DraftOpinion', { opinion: 'GRANT', reasons: '人均450元' })
      after(...left(...li.submitted))
        .when(draft, on('2023-03-29'))
        .refuses('assessment-missing')
      const again: Act = [
        command('AssessIncome', { assessment: assessed([wages(90_000)]) }),
        on('2023-03-29', surveyor),
      ]
      after(...left(...li.submitted), again, [draft, on('2023-03-29')])
        .when(command('SubmitDossier', {}), on('2023-03-30'))
        .refuses('notice-missing')
    },
  )

  test('open a review when they join or leave an entitled household', () => {
    after(...li.confirmed)
      .when(add(), on('2023-06-20'))
      .emits(
        { type: 'EntitlementStarted' },
        { type: 'MemberJoined' },
        { type: 'ReviewOpened', data: { cause: 'OWN_REPORT', deadlines: [] } },
      )
    after(...li.confirmed)
      .when(command('RemoveMember', { personId: mother, leftOn: '2023-09-14', reason: 'DIED' }), on('2023-09-20'))
      .emits(
        { type: 'EntitlementStarted' },
        { type: 'MemberLeft', on: '2023-09-14' },
        {
          type: 'ReviewOpened',
          data: {
            cause: 'DEATH',
            deadlines: [{ clock: 'RECHECK_AFTER_DEATH', due: '2023-12-14', provisional: false, clause: '2022-83' }],
          },
        },
      )
  })

  test('give a running review the clock of a death, and no second review for anything else', () => {
    after(...li.reviewed)
      .when(command('RemoveMember', { personId: mother, leftOn: '2023-09-14', reason: 'DIED' }), on('2023-09-20'))
      .emits({ type: 'MemberLeft' }, { type: 'ReviewOpened', data: { cause: 'DEATH' } })
    after(...li.reviewed)
      .when(command('RemoveMember', { personId: mother, leftOn: '2023-09-14', reason: 'MOVED_OUT' }), on('2023-09-20'))
      .emits({ type: 'MemberLeft' })
  })

  test('are not added twice, unborn or dead, and not removed as strangers, by another day, or as the last', () => {
    const at = on('2023-03-07')
    after(...li.registered)
      .when(command('AddMember', { member: member(mother), joinedOn: '2023-03-01' }), at)
      .refuses('member-twice')
    after(...li.reviewed)
      .when(add('2023-06-17'), on('2023-09-20'))
      .refuses('member-days')
    after(...li.reviewed)
      .when(add('2023-09-21'), on('2023-09-20'))
      .refuses('future-day')
    const younger = command('AddMember', { member: member(child, { birthDate: '2023-06-19' }), joinedOn: '2023-06-20' })
    after(...li.reviewed)
      .when(younger, on('2023-09-20'))
      .refuses('member-days', { personId: child })
    after(...li.reviewed)
      .when(command('RemoveMember', { personId: father, leftOn: '1980-02-10', reason: 'DIED' }), on('2023-09-20'))
      .refuses('member-days')
    after(...li.registered)
      .when(remove(stranger), at)
      .refuses('not-a-member')
    const dead = { persons: personsWith(person(mother, { diedOn: '2023-03-06' })) }
    after(...li.registered)
      .when(remove(mother, 'DIED'), on('2023-03-07', undefined, dead))
      .refuses('member-days')
    after(...li.registered, [remove(mother), at], [remove(grandmother), at])
      .when(remove(father), at)
      .refuses('last-member')
  })
})

test('a procedure whose people have all died before the decision is ended by it, and by nothing less', () => {
  const end = command('DiscontinueProcedure', { ground: 'DIED', reasons: '申请人去世' })
  const died = (...ids: string[]) => ({
    persons: personsWith(...ids.map((personId) => person(personId, { diedOn: '2023-03-09' }))),
  })
  after(...li.surveying)
    .when(end, on('2023-03-10', undefined, died(father, mother)))
    .refuses('somebody-lives', { personIds: [grandmother] })
  after(...li.surveying)
    .when(end, on('2023-03-10', undefined, died(father, mother, grandmother)))
    .emits({ type: 'ProcedureDiscontinued', data: { ground: 'DIED' } })
    .leaves((state) => expect(state.status).toBe('DISCONTINUED'))
})
