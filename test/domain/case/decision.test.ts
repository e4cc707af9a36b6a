import { describe, expect, test } from 'vitest'
import { delegation, policyOf } from '../policy/published.ts'
import {
  actor,
  assessed,
  clerk,
  command,
  confirmer,
  countyVisitor,
  father,
  grandmother,
  mother,
  on,
  person,
  personsWith,
  policyWith,
  stranger,
  surveyor,
  townshipConfirmer,
  visit,
  wages,
} from './household.ts'
import { type Act, after, grant, li } from './story.ts'

const grantOf = (over: object) => {
  const data = {
    decisionNumber: '确1号',
    holder: father,
    payee: { kind: 'HOLDER' as const },
    amountFen: 81_000,
    noConflictOfInterest: true as const,
  }
  return command('DecideGrant', { ...data, ...over })
}
type Ground = 'INCOME' | 'ASSETS' | 'NOT_RESIDENT' | 'OTHER_SCHEME' | 'FALSE_STATEMENT' | 'OTHER'
const refusal = (...grounds: Ground[]) =>
  command('DecideRefusal', { decisionNumber: '否1号', grounds, reasons: '理由' })
const relatives = [{ personId: mother, relation: '姐妹', officialRole: '村委会委员' }]

/** The straight path with another assessment, up to the county. */
const submittedWith = (assessment: ReturnType<typeof assessed>, opinion: 'GRANT' | 'REFUSE'): readonly Act[] => [
  ...li.checked,
  [command('AssessIncome', { assessment }), on('2023-03-16')],
  [command('DraftOpinion', { opinion, reasons: '意见' }), on('2023-03-17')],
  ...li.submitted.slice(li.opined.length),
]

describe('a grant', () => {
  const today = on('2023-04-07', confirmer)

  test('is computed from the facts, starts the month after, and sets the next review', () => {
    after(...li.submitted)
      .when(grant, today)
      .emits({
        type: 'GrantDecided',
        data: {
          decidedOn: '2023-04-07',
          delegationId: null,
          ruleset: '2021-57',
          entitlement: {
            fromMonth: '2023-05',
            toMonth: null,
            holder: father,
            members: [father, mother, grandmother],
            facts: { mode: 'GAP', members: 3, countableIncomeFen: 90_000 },
            amountFen: 81_000,
          },
          sheet: { amountFen: 81_000, rates: [{ monthlyFen: 57_000 }] },
          reviewDue: '2023-10-07',
          deadlines: [{ clock: 'REVIEW', due: '2023-10-07' }],
        },
      })
  })

  test('cannot be back-dated: the command has no day', () => {
    after(...li.submitted)
      .when(grantOf({ on: '2023-03-01', lateReason: 'OTHER' }), today)
      .emits({ type: 'GrantDecided', data: { decidedOn: '2023-04-07' } })
  })

  test('is refused when the confirmer had another amount in mind', () => {
    after(...li.submitted)
      .when(grantOf({ amountFen: 90_000 }), today)
      .refuses('amount-drifted', { stated: 90_000, computed: 81_000 })
  })

  test('is refused to a household that does not qualify by then', () => {
    after(...submittedWith(assessed([wages(171_000)]), 'REFUSE'))
      .when(grantOf({ amountFen: 0 }), today)
      .refuses('does-not-qualify', { grounds: ['INCOME'] })
    after(...submittedWith(assessed([], { assets: { finding: 'OVER', basis: '两套房' } }), 'REFUSE'))
      .when(grantOf({ amountFen: 0 }), today)
      .refuses('does-not-qualify', { grounds: ['ASSETS'] })
  })

  test('needs living members who all hold the claim, and a holder among them', () => {
    after(...li.submitted)
      .when(grantOf({ holder: stranger }), today)
      .refuses('not-a-member')
    const dead = { persons: personsWith(person(grandmother, { diedOn: '2023-04-01' })) }
    after(...li.submitted)
      .when(grant, on('2023-04-07', confirmer, dead))
      .refuses('person-deceased')
    after(...li.submitted)
      .when(grant, on('2023-04-07', confirmer, { claimsHeld: [father] }))
      .refuses('claim-missing', { personIds: [mother, grandmother] })
  })

  test('is refused while a member holds by another case what excludes it on the day of the decision', () => {
    const held = { caseId: stranger, fromMonth: '2023-04', toMonth: null, released: null }
    const beside = (scheme: string) => {
      const holder = person(grandmother, { claims: [{ ...held, scheme }] })
      return on('2023-04-07', confirmer, { persons: personsWith(holder), claimsHeld: [father, mother, grandmother] })
    }
    after(...li.submitted)
      .when(grant, beside('extremePovertySupport'))
      .refuses('scheme-claimed', { personId: grandmother, scheme: 'extremePovertySupport', caseId: stranger })
    after(...li.submitted)
      .when(grant, beside('agedAllowance'))
      .emits({ type: 'GrantDecided' })
  })

  test('waits for the dossier, the notice and the answer to every objection', () => {
    after(...li.noticed)
      .when(grant, on('2023-03-27', confirmer))
      .refuses('notice-running')
    after(...li.noticed)
      .when(grant, on('2023-03-28', confirmer))
      .refuses('dossier-missing')
    after(...li.opined)
      .when(grant, on('2023-03-28', confirmer))
      .refuses('notice-missing')
    after(...li.submitted, [command('DisputeCheck', { ground: '已过户' }), on('2023-03-29')])
      .when(grant, today)
      .refuses('check-dispute-open')
  })

  test('is not decided by whoever worked on the case', () => {
    const everyone = (sub: string) => on('2023-04-07', actor(sub, '990101', 'confirmer'))
    for (const sub of ['clerk', 'surveyor-1', 'surveyor-2'])
      after(...li.submitted)
        .when(grant, everyone(sub))
        .refuses('decides-own-work', { actor: sub })
  })

  test('is decided by a confirmer of the county, not of a city, a village or nobody', () => {
    after(...li.submitted)
      .when(grant, on('2023-04-07', clerk))
      .refuses('not-your-duty', { roles: ['confirmer'] })
    const city = actor('city', '990100', 'confirmer')
    after(...li.submitted)
      .when(grant, on('2023-04-07', city))
      .refuses('not-deciding-office')
    const other = actor('other', '990102', 'confirmer')
    after(...li.submitted)
      .when(grant, on('2023-04-07', other))
      .refuses('case-outside-area')
  })
})

describe("the county's own visit", () => {
  const registered: readonly Act[] = [
    ...li.complete,
    [command('DeclareCloseRelatives', { relatives }), on('2023-03-06')],
    ...li.submitted.slice(li.complete.length),
  ]
  const order = command('OrderCountyVisit', { reason: 'CLOSE_RELATIVE' })
  const ordered: readonly Act[] = [...registered, [order, on('2023-03-29', countyVisitor)]]
  const made = (over = {}) => command('RecordCountyVisit', visit({ surveyors: ['county-1', 'county-2'], ...over }))
  const today = on('2023-04-07', confirmer)

  test('comes before the decision on a relative of staff', () => {
    after(...registered)
      .when(grant, today)
      .refuses('county-visit-missing', { because: ['CLOSE_RELATIVE'] })
    after(...ordered)
      .when(grant, today)
      .refuses('county-visit-missing')
    after(...ordered, [made({ signedByHousehold: false }), on('2023-03-30', countyVisitor)])
      .when(grant, today)
      .refuses('county-visit-missing')
    after(...ordered, [made(), on('2023-03-30', countyVisitor)])
      .when(grant, today)
      .emits({ type: 'GrantDecided', data: { entitlement: { closeRelative: true } } })
  })

  test('comes before the decision while a complaint is open, also on a refusal', () => {
    const complaint: Act = [command('ReceiveComplaint', { ground: '有车' }), on('2023-03-29')]
    after(...li.submitted, complaint)
      .when(grant, today)
      .refuses('county-visit-missing', { because: ['COMPLAINT'] })
    after(...li.submitted, complaint)
      .when(refusal('OTHER'), today)
      .refuses('county-visit-missing')
  })

  test('once ordered is made', () => {
    const sample: Act = [command('OrderCountyVisit', { reason: 'SAMPLE' }), on('2023-03-29', countyVisitor)]
    after(...li.submitted, sample)
      .when(grant, today)
      .refuses('county-visit-missing', { because: [] })
  })

  test('is ordered and made by the county, by two, none of whom then decides', () => {
    after(...registered)
      .when(order, on('2023-03-29', { ...clerk, roles: ['reviewer'] }))
      .refuses('county-only')
    after(...registered)
      .when(order, on('2023-03-29', countyVisitor))
      .emits({ type: 'CountyVisitOrdered' })
    after(...ordered)
      .when(made({ surveyors: ['county-1'] }), on('2023-03-30', countyVisitor))
      .refuses('too-few-investigators')
    after(...ordered)
      .when(made({ mode: 'VIDEO' }), on('2023-03-30', countyVisitor))
      .refuses('remote-visit-without-basis')
    after(...ordered, [made(), on('2023-03-30', countyVisitor)])
      .when(grant, on('2023-04-07', actor('county-1', '990101', 'confirmer')))
      .refuses('decides-own-work')
  })
})

describe('a township', () => {
  const policy = policyWith(delegation({ delegationId: '00000000-0000-4000-8000-00000000de1e', capFen: 90_000 }))
  const today = on('2023-03-28', townshipConfirmer, { policy })

  test('decides under a live delegation without submitting the dossier, and files the decision', () => {
    const granted: Act = [grant, today]
    after(...li.noticed)
      .when(...granted)
      .emits(
        { type: 'NoticeExpired' },
        {
          type: 'GrantDecided',
          data: { delegationId: '00000000-0000-4000-8000-00000000de1e' },
          delegation: '示政发〔2023〕4号',
        },
      )
    const filed = command('FileDecision', { decisionNumber: '确1号' })
    after(...li.noticed, granted)
      .when(filed, on('2023-03-29'))
      .emits({ type: 'DecisionFiled' })
    after(...li.noticed, granted, [filed, on('2023-03-29')])
      .when(filed, on('2023-03-30'))
      .refuses('filed-already')
    after(...li.confirmed)
      .when(filed, on('2023-04-10'))
      .refuses('decision-not-delegated')
  })

  test('files a refusal as well before it closes the file', () => {
    const refused: readonly Act[] = [
      ...li.noticed,
      [refusal('OTHER'), today],
      [command('DeliverWrittenNotice', { decisionNumber: '否1号', receivedBy: father }), on('2023-03-29')],
    ]
    const close = command('CloseCase', {})
    after(...refused)
      .when(close, on('2023-03-30'))
      .refuses('decision-unfiled', { decisionNumber: '否1号' })
    after(...refused, [command('FileDecision', { decisionNumber: '否1号' }), on('2023-03-30')])
      .when(close, on('2023-03-31'))
      .emits({ type: 'CaseClosed' })
  })

  test('has twenty working days for the whole case', () => {
    after(...li.complete)
      .when(command('AcceptApplication', {}), on('2023-03-06', clerk, { policy }))
      .emits({
        type: 'ApplicationAccepted',
        data: { deadlines: [{ clock: 'SURVEY_START' }, { clock: 'WHOLE_CASE', due: '2023-04-03' }] },
      })
  })

  test('does not decide without a delegation, after its end, or above its cap', () => {
    after(...li.noticed)
      .when(grant, on('2023-03-28', townshipConfirmer))
      .refuses('not-delegated')
    const over = policyWith(delegation({ until: '2023-03-27' }))
    after(...li.noticed)
      .when(grant, on('2023-03-28', townshipConfirmer, { policy: over }))
      .refuses('not-delegated')
    const low = policyWith(delegation({ capFen: 80_000 }))
    after(...li.noticed)
      .when(grant, on('2023-03-28', townshipConfirmer, { policy: low }))
      .refuses('above-cap', { capFen: 80_000, amountFen: 81_000 })
  })

  test('cannot spare itself the visit of the county', () => {
    const complaint: Act = [command('ReceiveComplaint', { ground: '有车' }), on('2023-03-22')]
    after(...li.noticed, complaint)
      .when(grant, today)
      .refuses('county-visit-missing')
  })

  test('cannot compute anything without a standard', () => {
    after(...li.submitted)
      .when(grant, on('2023-04-07', confirmer, { policy: policyOf() }))
      .refuses('no-standard')
  })
})

describe('a refusal', () => {
  const today = on('2023-04-07', confirmer)
  const over = submittedWith(assessed([wages(171_000)]), 'REFUSE')

  test('rests on grounds that the facts bear out and starts the clock of its written notice', () => {
    after(...over)
      .when(refusal('INCOME'), today)
      .emits({
        type: 'RefusalDecided',
        data: {
          grounds: ['INCOME'],
          deadlines: [{ clock: 'REFUSAL_NOTICE', due: '2023-04-12', clause: '2021-57 Art.21' }],
        },
      })
      .leaves(({ status }) => expect(status).toBe('REFUSED'))
  })

  test('is not taken on a ground that nothing bears out', () => {
    for (const ground of ['INCOME', 'ASSETS', 'NOT_RESIDENT', 'OTHER_SCHEME', 'FALSE_STATEMENT'] as const)
      after(...li.submitted)
        .when(refusal(ground), today)
        .refuses('ground-not-borne-out', { ground })
    after(...li.submitted)
      .when(refusal('OTHER'), today)
      .emits({ type: 'RefusalDecided' })
  })

  test('finds its other grounds in the persons and in the check', () => {
    const elsewhere = {
      persons: personsWith(...[father, mother, grandmother].map((id) => person(id, { area: '990102001' }))),
    }
    after(...li.submitted)
      .when(refusal('NOT_RESIDENT'), on('2023-04-07', confirmer, elsewhere))
      .emits({ type: 'RefusalDecided' })
    const claim = {
      scheme: 'subsistenceAllowance',
      caseId: 'other',
      fromMonth: '2022-01',
      toMonth: null,
      released: null,
    }
    const holding = { persons: personsWith(person(mother, { claims: [claim] })) }
    after(...li.submitted)
      .when(refusal('OTHER_SCHEME'), on('2023-04-07', confirmer, holding))
      .emits({ type: 'RefusalDecided' })
  })

  test('is told in writing before the file is closed', () => {
    const refused: readonly Act[] = [...over, [refusal('INCOME'), today]]
    const deliver = (decisionNumber: string, receivedBy = father) =>
      command('DeliverWrittenNotice', { decisionNumber, receivedBy })
    const close = command('CloseCase', {})
    after(...refused)
      .when(close, on('2023-04-10'))
      .refuses('notice-undelivered', { decisionNumber: '否1号' })
    after(...refused)
      .when(deliver('否9号'), on('2023-04-10'))
      .refuses('unknown-decision')
    after(...refused)
      .when(deliver('否1号', '0e000000-0000-4000-8000-000000000000'), on('2023-04-10'))
      .refuses('unknown-person')
    const told: readonly Act[] = [...refused, [deliver('否1号'), on('2023-04-10')]]
    after(...told)
      .when(deliver('否1号'), on('2023-04-11'))
      .refuses('delivered-already')
    after(...told, [command('ReceiveComplaint', { ground: '不服' }), on('2023-04-11')])
      .when(close, on('2023-04-12'))
      .refuses('complaint-open')
    after(...told)
      .when(close, on('2023-04-12'))
      .emits({ type: 'CaseClosed' })
      .leaves(({ status }) => expect(status).toBe('CLOSED'))
  })
})

describe('publication', () => {
  const publish = command('PublishDecision', { places: ['公开栏'] })

  test('follows the grant, once', () => {
    after(...li.confirmed)
      .when(publish, on('2023-04-10'))
      .emits({ type: 'DecisionPublished' })
    after(...li.confirmed, [publish, on('2023-04-10')])
      .when(publish, on('2023-04-11'))
      .refuses('published-already')
  })
})

describe('before a decision', () => {
  test('an applicant may withdraw', () => {
    const withdraw = command('DiscontinueProcedure', { ground: 'WITHDRAWN', reasons: '书面撤回' })
    after(...li.noticed)
      .when(withdraw, on('2023-03-21'))
      .emits({ type: 'ProcedureDiscontinued', data: { discontinuedOn: '2023-03-21' } })
    after(...li.noticed, [withdraw, on('2023-03-21')])
      .when(command('CloseCase', {}), on('2023-03-22'))
      .emits({ type: 'CaseClosed' })
    after(...li.confirmed)
      .when(withdraw, on('2023-04-10'))
      .refuses('wrong-state', { status: 'CONFIRMED' })
  })

  test('a complaint that outlives a withdrawal is answered, and then the file is closed', () => {
    const received = command('ReceiveComplaint', { ground: '反映该户有车' })
    const withdrawn: readonly Act[] = [
      ...li.noticed,
      [received, on('2023-03-21')],
      [command('DiscontinueProcedure', { ground: 'WITHDRAWN', reasons: '书面撤回' }), on('2023-03-21')],
    ]
    const { newId: complaintId } = received
    const close = command('CloseCase', {})
    after(...withdrawn)
      .when(close, on('2023-03-22'))
      .refuses('complaint-open')
    const settle = command('SettleComplaint', { complaintId, answer: '经查不实' })
    after(...withdrawn, [settle, on('2023-03-22')])
      .when(close, on('2023-03-23'))
      .emits({ type: 'CaseClosed' })
  })
})

describe('under the rules before July 2021', () => {
  const back = (acts: readonly Act[]): Act[] =>
    acts.map(([one, context]) => [
      JSON.parse(JSON.stringify(one).replaceAll('2023-', '2021-')) as typeof one,
      { ...context, today: context.today.replace('2023-', '2021-') },
    ])
  const deliberate: Act = [
    command('RecordDeliberation', {
      objectionId: null,
      attendees: 9,
      residents: 9,
      outcome: 'DISMISSED',
      record: '属实',
    }),
    on('2021-03-16'),
  ]
  const submitted: readonly Act[] = [
    ...back(li.investigated),
    deliberate,
    ...back(li.submitted.slice(li.investigated.length)),
  ]
  const post: Act = [command('PostNotice', { places: ['公开栏'], photoSha256: null }), on('2021-03-30')]
  const oldGrant = grantOf({ amountFen: 72_000 })

  test('the county decides only after a second notice', () => {
    after(...submitted)
      .when(oldGrant, on('2021-04-07', confirmer))
      .refuses('second-notice-missing')
    after(...submitted, post)
      .when(oldGrant, on('2021-04-06', confirmer))
      .refuses('second-notice-missing')
    after(...submitted, post)
      .when(oldGrant, on('2021-04-07', confirmer))
      .emits(
        { type: 'NoticeExpired', data: { lastDay: '2021-04-06' } },
        { type: 'GrantDecided', data: { ruleset: '2012-220' } },
      )
  })

  test('an objection to the second notice goes back to the township', () => {
    const object = command('RaiseObjection', { anonymous: true, ground: '有车' })
    after(...submitted, post)
      .when(object, on('2021-04-01'))
      .emits({ type: 'ObjectionRaised' })
      .leaves(({ status }) => expect(status).toBe('OBJECTED'))
  })

  test('what was deliberated once is not due again because somebody looks again', () => {
    const sentBack = command('ReturnDossier', { reasons: '长子收入未核实', redo: ['homeVisit'] })
    after(...submitted, [sentBack, on('2021-03-30', confirmer)])
      .when(command('RecordHomeVisit', visit()), on('2021-03-31', surveyor))
      .emits({ type: 'HomeVisitRecorded', data: { deadlines: [] } })
  })

  test('no limit of the whole case can be extended, for there is none', () => {
    after(...submitted)
      .when(command('ExtendDeadline', { reason: 'HARD_SURVEY' }), on('2021-03-30'))
      .refuses('extension-unknown', { ruleset: '2012-220' })
  })
})
