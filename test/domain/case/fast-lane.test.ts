import { describe, expect, test } from 'vitest'
import type { CaseContext } from '../../../src/domain/case/context.ts'
import type { Particulars } from '../../../src/domain/scheme/temporary-assistance/particulars.ts'
import type { Actor } from '../../../src/domain/shared/actor.ts'
import type { Day } from '../../../src/domain/shared/day.ts'
import { delegation } from '../policy/published.ts'
import { fire } from '../scheme/temporary-assistance/aid.ts'
import {
  application,
  clerk,
  command,
  confirmer,
  father,
  grandmother,
  mother,
  on,
  person,
  personsWith,
  policyWith,
  senior,
  stranger,
  townshipConfirmer,
} from './household.ts'
import { type Act, after, stateOf } from './story.ts'

const DAY = '2023-03-10'
const SUM = 57_000
const drawId = 'd0000000-0000-4000-8000-000000000001'
const otherDraw = 'd0000000-0000-4000-8000-000000000002'
const late = { lateReason: 'PAPER_FIRST' as const }

const policy = policyWith(
  delegation({ scheme: 'temporaryAssistance', capFen: 100_000, from: '2023-01-01', until: null }),
)

/** The context of an aid that a draw of the sum stands behind. */
const then = (who: Actor = townshipConfirmer, over: Partial<CaseContext> = {}, day: Day = DAY): CaseContext =>
  on(day, who, { policy, draw: { drawId, amountFen: SUM }, ...over })

const intake = (particulars: Particulars | null, day: Day = DAY): Act => [
  command('RegisterIntake', application({ scheme: 'temporaryAssistance', particulars })),
  on(day, clerk, { policy }),
]
const burnt = intake(fire())
const inJune = (over: Partial<Particulars> = {}) => fire({ happenedOn: '2026-06-29', ...over })

const aid = (over: Partial<Parameters<typeof command<'GrantEmergencyAid'>>[1]> = {}) =>
  command('GrantEmergencyAid', {
    decisionNumber: '示临救〔2023〕1号',
    recipient: father,
    amountFen: SUM,
    form: 'CASH',
    noConflictOfInterest: true,
    ...over,
  })
const paperwork = (over: Partial<Parameters<typeof command<'CompletePaperwork'>>[1]> = {}) =>
  command('CompletePaperwork', {
    signedBy: ['clerk', 'senior'],
    signedByRecipient: true,
    formSha256: null,
    outcome: 'BORNE_OUT',
    findings: '属实',
    ...over,
  })
const aided: readonly Act[] = [burnt, [aid(), then()]]

describe('2014-47: aid first', () => {
  test('goes out from intake, with recipient, cause, sum and the draw that pays for it, and its paperwork is due', () => {
    after(burnt)
      .when(aid(), then())
      .emits({
        type: 'EmergencyAidGranted',
        delegation: '示政发〔2023〕4号',
        basis: '2014-47',
        data: {
          personId: father,
          hardship: { cause: 'FIRE' },
          amountFen: SUM,
          drawId,
          ruleset: '2014-47',
          aidFirst: { value: 'MAY', clause: '2014-47' },
          // 20 working days; Wednesday 5 April is a holiday.
          deadlines: [{ clock: 'PAPERWORK', due: '2023-04-10', clause: 'local-ningguo' }],
        },
      })
      .leaves((state) => expect(state.status).toBe('AIDED'))
  })

  test('is entered later with its own day, under the rules of that day', () => {
    after(intake(fire(), '2023-03-06'))
      .when(aid({ on: '2023-03-08', ...late }), then())
      .emits({
        type: 'EmergencyAidGranted',
        on: '2023-03-08',
        reason: 'PAPER_FIRST',
        data: { decidedOn: '2023-03-08' },
      })
    after(burnt)
      .when(aid({ on: '2023-03-08', ...late }), then())
      .refuses('before-earlier-step')
  })

  test('is for what has just happened; the rest goes the ordinary way, also where help first is a duty', () => {
    // Thirty days after 3 March, and one more.
    after(intake(fire(), '2023-04-02'))
      .when(aid(), then(townshipConfirmer, {}, '2023-04-02'))
      .emits({ type: 'EmergencyAidGranted' })
    after(intake(fire(), '2023-04-03'))
      .when(aid(), then(townshipConfirmer, {}, '2023-04-03'))
      .refuses('aid-first-not-open', { day: '2023-04-03', clause: 'product default' })
    after(intake(fire(), '2026-07-01'))
      .when(command('AcceptApplication', {}), on('2026-07-01', clerk, { policy }))
      .emits({ type: 'ApplicationAccepted', data: { lane: 'EMERGENCY' } })
  })

  test('takes a live delegation that reaches the sum, or the county', () => {
    after(burnt)
      .when(aid(), then(confirmer))
      .emits({ type: 'EmergencyAidGranted', data: { delegationId: null } })
    after(burnt)
      .when(aid(), then(townshipConfirmer, { policy: policyWith() }))
      .refuses('not-delegated')
    const three = intake(fire({ award: { by: 'TIER', tier: 2 } }))
    const draw = { drawId, amountFen: 114_000 }
    after(three)
      .when(aid({ amountFen: 114_000 }), then(townshipConfirmer, { draw }))
      .refuses('above-cap')
    after(three)
      .when(aid({ amountFen: 114_000 }), then(confirmer, { draw }))
      .emits({ type: 'EmergencyAidGranted' })
  })

  test('rests on a draw of its very sum', () => {
    after(burnt)
      .when(aid(), then(townshipConfirmer, { draw: undefined }))
      .refuses('draw-missing')
    after(burnt)
      .when(aid(), then(townshipConfirmer, { draw: { drawId, amountFen: SUM - 1 } }))
      .refuses('draw-missing', { amountFen: SUM, drawnFen: SUM - 1 })
    after(burnt)
      .when(aid({ amountFen: SUM - 1 }), then())
      .refuses('amount-drifted')
  })

  test('is handed to a living member, whole', () => {
    after(burnt)
      .when(aid({ recipient: stranger }), then())
      .refuses('not-a-member')
    const persons = personsWith(person(grandmother, { diedOn: '2023-03-09' }))
    after(burnt).when(aid(), then(townshipConfirmer, { persons })).refuses('person-deceased')
    const staged = fire({
      stages: [
        { monthsAfter: 0, fen: 30_000 },
        { monthsAfter: 1, fen: 27_000 },
      ],
    })
    after(intake(staged)).when(aid(), then()).refuses('aid-first-staged')
  })

  test('is for emergencies of a scheme that knows it, told as the scheme asks', () => {
    const bill = fire({
      kind: 'EXPENDITURE',
      certified: { as: 'ALLOWANCE', documentNumber: 'C', until: null },
      spendingFen: 1,
    })
    after(intake(bill)).when(aid(), then()).refuses('aid-first-not-open', { clause: '2018-23' })
    after(intake(null)).when(aid(), then()).refuses('particulars-missing')
    const allowance: Act = [command('RegisterIntake', application()), on(DAY, clerk, { policy })]
    after(allowance).when(aid(), then()).refuses('aid-first-unknown')
  })

  test('is not given for the same cause again', () => {
    const earlierGrants = [{ caseId: 'x', grantedOn: '2023-01-09', cause: 'FIRE' as const }]
    after(burnt).when(aid(), then(townshipConfirmer, { earlierGrants })).refuses('same-cause-again')
  })

  test('is given once', () => {
    after(...aided)
      .when(aid(), then())
      .refuses('wrong-state', { status: 'AIDED' })
  })
})

describe('2026-LAW Art.50: what is urgent, small and immediate', () => {
  const accept = command('AcceptApplication', {})
  test('is not sent the ordinary way; the day before it may be', () => {
    after(intake(inJune(), '2026-07-01'))
      .when(accept, on('2026-07-01', clerk, { policy }))
      .refuses('aid-first-duty')
    after(intake(inJune(), '2026-06-30'))
      .when(accept, on('2026-06-30', clerk, { policy }))
      .emits({ type: 'ApplicationAccepted', data: { lane: 'EMERGENCY' } })
    after(intake(inJune({ urgent: false }), '2026-07-01'))
      .when(accept, on('2026-07-01', clerk, { policy }))
      .emits({ type: 'ApplicationAccepted' })
  })

  test('is helped as a duty', () => {
    after(intake(inJune(), '2026-07-01'))
      .when(aid(), then(townshipConfirmer, {}, '2026-07-01'))
      .emits({ type: 'EmergencyAidGranted', basis: '2026-LAW Art.50', data: { aidFirst: { value: 'MUST' } } })
  })
})

describe('2018-23: the paperwork of an aid', () => {
  test('is completed with two signatures beside the recipient’s', () => {
    after(...aided)
      .when(paperwork(), on('2023-04-10', clerk))
      .emits({ type: 'PaperworkCompleted', data: { personId: father, completedOn: '2023-04-10' } })
      .leaves((state) => expect(state.status).toBe('PAPERWORK_DONE'))
    after(...aided)
      .when(paperwork({ signedBy: ['clerk', 'clerk'] }), on('2023-03-13', clerk))
      .refuses('signed-twice')
    after(...aided)
      .when(paperwork({ on: '2023-03-09', ...late }), on('2023-03-13', clerk))
      .refuses('before-earlier-step')
  })

  test('is overdue by time alone, and can still be completed; the aid is not undone', () => {
    after(...aided)
      .when(paperwork({ outcome: 'NOT_BORNE_OUT' }), on('2023-04-11', clerk))
      .emits(
        { type: 'PaperworkOverdue', on: '2023-04-11', data: { due: '2023-04-10' } },
        { type: 'PaperworkCompleted', data: { outcome: 'NOT_BORNE_OUT' } },
      )
    const overdue: Act = [command('RecordDueFacts', {}), on('2023-04-11')]
    expect(stateOf(...aided, overdue)).toMatchObject({ status: 'PAPERWORK_DUE', aid: { amountFen: SUM } })
    after(...aided, overdue)
      .when(command('RecordDueFacts', {}), on('2023-05-11'))
      .emits()
    after(...aided, overdue)
      .when(paperwork(), on('2023-05-11', clerk))
      .leaves((state) => expect(state).toMatchObject({ status: 'PAPERWORK_DONE', aid: { completedOn: '2023-05-11' } }))
  })

  test('comes before the end of the case, and what the township decided is filed first', () => {
    const done: readonly Act[] = [...aided, [paperwork(), on('2023-03-13', clerk)]]
    const close = command('CloseCase', {})
    const file = command('FileDecision', { decisionNumber: '示临救〔2023〕1号' })
    after(...aided)
      .when(close, on('2023-03-13', senior))
      .refuses('wrong-state')
    after(...done)
      .when(close, on('2023-03-14', senior))
      .refuses('paperwork-open')
    after(...done, [file, on('2023-03-14', senior)])
      .when(close, on('2023-03-14', senior))
      .emits({ type: 'CaseClosed' })
  })
})

test('a complaint about an aid is taken in, and answered before the case ends', () => {
  const told: Act = [command('ReceiveComplaint', { ground: '冒领' }), on('2023-03-13', clerk)]
  const done: readonly Act[] = [
    ...aided,
    told,
    [paperwork(), on('2023-03-13', clerk)],
    [command('FileDecision', { decisionNumber: '示临救〔2023〕1号' }), on('2023-03-14', senior)],
  ]
  after(...done)
    .when(command('CloseCase', {}), on('2023-03-14', senior))
    .refuses('complaint-open')
})

describe('a draw that the case did not come to use', () => {
  const abandon = (id: string) => command('AbandonDraw', { drawId: id })
  const system = on(DAY, clerk)

  test('is fenced, once, so that a slow aid cannot rest on it', () => {
    after(burnt).when(abandon(drawId), system).emits({ type: 'AidDrawAbandoned', data: { drawId } })
    const fenced: readonly Act[] = [burnt, [abandon(drawId), system]]
    after(...fenced)
      .when(abandon(drawId), system)
      .emits()
    after(...fenced)
      .when(aid(), then())
      .refuses('draw-abandoned')
    after(...fenced)
      .when(aid(), then(townshipConfirmer, { draw: { drawId: otherDraw, amountFen: SUM } }))
      .emits({ type: 'EmergencyAidGranted', data: { drawId: otherDraw } })
  })

  test('is not one that its aid rests on', () => {
    after(...aided)
      .when(abandon(drawId), system)
      .refuses('draw-in-use')
    after(...aided)
      .when(abandon(otherDraw), system)
      .emits({ type: 'AidDrawAbandoned' })
  })
})

describe('expenditure aid by the ordinary way', () => {
  test('is not granted for the same cause again either', () => {
    const quick = fire({ kind: 'EMERGENCY', urgent: false })
    const story: readonly Act[] = [
      intake(quick),
      [command('AcceptApplication', {}), on(DAY, clerk, { policy })],
      [command('DraftOpinion', { opinion: 'GRANT', reasons: '属实' }), on(DAY, senior, { policy })],
    ]
    const grant = command('DecideGrant', {
      decisionNumber: '示临救〔2023〕2号',
      holder: mother,
      payee: { kind: 'HOLDER' },
      amountFen: SUM,
      noConflictOfInterest: true,
    })
    const earlierGrants = [{ caseId: 'x', grantedOn: '2023-01-09', cause: 'FIRE' as const }]
    after(...story)
      .when(grant, then(confirmer, { earlierGrants }))
      .refuses('same-cause-again')
    after(...story)
      .when(grant, then(confirmer))
      .emits({
        type: 'GrantDecided',
        data: {
          entitlement: {
            facts: { mode: 'INSTALMENTS', instalments: [{ month: '2023-03', fen: SUM }] },
            endsOn: '2023-03-31',
          },
        },
      })
  })
})

test('who was accepted by the door of an emergency is not granted expenditure aid, which demands more', () => {
  const kind = (particulars: Particulars): Act => [
    command('RecordParticulars', { particulars }),
    on(DAY, clerk, { policy }),
  ]
  const accepted: readonly Act[] = [burnt, [command('AcceptApplication', {}), on(DAY, clerk, { policy })]]
  const drafted: Act = [command('DraftOpinion', { opinion: 'GRANT', reasons: '属实' }), on(DAY, senior, { policy })]
  const certified = { as: 'ALLOWANCE' as const, documentNumber: 'C', until: null, issuer: '示例邻县民政局' }
  const grant = command('DecideGrant', {
    decisionNumber: '示临救〔2023〕3号',
    holder: father,
    payee: { kind: 'HOLDER' },
    amountFen: SUM,
    noConflictOfInterest: true,
  })
  const bill = fire({ kind: 'EXPENDITURE', certified, spendingFen: 1 })
  after(...accepted, kind(bill), drafted)
    .when(grant, on(DAY, confirmer, { policy }))
    .refuses('lane-demands-more', { lane: 'RECIPIENT', accepted: 'EMERGENCY' })
  after(...accepted, kind(fire({ urgent: false })), drafted)
    .when(grant, on(DAY, confirmer, { policy }))
    .emits({ type: 'GrantDecided' })
})

describe('2026-TA: quick small aid by the ordinary way', () => {
  const day = '2026-02-02'
  const at = (who: Actor) => on(day, who, { policy })
  const quick = fire({ kind: 'QUICK_SMALL', urgent: false, award: { by: 'TIER', tier: 1 } })
  const accepted: readonly Act[] = [intake(quick, day), [command('AcceptApplication', {}), at(clerk)]]
  const grant = command('DecideGrant', {
    decisionNumber: '示临救〔2026〕1号',
    holder: father,
    payee: { kind: 'HOLDER' },
    amountFen: 28_500,
    noConflictOfInterest: true,
  })

  test('is due within three days, without check and without notice, by the township under its delegation', () => {
    after(intake(quick, day))
      .when(command('AcceptApplication', {}), at(clerk))
      .emits({
        type: 'ApplicationAccepted',
        data: { lane: 'QUICK_SMALL', deadlines: [{ clock: 'WHOLE_CASE', due: '2026-02-05', clause: '2026-TA' }] },
      })
    after(...accepted)
      .when(command('RequestEconomicCheck', {}), at(clerk))
      .refuses('step-unknown', { clause: '2026-TA' })
    const drafted: readonly Act[] = [
      ...accepted,
      [command('DraftOpinion', { opinion: 'GRANT', reasons: '属实' }), at(senior)],
    ]
    after(...drafted)
      .when(command('PostNotice', { places: ['公开栏'], photoSha256: null }), at(clerk))
      .refuses('scheme-not-posted')
    after(...drafted)
      .when(grant, at(townshipConfirmer))
      .emits({ type: 'GrantDecided', delegation: '示政发〔2023〕4号', data: { sheet: { amountFen: 28_500 } } })
  })

  test('goes the full way on the day before its document', () => {
    const before: readonly Act[] = [
      intake(quick, '2026-01-28'),
      [command('DeclareCloseRelatives', { relatives: [] }), on('2026-01-28', clerk, { policy })],
    ]
    after(...before)
      .when(command('AcceptApplication', {}), on('2026-01-28', clerk, { policy }))
      .refuses('authorization-missing')
  })
})
