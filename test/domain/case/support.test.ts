import { describe, expect, test } from 'vitest'
import type { CaseContext } from '../../../src/domain/case/context.ts'
import { caseDecider } from '../../../src/domain/case/decide.ts'
import type { CaseEvent } from '../../../src/domain/case/events.ts'
import type { Particulars } from '../../../src/domain/scheme/extreme-poverty-support/particulars.ts'
import { given, type Past } from '../../given.ts'
import { nationalCalendars, policyOf } from '../policy/published.ts'
import { huancuiStandards, inTheHome, itemsWith } from '../scheme/extreme-poverty-support/support.ts'
import { assessed, caseId, clerk, command, confirmer, grandmother, member, on, senior, stranger } from './household.ts'

const SUPPORT = 'extremePovertySupport'
const HOME = '00000000-0000-4000-8000-0000000000f1'
const OTHER_HOME = '00000000-0000-4000-8000-0000000000f2'
const MOVE = '00000000-0000-4000-8000-0000000000e1'
const policy = policyOf(...nationalCalendars, ...huancuiStandards)
const institutions = new Set([HOME, OTHER_HOME])
const bedsHeld = institutions
const clerkOn = (today: string, over: Partial<CaseContext> = {}) => on(today, clerk, { policy, institutions, ...over })
const confirmerOn = (today: string, over: Partial<CaseContext> = {}) =>
  on(today, confirmer, { policy, institutions, ...over })

/** The grandmother, on the roll since January: in the home, self-care lost. */
const onRoll = (found: Partial<Particulars> = {}): CaseEvent => ({
  type: 'EntitlementTakenOver',
  data: {
    caseId,
    takenOverOn: '2023-01-10',
    oldDecisionNumber: '旧1号',
    oldDecisionOn: '2021-04-07',
    filing: 'SINGLE',
    members: [member(grandmother)],
    entitlement: {
      scheme: SUPPORT,
      fromMonth: '2023-01',
      toMonth: null,
      area: '990101001001',
      areaKind: 'URBAN',
      holder: grandmother,
      members: [grandmother],
      facts: {
        mode: 'RATES',
        members: 1,
        parts: ['BASIC_LIVING', 'CARE_CENTRALIZED_NONE'].map((rate) => ({ rate, firstMonth: null, lastMonth: null })),
        lessFen: 0,
      },
      payee: { kind: 'INSTITUTION', institutionId: HOME },
      amountFen: 181_583,
      povertyRegister: false,
      closeRelative: false,
      endsOn: null,
    },
    particulars: { personId: grandmother, facts: { ...inTheHome, ...found } },
    reviewDue: '2023-12-31',
    source: { sha256: 'a'.repeat(64), row: 1 },
  },
})
const reviewed: CaseEvent = {
  type: 'ReviewOpened',
  data: { caseId, openedOn: '2023-09-04', cause: 'OWN_REPORT', deadlines: [] },
}
const assessedAgain: CaseEvent = {
  type: 'IncomeAssessed',
  data: { caseId, assessedOn: '2023-09-05', assessment: assessed([]) },
}
const underReview: readonly Past<CaseEvent>[] = [onRoll(), reviewed, assessedAgain]
const selfCare = (unmet: number, level: 'FULL' | 'PARTIAL' | 'NONE') =>
  command('AssessSelfCare', { items: itemsWith(unmet), level, assessor: '示例镇卫生院' })

describe('self-care', () => {
  test('that has changed is assessed again within 10 working days (2021-43 Art.23)', () => {
    given(caseDecider, onRoll())
      .when(command('ReportSelfCareChange', { note: '能自己吃饭穿衣。' }), clerkOn('2023-09-04'))
      .emits({
        type: 'SelfCareChangeReported',
        data: { deadlines: [{ clock: 'SELF_CARE_AGAIN', due: '2023-09-18', clause: '2021-43 Art.23' }] },
      })
  })

  test('assessed again changes the care part from the next month on', () => {
    const found = given(caseDecider, ...underReview)
    found
      .when(selfCare(3, 'PARTIAL'), clerkOn('2023-09-12'))
      .emits({ type: 'SelfCareAssessed', data: { level: 'PARTIAL' } }, { type: 'ParticularsRecorded' })
      .leaves((state) => {
        // 900 + 5,495 / 12 = 1,357.92.
        const past = {
          ...inTheHome,
          selfCare: { items: itemsWith(3), level: 'PARTIAL', assessor: 'x', assessedOn: '2023-09-12' },
        }
        expect('file' in state && state.file?.particulars).toMatchObject({ selfCare: { level: 'PARTIAL' } })
        given(caseDecider, onRoll(past as Particulars), reviewed, assessedAgain)
          .when(
            command('DecideReduction', {
              decisionNumber: '示特〔2023〕9号',
              amountFen: 135_792,
              reasons: '自理能力好转。',
            }),
            confirmerOn('2023-09-13'),
          )
          .emits({
            type: 'ReductionDecided',
            data: {
              entitlement: {
                fromMonth: '2023-10',
                amountFen: 135_792,
                payee: { kind: 'INSTITUTION', institutionId: HOME },
              },
            },
          })
      })
    found.when(selfCare(3, 'NONE'), clerkOn('2023-09-12')).refuses('self-care-level', { given: 'PARTIAL' })
  })
})

test('facts that contradict themselves are refused also where they are told as a whole', () => {
  const told = (found: Partial<Particulars>) =>
    command('RecordParticulars', { particulars: { ...inTheHome, ...found } })
  const found = given(caseDecider, ...underReview)
  found.when(told({}), clerkOn('2023-09-12')).emits({ type: 'ParticularsRecorded' })
  const selfCareOf = { items: itemsWith(1), level: 'NONE', assessedOn: '2023-09-12', assessor: 'x' } as const
  found.when(told({ selfCare: selfCareOf }), clerkOn('2023-09-12')).refuses('self-care-level', { given: 'PARTIAL' })
  found.when(told({ form: 'DISPERSED' }), clerkOn('2023-09-12')).refuses('support-institution-missing')
})

describe('form and agreement', () => {
  const choose = (over: object = {}) =>
    command('ChooseSupportForm', {
      form: 'CENTRALIZED',
      institutionId: HOME,
      fromDay: '2023-09-20',
      statedBy: 'SELF',
      ...over,
    })
  const sign = (over: object = {}) =>
    command('SignCareAgreement', {
      agreementNumber: '示照〔2023〕12号',
      carer: stranger,
      organisation: null,
      from: '2023-10-01',
      until: '2024-09-30',
      ...over,
    })

  test('of an institution name it and the first day, those of a home name neither', () => {
    const found = given(caseDecider, ...underReview)
    found.when(choose(), clerkOn('2023-09-12')).emits({ type: 'SupportFormChosen' }, { type: 'ParticularsRecorded' })
    found.when(choose({ institutionId: null }), clerkOn('2023-09-12')).refuses('support-form-place')
    found.when(choose({ form: 'DISPERSED' }), clerkOn('2023-09-12')).refuses('support-form-place')
    found.when(choose({ fromDay: null }), clerkOn('2023-09-12')).refuses('support-form-place')
  })

  test('name a registered carer or an organisation, never the person', () => {
    const found = given(caseDecider, ...underReview)
    found
      .when(sign(), clerkOn('2023-09-12'))
      .emits({ type: 'CareAgreementSigned', data: { carer: stranger } }, { type: 'ParticularsRecorded' })
    found.when(sign({ carer: grandmother }), clerkOn('2023-09-12')).refuses('own-carer')
    found.when(sign({ carer: MOVE }), clerkOn('2023-09-12')).refuses('unknown-person')
    found.when(sign({ organisation: '互助站' }), clerkOn('2023-09-12')).refuses('care-agreement-carer')
    found.when(sign({ until: '2023-09-30' }), clerkOn('2023-09-12')).refuses('care-agreement-days')
  })

  test('are of no other scheme', () => {
    const entitlement = { ...(onRoll() as Extract<CaseEvent, { type: 'EntitlementTakenOver' }>).data.entitlement }
    const other = {
      ...onRoll(),
      data: { ...onRoll().data, entitlement: { ...entitlement, scheme: 'subsistenceAllowance' } },
    }
    given(caseDecider, other as CaseEvent, reviewed)
      .when(choose(), clerkOn('2023-09-12'))
      .refuses('command-of-other-scheme')
  })

  test('decide who is paid: a choice of home is followed by its payee', () => {
    const atHome = { form: 'DISPERSED', institutionId: null } as const
    const change = (payee: object) =>
      command('ChangeHolder', {
        holder: grandmother,
        payee: payee as { kind: 'HOLDER' },
        fromMonth: '2023-10',
        reasons: '改为分散供养。',
      })
    const found = given(caseDecider, onRoll(atHome), reviewed)
    const seniorOn = on('2023-09-12', senior, { policy, institutions, bedsHeld })
    found.when(change({ kind: 'HOLDER' }), seniorOn).emits({ type: 'HolderChanged' })
    found
      .when(change({ kind: 'INSTITUTION', institutionId: OTHER_HOME }), seniorOn)
      .refuses('payee-not-of-form', { form: 'DISPERSED' })
    // Told by hand, and no bed was ever taken there.
    given(caseDecider, onRoll({ institutionId: OTHER_HOME }), reviewed)
      .when(
        change({ kind: 'INSTITUTION', institutionId: OTHER_HOME }),
        on('2023-09-12', senior, { policy, institutions, bedsHeld: new Set([HOME]) }),
      )
      .refuses('not-a-resident', { institutionId: OTHER_HOME })
  })
})

describe('a wish', () => {
  test('is recorded whatever the person has now', () => {
    given(caseDecider, onRoll())
      .when(
        command('RecordWish', { wish: 'DISPERSED', statedBy: 'GUARDIAN', occasion: 'SURVEY' }),
        clerkOn('2023-05-04'),
      )
      .emits({ type: 'SupportWishRecorded', data: { wish: 'DISPERSED', statedBy: 'GUARDIAN' } })
  })
})

describe('a stop', () => {
  const able = assessed([{ personId: grandmother, kind: 'TRANSFER', monthlyFen: 65_000, source: 'REGISTER' }])
  const stop = (over: object = {}) =>
    command('DecideTermination', {
      decisionNumber: '示特终〔2023〕1号',
      ground: 'INCOME',
      reasons: '收入超过标准。',
      ...over,
    })
  const posted = (postedOn: string, lastDay: string): CaseEvent => ({
    type: 'StopNoticePosted',
    data: { caseId, postedOn, lastDay, ground: 'INCOME', places: ['村务公开栏'] },
  })
  const found = (assessedOn: string): CaseEvent => ({
    type: 'IncomeAssessed',
    data: { caseId, assessedOn, assessment: able },
  })

  test('for income hangs 7 full days on the wall first, and the month after is not paid (2021-43 Art.26)', () => {
    const overTheLine = [onRoll(), reviewed, found('2023-09-05')] as const
    given(caseDecider, ...overTheLine)
      .when(stop(), confirmerOn('2023-09-13'))
      .refuses('stop-notice-missing')
    given(caseDecider, ...overTheLine, posted('2023-09-05', '2023-09-12'))
      .when(stop(), confirmerOn('2023-09-13'))
      .emits({ type: 'TerminationDecided', data: { ground: 'INCOME', lastMonth: '2023-09', ruleset: '2021-43' } })
  })

  test('on a ground of the test needs that limb borne out (2021-43 Art.24)', () => {
    const notice = { ...posted('2023-09-05', '2023-09-12') }
    const other = { ...notice, data: { ...notice.data, ground: 'OBLIGOR_ABLE' } } as CaseEvent
    given(caseDecider, onRoll(), reviewed, found('2023-09-05'), other)
      .when(stop({ ground: 'OBLIGOR_ABLE' }), confirmerOn('2023-09-13'))
      .refuses('ground-not-borne-out')
  })

  test('from 2026-07-01 on needs the person heard beside the notice (2026-LAW Art.48)', () => {
    const opened = { ...reviewed, data: { ...reviewed.data, openedOn: '2026-07-06' } } as CaseEvent
    given(caseDecider, onRoll(), opened, found('2026-07-07'), posted('2026-07-07', '2026-07-14'))
      .when(stop(), confirmerOn('2026-07-15'))
      .refuses('hearing-missing')
  })
})

describe('a whole home that moves', () => {
  const move = (over: object = {}) =>
    command('MoveToInstitution', {
      moveId: MOVE,
      from: HOME,
      into: OTHER_HOME,
      fromMonth: '2023-10',
      document: { number: '示民函〔2023〕7号', title: '关于整合敬老院的批复', issuer: '示例县民政局' },
      ...over,
    })

  test('takes the payee of its resident along from the month on, with the document it rests on', () => {
    given(caseDecider, onRoll())
      .when(move(), confirmerOn('2023-09-12'))
      .emits(
        { type: 'SupportFormChosen', data: { moveId: MOVE, institutionId: OTHER_HOME }, basis: '示民函〔2023〕7号' },
        { type: 'ParticularsRecorded' },
        {
          type: 'HolderChanged',
          data: {
            entitlement: {
              fromMonth: '2023-10',
              holder: grandmother,
              payee: { kind: 'INSTITUTION', institutionId: OTHER_HOME },
            },
          },
        },
      )
      .leaves((state) => {
        if (!('periods' in state)) throw new Error(state.status)
        expect(state.periods.map(({ from, to }) => [from, to])).toEqual([
          ['2023-01', '2023-09'],
          ['2023-10', null],
        ])
      })
  })

  test('changes nothing for somebody who has moved before, and stops at a month that has gone out', () => {
    given(caseDecider, onRoll({ institutionId: OTHER_HOME }))
      .when(move(), confirmerOn('2023-09-12'))
      .emits()
    given(caseDecider, onRoll())
      .when(move(), confirmerOn('2023-09-12', { lastInstructedMonth: '2023-10' }))
      .refuses('month-instructed', { lastInstructedMonth: '2023-10' })
  })
})

test('a bed is fenced off unless its home is the one that the case has chosen', () => {
  const abandon = (institutionId: string) => command('AbandonBed', { institutionId })
  given(caseDecider, onRoll()).when(abandon(HOME), clerkOn('2023-03-06')).emits()
  given(caseDecider, onRoll())
    .when(abandon(OTHER_HOME), clerkOn('2023-03-06'))
    .emits({ type: 'BedAbandoned', data: { institutionId: OTHER_HOME } })
})
