import { describe, expect, test } from 'vitest'
import { caseDecider } from '../../../src/domain/case/decide.ts'
import { given } from '../../given.ts'
import { standard } from '../policy/published.ts'
import {
  assessed,
  child,
  clerk,
  command,
  confirmer,
  countyVisitor,
  father,
  grandmother,
  member,
  mother,
  on,
  person,
  personsWith,
  policyWith,
  senior,
  stranger,
  townshipConfirmer,
  wages,
} from './household.ts'
import { type Act, after, li, stateOf, told } from './story.ts'

const assess = (fen: number, day: string): Act => [
  command('AssessIncome', { assessment: assessed([wages(fen)]) }),
  on(day),
]
const increase = (amountFen: number, decisionNumber = '变1号') =>
  command('DecideIncrease', { decisionNumber, amountFen, reasons: '收入减少' })
const reduction = (amountFen: number, decisionNumber = '变1号') =>
  command('DecideReduction', { decisionNumber, amountFen, reasons: '收入增加' })
const late = '2026-07-15'

/** The household in a review of July 2026, one member of staff having assessed it anew. */
const reviewIn2026 = (fen: number): readonly Act[] => [
  ...li.confirmed,
  [command('OpenReview', { cause: 'DATA_MATCH' }), on('2026-07-01')],
  assess(fen, '2026-07-02'),
]
const invite = (hearingOn: string) => command('InviteHearing', { hearingOn, about: '拟减发' })
const hearing = (over = {}) =>
  command('RecordHearing', { personId: father, statement: '无异议', notPossible: null, ...over })

describe('a review', () => {
  test('is opened with its cause; the first month has come meanwhile', () => {
    after(...li.confirmed)
      .when(command('OpenReview', { cause: 'CADENCE' }), on('2023-09-01'))
      .emits({ type: 'EntitlementStarted' }, { type: 'ReviewOpened', data: { cause: 'CADENCE', deadlines: [] } })
  })

  test('closes unchanged and sets the next', () => {
    const close = command('CloseReviewUnchanged', { reasons: '无明显变化' })
    after(...li.reviewed)
      .when(close, on('2023-09-05', senior))
      .emits({ type: 'ReviewClosedUnchanged', data: { reviewDue: '2024-03-05' } })
    after(...li.confirmed, [command('OpenReview', { cause: 'CADENCE' }), on('2023-09-01')])
      .when(close, on('2023-09-05', clerk))
      .refuses('not-your-duty')
  })

  test('does not close unchanged over members who came or went, or a household that no longer qualifies', () => {
    const close = command('CloseReviewUnchanged', { reasons: '无' })
    const left: Act = [
      command('RemoveMember', { personId: mother, leftOn: '2023-09-02', reason: 'MOVED_OUT' }),
      on('2023-09-03'),
    ]
    after(...li.reviewed, left)
      .when(close, on('2023-09-05', senior))
      .refuses('review-found-change', { because: 'MEMBERS' })
    after(...li.reviewed, assess(180_000, '2023-09-04'))
      .when(close, on('2023-09-05', senior))
      .refuses('review-found-change', { because: ['INCOME'] })
  })

  test('2022-83: is not closed as if nothing had changed while a member who has died is on file', () => {
    const dead = { persons: personsWith(person(grandmother, { diedOn: '2023-09-01' })) }
    after(...li.reviewed)
      .when(command('CloseReviewUnchanged', { reasons: '无变化' }), on('2023-09-05', senior, dead))
      .refuses('review-found-change', { because: 'DEATH' })
  })

  test('2022-83: is not opened for a death while everybody lives', () => {
    after(...li.confirmed)
      .when(command('OpenReview', { cause: 'DEATH' }), on('2023-07-01', senior))
      .refuses('nobody-died')
  })

  test('2022-83: that a death opens ends three months after it, though nobody has taken the member off the file yet', () => {
    const dead = { persons: personsWith(person(grandmother, { diedOn: '2023-06-14' })) }
    after(...li.confirmed)
      .when(command('OpenReview', { cause: 'DEATH' }), on('2023-07-01', senior, dead))
      .emits(
        { type: 'EntitlementStarted' },
        { type: 'ReviewOpened', data: { deadlines: [{ clock: 'RECHECK_AFTER_DEATH', due: '2023-09-14' }] } },
      )
  })
})

describe('an increase', () => {
  test('is computed from what the review found and counts from the next month', () => {
    after(...li.reviewed, assess(60_000, '2023-09-04'))
      .when(increase(111_000), on('2023-09-06', confirmer))
      .emits({
        type: 'EntitlementIncreased',
        data: { entitlement: { fromMonth: '2023-10', amountFen: 111_000, holder: father }, delegationId: null },
      })
      .leaves(({ status }) => expect(status).toBe('ENTITLED'))
  })

  test('is one only against what would be paid anyway: a raised standard is no increase', () => {
    const policy = policyWith(standard({ effectiveFrom: '2023-10-01', inForceOn: '2023-09-01', monthlyFen: 60_000 }))
    after(...li.reviewed, assess(90_000, '2023-09-04'))
      .when(increase(90_000), on('2023-09-06', confirmer, { policy }))
      .refuses('not-an-increase', { before: 90_000, after: 90_000 })
  })

  test('is not decided by whoever assessed, under a used number, or for another amount', () => {
    const assessedBy: readonly Act[] = [...li.reviewed, assess(60_000, '2023-09-04')]
    const own = on('2023-09-06', { ...confirmer, sub: 'clerk' })
    after(...assessedBy)
      .when(increase(111_000), own)
      .refuses('decides-own-work')
    after(...assessedBy)
      .when(increase(111_000, '确1号'), on('2023-09-06', confirmer))
      .refuses('decision-number-used')
    after(...assessedBy)
      .when(increase(1), on('2023-09-06', confirmer))
      .refuses('amount-drifted')
  })

  test('covers a child only once its claim is held', () => {
    const born: readonly Act[] = [
      ...li.confirmed,
      [command('AddMember', { member: member(child), joinedOn: '2023-06-18' }), on('2023-06-20')],
    ]
    after(...born)
      .when(increase(138_000), on('2023-06-21', confirmer))
      .emits({ type: 'EntitlementIncreased', data: { entitlement: { members: [father, mother, grandmother, child] } } })
    after(...born)
      .when(increase(138_000), on('2023-06-21', confirmer, { claimsHeld: [father, mother, grandmother] }))
      .refuses('claim-missing')
  })
})

describe('a reduction', () => {
  test('before July 2026 follows the review', () => {
    after(...li.reviewed, assess(120_000, '2023-09-04'))
      .when(reduction(51_000), on('2023-09-06', confirmer))
      .emits({ type: 'ReductionDecided', data: { entitlement: { amountFen: 51_000, fromMonth: '2023-10' } } })
    after(...li.reviewed, assess(60_000, '2023-09-04'))
      .when(reduction(111_000), on('2023-09-06', confirmer))
      .refuses('not-a-reduction')
    after(...li.reviewed, assess(180_000, '2023-09-04'))
      .when(reduction(0), on('2023-09-06', confirmer))
      .refuses('does-not-qualify')
  })

  test('needs one of the household heard, and nobody else', () => {
    after(...reviewIn2026(120_000), [invite('2026-07-10'), on('2026-07-03')])
      .when(hearing({ personId: stranger }), on('2026-07-10'))
      .refuses('not-a-member')
  })

  test('from July 2026 on needs the recipient heard, an increase does not', () => {
    after(...reviewIn2026(120_000))
      .when(reduction(51_000), on(late, confirmer))
      .refuses('hearing-missing')
    after(...reviewIn2026(60_000))
      .when(increase(111_000), on(late, confirmer))
      .emits({ type: 'EntitlementIncreased' })
    after(...reviewIn2026(120_000), [invite('2026-07-10'), on('2026-07-03')], [hearing(), on('2026-07-10')])
      .when(reduction(51_000), on(late, confirmer))
      .emits({ type: 'ReductionDecided' })
  })

  test('reaches back to the month after a death, but not behind the first paid month', () => {
    const died: readonly Act[] = [
      ...li.confirmed,
      [command('RemoveMember', { personId: grandmother, leftOn: '2023-09-14', reason: 'DIED' }), on('2023-12-01')],
    ]
    after(...died)
      .when(reduction(24_000), on('2023-12-05', confirmer))
      .emits({ type: 'ReductionDecided', data: { entitlement: { fromMonth: '2023-10' } } })
    const early: readonly Act[] = [
      ...li.confirmed,
      [command('RemoveMember', { personId: grandmother, leftOn: '2023-04-10', reason: 'DIED' }), on('2023-04-12')],
    ]
    expect(stateOf(...early).status).toBe('IN_REVIEW')
    after(...early)
      .when(reduction(24_000), on('2023-04-13', confirmer))
      .emits({ type: 'ReductionDecided', data: { entitlement: { fromMonth: '2023-05' } } })
  })

  test('reaches back past a later change of holder, but never over a pause', () => {
    const change: Act = [
      command('ChangeHolder', { holder: mother, payee: { kind: 'HOLDER' }, fromMonth: '2023-12', reasons: '外出' }),
      on('2023-11-20', senior),
    ]
    const death: Act = [
      command('RemoveMember', { personId: grandmother, leftOn: '2023-09-14', reason: 'DIED' }),
      on('2023-12-01'),
    ]
    after(...li.confirmed, change, death)
      .when(reduction(24_000), on('2023-12-05', confirmer))
      .emits({ type: 'ReductionDecided', data: { entitlement: { fromMonth: '2023-10', holder: mother } } })
    const pause: readonly Act[] = [
      [command('RecordDueFacts', {}), on('2023-09-01')],
      [command('SuspendEntitlement', { until: '2023-12-31', reasons: '待核实' }), on('2023-09-10', confirmer)],
      [command('ResumeEntitlement', { fromMonth: '2023-12', reasons: '恢复' }), on('2023-11-20', confirmer)],
    ]
    after(...li.confirmed, ...pause, death)
      .when(reduction(24_000), on('2023-12-05', confirmer))
      .emits({ type: 'ReductionDecided', data: { entitlement: { fromMonth: '2023-12' } } })
  })

  test('of a household whose holder has gone waits for a new one', () => {
    const gone: readonly Act[] = [
      ...li.confirmed,
      [command('RemoveMember', { personId: father, leftOn: '2023-09-14', reason: 'DIED' }), on('2023-09-20')],
    ]
    const decide = increase(114_000)
    after(...gone)
      .when(decide, on('2023-09-25', confirmer))
      .refuses('not-a-member', { personId: father })
    const change = command('ChangeHolder', {
      holder: mother,
      payee: { kind: 'HOLDER' },
      fromMonth: '2023-10',
      reasons: '原领取人去世',
    })
    after(...gone, [change, on('2023-09-25', senior)])
      .when(decide, on('2023-09-26', confirmer))
      .emits({ type: 'EntitlementIncreased', data: { entitlement: { holder: mother, fromMonth: '2023-10' } } })
  })
})

describe('a hearing', () => {
  const invited: readonly Act[] = [...reviewIn2026(120_000), [invite('2026-07-10'), on('2026-07-03')]]

  test('is invited to a coming day and recorded', () => {
    after(...reviewIn2026(120_000))
      .when(invite('2026-07-10'), on('2026-07-03'))
      .emits({ type: 'HearingInvited', data: { hearingOn: '2026-07-10' } })
      .leaves(({ status }) => expect(status).toBe('HEARING'))
    after(...reviewIn2026(120_000))
      .when(invite('2026-07-02'), on('2026-07-03'))
      .refuses('hearing-day-past')
    after(...invited)
      .when(hearing(), on('2026-07-10'))
      .emits({ type: 'HearingRecorded', data: { heldOn: '2026-07-10' } })
  })

  test('has a statement or a reason, not both and not neither', () => {
    after(...invited)
      .when(hearing({ statement: null }), on('2026-07-10'))
      .refuses('hearing-answer')
    after(...invited)
      .when(hearing({ notPossible: '未到' }), on('2026-07-10'))
      .refuses('hearing-answer')
  })

  test('is not claimed impossible before the day has come, nor held without an invitation', () => {
    const absent = hearing({ statement: null, notPossible: '经通知未到场' })
    after(...invited)
      .when(absent, on('2026-07-09'))
      .refuses('hearing-still-possible')
    after(...invited)
      .when(absent, on('2026-07-10'))
      .emits({ type: 'HearingRecorded', data: { statement: null } })
    after(...reviewIn2026(120_000))
      .when(hearing(), on('2026-07-10'))
      .refuses('not-invited')
    after(...invited)
      .when(hearing({ on: '2026-07-02', lateReason: 'OTHER' }), on('2026-07-10'))
      .refuses('before-earlier-step', { earliest: '2026-07-03' })
    after(...reviewIn2026(120_000))
      .when(absent, on('2026-07-10'))
      .refuses('not-invited')
  })

  test('of the only member who has died is recorded as impossible', () => {
    const gone = [father, mother, grandmother].map(
      (personId): Act => [
        command('RemoveMember', { personId, leftOn: '2026-07-05', reason: 'DIED' }),
        on('2026-07-06'),
      ],
    )
    const stop = command('DecideTermination', { decisionNumber: '停1号', ground: 'DEATH', reasons: '已去世' })
    after(...li.confirmed, ...gone)
      .when(stop, on(late, confirmer))
      .refuses('hearing-missing')
    const noted: Act = [hearing({ statement: null, notPossible: '成员均已去世' }), on('2026-07-08')]
    after(...li.confirmed, ...gone, noted)
      .when(stop, on('2026-09-01', confirmer))
      .emits({ type: 'TerminationDecided', data: { ground: 'DEATH', lastMonth: '2026-07' } })
  })
})

describe('another holder', () => {
  const change = (holder: string, fromMonth: string) =>
    command('ChangeHolder', { holder, payee: { kind: 'HOLDER' }, fromMonth, reasons: '外出' })

  test('counts from a month that has not been instructed', () => {
    const instructed = on('2023-09-10', senior, { lastInstructedMonth: '2023-09' })
    after(...li.confirmed)
      .when(change(mother, '2023-10'), instructed)
      .emits(
        { type: 'EntitlementStarted' },
        { type: 'HolderChanged', data: { entitlement: { holder: mother, fromMonth: '2023-10', amountFen: 81_000 } } },
      )
    after(...li.confirmed)
      .when(change(mother, '2023-09'), instructed)
      .refuses('month-instructed', { lastInstructedMonth: '2023-09' })
  })

  test('counts from the next month that nobody has instructed at the latest', () => {
    const when = (fromMonth: string, lastInstructedMonth: string | null) =>
      after(...li.confirmed).when(change(mother, fromMonth), on('2023-09-10', senior, { lastInstructedMonth }))
    const far = { from: '2023-05', to: '2023-10' }
    when('2023-11', null).refuses('month-out-of-range', far)
    when('2023-11', '2023-09').refuses('month-out-of-range', far)
    const changed = [{ type: 'EntitlementStarted' }, { type: 'HolderChanged' }] as const
    when('2023-10', null).emits(...changed)
    when('2023-11', '2023-10').emits(...changed)
  })

  test('is a living member, another one, from a month of the entitlement', () => {
    const today = on('2023-09-10', senior)
    after(...li.confirmed)
      .when(change(stranger, '2023-10'), today)
      .refuses('not-a-member')
    after(...li.confirmed)
      .when(change(father, '2023-10'), today)
      .refuses('same-holder')
    after(...li.confirmed)
      .when(change(mother, '2023-04'), today)
      .refuses('month-out-of-range')
    const dead = { persons: personsWith(person(mother, { diedOn: '2023-09-01' })) }
    after(...li.confirmed)
      .when(change(mother, '2023-10'), on('2023-09-10', senior, dead))
      .refuses('person-deceased')
  })
})

describe('a suspension', () => {
  const suspend = command('SuspendEntitlement', { until: '2023-12-31', reasons: '无法联系' })
  const suspended: readonly Act[] = [...li.reviewed, [suspend, on('2023-09-10', confirmer)]]
  const resume = (fromMonth: string) => command('ResumeEntitlement', { fromMonth, reasons: '已联系' })

  test('pauses from the next month, and is ended by a resumption, or for good by a stop', () => {
    after(...li.reviewed)
      .when(suspend, on('2023-09-10', confirmer))
      .emits({ type: 'EntitlementSuspended', data: { fromMonth: '2023-10', until: '2023-12-31' } })
      .leaves((state) => {
        if (state.status !== 'SUSPENDED') throw new Error(state.status)
        expect(state.periods.map(({ from, to }) => [from, to])).toEqual([['2023-05', '2023-09']])
      })
    const stop = command('DecideTermination', { decisionNumber: '停1号', ground: 'OWN_WISH', reasons: '自愿' })
    after(...suspended)
      .when(stop, on('2024-02-01', confirmer))
      .emits({ type: 'TerminationDecided', data: { lastMonth: '2023-09' } })
    after(...suspended)
      .when(command('CloseReviewUnchanged', { reasons: '不变' }), on('2024-02-01', senior))
      .refuses('wrong-state', { status: 'SUSPENDED' })
  })

  test('is ended from a month of the pause on, and the review goes on', () => {
    after(...suspended)
      .when(resume('2023-11'), on('2023-12-05', confirmer))
      .emits({ type: 'EntitlementResumed', data: { entitlement: { fromMonth: '2023-11', amountFen: 81_000 } } })
      .leaves((state) => {
        if (state.status !== 'IN_REVIEW') throw new Error(state.status)
        expect(state.periods.map(({ from, to }) => [from, to])).toEqual([
          ['2023-05', '2023-09'],
          ['2023-11', null],
        ])
      })
    after(...suspended)
      .when(resume('2023-09'), on('2023-12-05', confirmer))
      .refuses('month-out-of-range')
    after(...suspended)
      .when(resume('2024-02'), on('2023-12-05', confirmer))
      .refuses('month-out-of-range')
  })

  test('is decided by whoever may decide at all', () => {
    after(...li.reviewed)
      .when(suspend, on('2023-09-10', townshipConfirmer))
      .refuses('not-delegated')
    after(...suspended)
      .when(resume('2023-11'), on('2023-12-05', townshipConfirmer))
      .refuses('not-delegated')
  })

  test('ends after today', () => {
    after(...li.reviewed)
      .when(command('SuspendEntitlement', { until: '2023-09-10', reasons: 'x' }), on('2023-09-10', confirmer))
      .refuses('suspension-end')
  })
})

describe('a gradual exit', () => {
  const leave = (lastMonth: string, personId = father) =>
    command('StartGradualExit', { decisionNumber: '渐1号', personId, lastMonth, reasons: '就业' })
  const over: readonly Act[] = [...li.reviewed, assess(180_000, '2023-09-04')]
  const leaving: readonly Act[] = [...over, [leave('2024-03'), on('2023-09-10', confirmer)]]
  const back = command('EndGradualExit', { reasons: '失业' })

  test('lasts six months at most after somebody found work', () => {
    after(...over)
      .when(leave('2024-03'), on('2023-09-10', confirmer))
      .emits({ type: 'GradualExitStarted', data: { fromMonth: '2023-10', lastMonth: '2024-03', personId: father } })
    after(...over)
      .when(leave('2024-04'), on('2023-09-10', confirmer))
      .refuses('gradual-exit-too-long', { months: 6 })
    after(...over)
      .when(leave('2023-09'), on('2023-09-10', confirmer))
      .refuses('gradual-exit-too-long')
  })

  test('is for a member with wages, in a household over the line', () => {
    after(...over)
      .when(leave('2024-03', mother), on('2023-09-10', confirmer))
      .refuses('gradual-exit-without-job')
    after(...li.reviewed)
      .when(leave('2024-03'), on('2023-09-10', confirmer))
      .refuses('gradual-exit-without-job')
    after(...li.reviewed, assess(120_000, '2023-09-04'))
      .when(leave('2024-03'), on('2023-09-10', confirmer))
      .refuses('still-qualifies')
  })

  test('was unknown before 2022-83, and from July 2026 on needs a hearing, for it ends in a stop', () => {
    const earlier = told(over).map((past) => past)
    given(caseDecider, ...earlier)
      .when(leave('2022-09'), on('2022-06-10', confirmer))
      .refuses('no-gradual-exit')
    after(...reviewIn2026(180_000))
      .when(leave('2027-01'), on(late, confirmer))
      .refuses('hearing-missing')
  })

  test('runs out by itself: the next command says so', () => {
    after(...leaving)
      .when(command('RecordDueFacts', {}), on('2024-04-01'))
      .emits({
        type: 'GradualExitEnded',
        data: { outcome: 'TERMINATED', endedOn: '2024-03-31', lastMonth: '2024-03' },
        on: '2024-03-31',
      })
      .leaves(({ status }) => expect(status).toBe('TERMINATED'))
    after(...leaving)
      .when(command('RecordDueFacts', {}), on('2024-03-31'))
      .emits()
  })

  test('is taken back when income falls again', () => {
    after(...leaving)
      .when(back, on('2023-12-05', confirmer))
      .refuses('assessment-missing')
    const reassess: Act = [command('AssessIncome', { assessment: assessed([wages(90_000)]) }), on('2023-12-01')]
    after(...leaving, reassess)
      .when(back, on('2023-12-05', confirmer))
      .emits({ type: 'GradualExitEnded', data: { outcome: 'BACK_TO_ENTITLED', lastMonth: null } })
      .leaves((state) => {
        if (state.status !== 'ENTITLED') throw new Error(state.status)
        expect(state.periods.at(-1)?.to).toBeNull()
      })
    after(...leaving, assess(180_000, '2023-12-01'))
      .when(back, on('2023-12-05', confirmer))
      .refuses('does-not-qualify')
  })

  test('may be changed by a review of its own, within its months', () => {
    const review: readonly Act[] = [
      [command('OpenReview', { cause: 'OWN_REPORT' }), on('2024-01-08')],
      assess(60_000, '2024-01-09'),
    ]
    after(...leaving, ...review)
      .when(increase(111_000), on('2024-01-10', confirmer))
      .emits({ type: 'EntitlementIncreased', data: { entitlement: { fromMonth: '2024-02', toMonth: '2024-03' } } })
      .leaves(({ status }) => expect(status).toBe('GRADUAL_EXIT'))
    after(...leaving, ...review)
      .when(increase(111_000), on('2024-03-10', confirmer))
      .refuses('month-out-of-range', { fromMonth: '2024-04', to: '2024-03' })
  })

  test('runs on for those who are left when somebody dies in it: their share of what was paid before the work', () => {
    const dead = { reason: 'DIED' as const, personId: grandmother, leftOn: '2023-11-20' }
    const died: readonly Act[] = [...leaving, [command('RemoveMember', dead), on('2023-11-25')]]
    // Over the line by the wages for which they leave: 270 a head, as it was decided.
    after(...died)
      .when(reduction(54_000), on('2023-12-05', confirmer))
      .emits({
        type: 'ReductionDecided',
        data: {
          entitlement: {
            fromMonth: '2023-12',
            toMonth: '2024-03',
            amountFen: 54_000,
            facts: { mode: 'GAP', members: 2, countableIncomeFen: 60_000 },
          },
        },
      })
      .leaves(({ status }) => expect(status).toBe('GRADUAL_EXIT'))
  })

  test('knows no review unless one is opened, so a decision in it waits for one', () => {
    after(...leaving)
      .when(
        command('DecideTermination', { decisionNumber: '停1号', ground: 'OWN_WISH', reasons: 'x' }),
        on('2023-12-05', confirmer),
      )
      .refuses('no-review')
  })
})

describe('a stop', () => {
  const stop = (ground: 'INCOME' | 'ASSETS' | 'DEATH' | 'MOVED_OUT') =>
    command('DecideTermination', { decisionNumber: '停1号', ground, reasons: '理由' })

  test('pays the month of the decision', () => {
    after(...li.reviewed, assess(180_000, '2023-09-04'))
      .when(stop('INCOME'), on('2023-09-10', confirmer))
      .emits({ type: 'TerminationDecided', data: { lastMonth: '2023-09' } })
  })

  test('rests on grounds that the review has borne out', () => {
    after(...li.reviewed)
      .when(stop('INCOME'), on('2023-09-10', confirmer))
      .refuses('assessment-missing')
    after(...li.reviewed, assess(90_000, '2023-09-04'))
      .when(stop('INCOME'), on('2023-09-10', confirmer))
      .refuses('ground-not-borne-out')
    after(...li.reviewed)
      .when(stop('DEATH'), on('2023-09-10', confirmer))
      .refuses('members-live')
    after(...li.reviewed)
      .when(stop('MOVED_OUT'), on('2023-09-10', confirmer))
      .emits({ type: 'TerminationDecided' })
    const early = command('DecideTermination', {
      decisionNumber: '停1号',
      ground: 'MOVED_OUT',
      happenedOn: '1949-11-30',
      reasons: '迁出',
    })
    after(...li.reviewed)
      .when(early, on('2023-09-10', confirmer))
      .refuses('member-days', { happenedOn: '1949-11-30' })
  })

  test('is told in writing before the file is closed', () => {
    const stopped: readonly Act[] = [...li.reviewed, [stop('MOVED_OUT'), on('2023-09-10', confirmer)]]
    const close = command('CloseCase', {})
    after(...stopped)
      .when(close, on('2023-09-12', countyVisitor))
      .refuses('notice-undelivered', { decisionNumber: '停1号' })
    after(...stopped, [
      command('DeliverWrittenNotice', { decisionNumber: '停1号', receivedBy: father }),
      on('2023-09-11'),
    ])
      .when(close, on('2023-09-12'))
      .emits({ type: 'CaseClosed' })
  })
})
