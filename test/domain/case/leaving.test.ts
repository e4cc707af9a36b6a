import { describe, expect, test } from 'vitest'
import type { CrisisMeasure } from '../../../src/domain/crisis/measures.ts'
import { rulesetIn } from '../../../src/domain/policy/timeline.ts'
import { schemes } from '../../../src/domain/scheme/schemes.ts'
import { delegation, parameter, standard, VILLAGE } from '../policy/published.ts'
import {
  actor,
  assessed,
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
  surveyor,
  townshipConfirmer,
  wages,
} from './household.ts'
import { type Act, after, li, stateOf, told } from './story.ts'

const offerId = (number: number): string => `0ffe0000-0000-4000-8000-00000000000${number}`

/** An offer of work on a day of 2023 and its answer the day after. */
const offered = (
  number: number,
  month: string,
  answer: 'ACCEPTED' | 'REFUSED' | 'EXCUSED',
  personId = father,
): Act[] => [
  [command('OfferWork', { personId, job: '保洁员', suits: '身体健康' }, offerId(number)), on(`2023-${month}-05`)],
  [command('RecordWorkAnswer', { offerId: offerId(number), answer, reasons: '无正当理由' }), on(`2023-${month}-06`)],
]
const refusedThrice: readonly Act[] = [
  ...li.confirmed,
  ...offered(1, '05', 'REFUSED'),
  ...offered(2, '06', 'REFUSED'),
  ...offered(3, '07', 'REFUSED'),
]
const reduce = (amountFen: number) =>
  command('DecideReduction', { decisionNumber: '变1号', amountFen, reasons: '三次拒绝介绍工作' })

describe('2021-57 Art.34: suitable work refused three times in a row', () => {
  test('opens a review at the third refusal, not before', () => {
    after(...li.confirmed, ...offered(1, '05', 'REFUSED'), ...offered(2, '06', 'REFUSED').slice(0, 1))
      .when(command('RecordWorkAnswer', { offerId: offerId(2), answer: 'REFUSED', reasons: 'x' }), on('2023-06-06'))
      .emits({ type: 'WorkAnswered' })
    after(...refusedThrice.slice(0, -1))
      .when(command('RecordWorkAnswer', { offerId: offerId(3), answer: 'REFUSED', reasons: 'x' }), on('2023-07-06'))
      .emits({ type: 'WorkAnswered' }, { type: 'ReviewOpened', data: { cause: 'WORK_REFUSED' } })
  })

  test('costs that person their share and nobody else theirs', () => {
    // 570 less 300 per head is 270; of three shares two are paid.
    after(...refusedThrice)
      .when(reduce(54_000), on('2023-07-10', confirmer))
      .emits({
        type: 'ReductionDecided',
        data: {
          entitlement: {
            amountFen: 54_000,
            fromMonth: '2023-08',
            members: [father, mother, grandmother],
            facts: { mode: 'GAP', members: 2, countableIncomeFen: 60_000 },
          },
        },
      })
    after(...refusedThrice)
      .when(command('CloseReviewUnchanged', { reasons: '不变' }), on('2023-07-10', senior))
      .refuses('review-found-change', { because: 'WORK_REFUSED' })
  })

  test('is a row: work that was taken breaks it, a good reason neither breaks nor counts', () => {
    const broken = [...offered(1, '05', 'REFUSED'), ...offered(2, '06', 'ACCEPTED'), ...offered(3, '07', 'REFUSED')]
    expect(stateOf(...li.confirmed, ...broken).status).toBe('ENTITLED')
    const excused = [...offered(1, '05', 'REFUSED'), ...offered(2, '06', 'REFUSED'), ...offered(3, '07', 'EXCUSED')]
    expect(stateOf(...li.confirmed, ...excused).status).toBe('ENTITLED')
    expect(stateOf(...li.confirmed, ...excused, ...offered(4, '08', 'REFUSED')).status).toBe('IN_REVIEW')
  })

  test('ZJ-2020: counts only within the months that the place has set', () => {
    const policy = policyWith(parameter('workRefusalWithinMonths', '1', { effectiveFrom: '2023-01-01' }))
    const acts = refusedThrice.map(([act, context]): Act => [act, { ...context, policy }])
    expect(stateOf(...acts).status).toBe('ENTITLED')
  })

  test('is asked of those who can work, one offer at a time', () => {
    const offer = command('OfferWork', { personId: grandmother, job: '保洁员', suits: '适合' })
    after(...li.confirmed)
      .when(offer, on('2023-05-05'))
      .refuses('cannot-work')
    after(...li.confirmed, ...offered(1, '05', 'REFUSED').slice(0, 1))
      .when(command('OfferWork', { personId: father, job: '门卫', suits: '适合' }, offerId(2)), on('2023-05-06'))
      .refuses('offer-open')
    const answer = command('RecordWorkAnswer', { offerId: offerId(9), answer: 'REFUSED', reasons: 'x' })
    after(...li.confirmed)
      .when(answer, on('2023-05-06'))
      .refuses('unknown-offer')
    after(...li.confirmed, ...offered(1, '05', 'REFUSED'))
      .when(command('RecordWorkAnswer', { offerId: offerId(1), answer: 'ACCEPTED', reasons: 'x' }), on('2023-05-07'))
      .refuses('offer-answered')
  })
})

describe('a major change that nobody reported', () => {
  const untold = (happenedOn: string) =>
    command('RecordUnreportedChange', { personId: father, what: '外出务工', happenedOn })

  test('2022-83: is reprimanded when it is more than three months old, and reviewed either way', () => {
    after(...li.confirmed)
      .when(untold('2023-05-10'), on('2023-08-11'))
      .emits(
        { type: 'EntitlementStarted' },
        { type: 'UnreportedChangeFound', data: { reprimandedUnder: '2022-83', foundOn: '2023-08-11' } },
        { type: 'ReviewOpened', data: { cause: 'UNREPORTED_CHANGE' } },
      )
    after(...li.confirmed)
      .when(untold('2023-05-11'), on('2023-08-11'))
      .emits(
        { type: 'EntitlementStarted' },
        { type: 'UnreportedChangeFound', data: { reprimandedUnder: null } },
        { type: 'ReviewOpened' },
      )
  })

  test('did not happen tomorrow, nor before anybody was born', () => {
    after(...li.confirmed)
      .when(untold('2023-08-12'), on('2023-08-11'))
      .refuses('future-day')
    after(...li.confirmed)
      .when(untold('1970-01-01'), on('2023-08-11'))
      .refuses('member-days')
  })
})

const measure: CrisisMeasure = {
  measureId: '0c000000-0000-4000-8000-000000000001',
  area: '990101',
  document: { number: '示民发〔2023〕3号', title: '关于应急措施的通知', issuer: '示例县民政局' },
  from: '2023-09-01',
  until: '2023-12-31',
  schemes: null,
  pausesExits: true,
  reviewMonthsLonger: 3,
}
const crisis = { crisis: [measure] }

describe('luliang-2020: while a crisis measure pauses exits', () => {
  const richer: readonly Act[] = [
    ...li.reviewed,
    [command('AssessIncome', { assessment: assessed([wages(300_000)]) }), on('2023-09-05', surveyor)],
  ]
  const stop = (ground: string) => command('DecideTermination', { decisionNumber: '停1号', ground, reasons: '超标' })

  test('nothing is stopped, lowered or paused, and the refusal names the document', () => {
    after(...richer)
      .when(stop('INCOME'), on('2023-09-10', confirmer, crisis))
      .refuses('exit-paused', { document: '示民发〔2023〕3号', until: '2023-12-31' })
    const exit = command('StartGradualExit', {
      decisionNumber: '渐1号',
      personId: father,
      lastMonth: '2023-12',
      reasons: '就业',
    })
    after(...richer)
      .when(exit, on('2023-09-10', confirmer, crisis))
      .refuses('exit-paused')
    after(...richer)
      .when(
        command('SuspendEntitlement', { until: '2023-10-31', reasons: '待核实' }),
        on('2023-09-10', confirmer, crisis),
      )
      .refuses('exit-paused')
    after(...refusedThrice)
      .when(reduce(54_000), on('2023-09-10', confirmer, crisis))
      .refuses('exit-paused')
  })

  test('everything goes on the day after its last day, and before its first', () => {
    after(...richer)
      .when(stop('INCOME'), on('2024-01-01', confirmer, crisis))
      .emits({ type: 'TerminationDecided' })
    const later = { crisis: [{ ...measure, from: '2023-09-11' }] }
    after(...richer)
      .when(stop('INCOME'), on('2023-09-10', confirmer, later))
      .emits({ type: 'TerminationDecided' })
  })

  test('who wants to leave may', () => {
    after(...richer)
      .when(stop('OWN_WISH'), on('2023-09-10', confirmer, crisis))
      .emits({ type: 'TerminationDecided' })
  })
})

describe('2021-57 Art.31: a review that falls due in a crisis', () => {
  const defer = command('DeferReview', {})
  const inForce = { crisis: [{ ...measure, from: '2023-10-01' }] }

  test('is put off once by each measure', () => {
    // Confirmed 2023-04-07 with somebody who can work: due half a year later.
    after(...li.confirmed)
      .when(defer, on('2023-10-01', clerk, inForce))
      .emits(
        { type: 'EntitlementStarted' },
        { type: 'ReviewDeferred', data: { reviewDue: '2024-01-07', deadlines: [{ clause: '示民发〔2023〕3号' }] } },
      )
      .leaves((state) => expect('reviewDue' in state && state.reviewDue).toBe('2024-01-07'))
    const long = { crisis: [{ ...measure, from: '2023-10-01', until: '2024-12-31' }] }
    const once: readonly Act[] = [...li.confirmed, [defer, on('2023-10-01', clerk, long)]]
    after(...once)
      .when(defer, on('2023-10-02', clerk, long))
      .emits()
  })

  test('stays due where no measure covers its day', () => {
    const over = { crisis: [{ ...measure, until: '2023-10-06' }] }
    expect(told([[defer, on('2023-10-01', clerk, over)]], told(li.confirmed)).length).toBe(
      told(li.confirmed).length + 1,
    )
  })
})

describe('a pause', () => {
  const suspend = (until: string, decisionNumber?: string) =>
    command('SuspendEntitlement', { until, reasons: '无法联系', ...(decisionNumber ? { decisionNumber } : {}) })

  test('lasts no longer than the place allows', () => {
    after(...li.reviewed)
      .when(suspend('2024-03-11'), on('2023-09-10', confirmer))
      .refuses('suspension-too-long', { last: '2024-03-10' })
    const policy = policyWith(parameter('suspensionMonths', '1', { effectiveFrom: '2023-01-01' }))
    after(...li.reviewed)
      .when(suspend('2023-10-11'), on('2023-09-10', confirmer, { policy }))
      .refuses('suspension-too-long', { clause: '示民发〔2023〕3号' })
  })

  test('2026-LAW Art.48: is heard like a reduction from the day the law says so', () => {
    after(...li.reviewed)
      .when(suspend('2026-08-31'), on('2026-06-30', confirmer))
      .emits({ type: 'EntitlementSuspended' })
    after(...li.reviewed)
      .when(suspend('2026-08-31'), on('2026-07-01', confirmer))
      .refuses('hearing-missing')
  })

  test('that a township decides names its delegation, has a number, and is filed', () => {
    const policy = policyWith(delegation())
    const inTownship = (day: string) => on(day, townshipConfirmer, { policy })
    after(...li.reviewed)
      .when(suspend('2023-12-31'), inTownship('2023-09-10'))
      .refuses('decision-number-missing')
    after(...li.reviewed)
      .when(suspend('2023-12-31', '暂1号'), inTownship('2023-09-10'))
      .emits({
        type: 'EntitlementSuspended',
        data: { decisionNumber: '暂1号', delegationId: expect.any(String) },
        delegation: '示政发〔2023〕4号',
      })
    const suspended: readonly Act[] = [...li.reviewed, [suspend('2023-12-31', '暂1号'), inTownship('2023-09-10')]]
    after(...suspended)
      .when(command('FileDecision', { decisionNumber: '暂1号' }), on('2023-09-12', clerk))
      .emits({ type: 'DecisionFiled', data: { decisionNumber: '暂1号' } })
    const resume = (decisionNumber: string) =>
      command('ResumeEntitlement', { fromMonth: '2023-10', reasons: '已联系', decisionNumber })
    after(...suspended)
      .when(resume('暂1号'), inTownship('2023-09-20'))
      .refuses('decision-number-used')
    after(...suspended)
      .when(resume('恢1号'), inTownship('2023-09-20'))
      .emits({ type: 'EntitlementResumed', data: { decisionNumber: '恢1号' }, delegation: '示政发〔2023〕4号' })
  })
})

describe('a delayed exit (延退)', () => {
  const working: readonly Act[] = [
    ...li.reviewed,
    [command('AssessIncome', { assessment: assessed([wages(300_000)]) }), on('2023-09-05', surveyor)],
  ]
  const start = (lastMonth: string) =>
    command('StartGradualExit', {
      decisionNumber: '延1号',
      personId: father,
      lastMonth,
      delayed: true,
      reasons: '就业',
    })

  test('ZJ-2020: is there where the place has set its months, and no longer', () => {
    after(...working)
      .when(start('2024-06'), on('2023-09-10', confirmer))
      .refuses('no-delayed-exit')
    const policy = policyWith(parameter('delayedExitMonths', '12', { effectiveFrom: '2023-01-01' }))
    after(...working)
      .when(start('2024-09'), on('2023-09-10', confirmer, { policy }))
      .emits({ type: 'GradualExitStarted', data: { lastMonth: '2024-09' } })
    after(...working)
      .when(start('2024-10'), on('2023-09-10', confirmer, { policy }))
      .refuses('gradual-exit-too-long', { months: 12 })
  })
})

const TOWN = '990102001001'
const town = actor('town-senior', '990102', 'reviewer')
const townPolicy = policyWith(
  standard({ area: '990102', areaKind: 'URBAN', monthlyFen: 64_000, effectiveFrom: '2023-01-01' }),
)
const requested: readonly Act[] = [
  ...li.confirmed,
  [command('RequestTransfer', { to: TOWN, areaKind: 'URBAN', reasons: '户籍迁移' }), on('2023-09-05', senior)],
]
const accept = (fromMonth: string, area = TOWN) => command('AcceptTransfer', { area, fromMonth, reasons: '已核实' })

describe('a case that moves', () => {
  test('is paid on elsewhere from the next month at the latest, or the old area would pay for what is no longer its own', () => {
    const context = { policy: townPolicy, lastInstructedMonth: '2023-10' }
    after(...requested)
      .when(accept('2099-01'), on('2023-09-20', town, context))
      .refuses('month-out-of-range', { from: '2023-09', to: '2023-11' })
    after(...requested)
      .when(accept('2023-11'), on('2023-09-20', town, context))
      .emits({ type: 'EntitlementMoved' })
  })
  test('is paid on elsewhere from a month that nobody has instructed: none lost, none twice', () => {
    after(...requested)
      .when(accept('2023-10'), on('2023-09-20', town, { policy: townPolicy, lastInstructedMonth: '2023-09' }))
      .emits({
        type: 'EntitlementMoved',
        data: {
          from: VILLAGE,
          entitlement: { area: TOWN, areaKind: 'URBAN', fromMonth: '2023-10', amountFen: 102_000 },
        },
      })
      .leaves((state) => {
        const periods = 'periods' in state ? state.periods : []
        expect(periods.map(({ from, to }) => [from, to])).toEqual([
          ['2023-05', '2023-09'],
          ['2023-10', null],
        ])
        expect('file' in state && state.file?.area).toBe(TOWN)
      })
  })

  test('goes to a township, which knows the village', () => {
    const asked = command('RequestTransfer', { to: TOWN.slice(0, 9), areaKind: 'URBAN', reasons: '户籍迁移' })
    after(...li.confirmed, [asked, on('2023-09-05', senior)])
      .when(accept('2023-10'), on('2023-09-20', town, { policy: townPolicy }))
      .emits({ type: 'EntitlementMoved', data: { entitlement: { area: TOWN } } })
  })

  test('is refused a month that is paid, that has passed, or for which the new area has no standard', () => {
    const taking = (fromMonth: string, over: object) =>
      after(...requested).when(accept(fromMonth), on('2023-09-20', town, { policy: townPolicy, ...over }))
    taking('2023-10', { lastInstructedMonth: '2023-10' }).refuses('month-instructed')
    taking('2023-08', {}).refuses('month-out-of-range')
    taking('2023-10', { policy: policyWith() }).refuses('no-standard')
  })

  test('goes where it was asked to go, with the consent of who takes it', () => {
    after(...requested)
      .when(accept('2023-10'), on('2023-09-20', senior, { policy: townPolicy }))
      .refuses('case-outside-area')
    after(...requested)
      .when(accept('2023-10', '990102002001'), on('2023-09-20', town, { policy: townPolicy }))
      .refuses('no-transfer')
    after(...requested)
      .when(command('DeclineTransfer', { area: TOWN, reasons: '未居住' }), on('2023-09-20', town))
      .emits({ type: 'TransferDeclined' })
      .leaves((state) => expect('file' in state && state.file?.transfer).toBeNull())
    const again = command('RequestTransfer', { to: TOWN, areaKind: 'URBAN', reasons: 'x' })
    after(...requested)
      .when(again, on('2023-09-06', senior))
      .refuses('transfer-open')
    after(...li.confirmed)
      .when(command('RequestTransfer', { to: VILLAGE, areaKind: 'RURAL', reasons: 'x' }), on('2023-09-06', senior))
      .refuses('transfer-to-itself')
  })
})

const window = actor('window', '980101', 'caseWorker')
const elsewhere = (acceptingArea = '980101') =>
  command('AcceptElsewhere', {
    scheme: 'subsistenceAllowance',
    area: VILLAGE,
    areaKind: 'RURAL',
    filing: 'HOUSEHOLD',
    applicant: father,
    proxy: null,
    members: [],
    declared: assessed([]),
    povertyRegister: false,
    commitmentSignedOn: null,
    particulars: null,
    acceptingArea,
  })
const members = li.registered[0]?.[0].data
const takenIn = (acceptingArea?: string) => {
  const taken = elsewhere(acceptingArea)
  return { ...taken, data: { ...taken.data, ...members, acceptingArea: acceptingArea ?? '980101' } } as typeof taken
}

describe('remote acceptance (异地受理)', () => {
  const accepted: readonly Act[] = [[takenIn(), on('2023-03-06', window)]]

  test('registers for the home county, and says which window it was', () => {
    after()
      .when(takenIn(), on('2023-03-06', window))
      .emits(
        { type: 'IntakeRegistered', data: { area: VILLAGE } },
        { type: 'AcceptedElsewhere', data: { at: '980101', crossProvince: true, acceptedOn: '2023-03-06' } },
      )
    const home = actor('home', '990101', 'caseWorker')
    after().when(takenIn('990101'), on('2023-03-06', home)).refuses('not-elsewhere')
    after().when(takenIn('970101'), on('2023-03-06', window)).refuses('not-accepting-window')
  })

  test('2021-cross: sixteen working days run at the window beside the clocks of the home county', () => {
    const living = schemes.find(({ code }) => code === 'disabilityLivingSubsidy')
    expect(living && rulesetIn(living.rulesets, '2021-04-22')?.clocks.crossProvince).toMatchObject({
      count: 16,
      unit: 'WORKING_DAYS',
    })
  })

  test('is sent home once, by the window itself', () => {
    after(...accepted)
      .when(command('TransferHome', {}), on('2023-03-07', window))
      .emits({ type: 'CaseTransferred', data: { from: '980101', to: VILLAGE } })
    after(...accepted)
      .when(command('TransferHome', {}), on('2023-03-07', clerk))
      .refuses('not-accepting-window')
    after(...accepted, [command('TransferHome', {}), on('2023-03-07', window)])
      .when(command('TransferHome', {}), on('2023-03-08', window))
      .refuses('sent-home-already')
    after(...li.registered)
      .when(command('TransferHome', {}), on('2023-03-07', window))
      .refuses('not-accepted-elsewhere')
  })

  test('is accepted at home once it has been sent there, and not before that day', () => {
    const ready: readonly Act[] = [...accepted, ...li.complete.slice(1)]
    const accept = command('AcceptApplication', {})
    after(...ready)
      .when(accept, on('2023-03-07'))
      .refuses('not-sent-home', { at: '980101' })
    const sent: Act = [command('TransferHome', {}), on('2023-03-08', window)]
    after(...ready, sent)
      .when(accept, on('2023-03-08'))
      .emits({ type: 'ApplicationAccepted', data: { acceptedOn: '2023-03-08' } })
    after(...ready, sent)
      .when(command('AcceptApplication', { on: '2023-03-07', lateReason: 'PAPER_FIRST' }), on('2023-03-08'))
      .refuses('before-earlier-step', { earliest: '2023-03-08' })
  })

  test('ends with the result told where the person applied, once', () => {
    const sent: Act = [command('TransferHome', {}), on('2023-03-06', window)]
    const decided: readonly Act[] = [...accepted, sent, ...li.confirmed.slice(1)]
    const relay = command('RelayResult', { receivedBy: father })
    after(...decided)
      .when(relay, on('2023-04-10', window))
      .emits({ type: 'ResultRelayed', data: { decisionNumber: '确1号', relayedOn: '2023-04-10' } })
    after(...decided, [relay, on('2023-04-10', window)])
      .when(relay, on('2023-04-11', window))
      .refuses('relayed-already')
    const refused: readonly Act[] = [
      ...accepted,
      sent,
      ...li.submitted.slice(1),
      [
        command('DecideRefusal', { decisionNumber: '否1号', grounds: ['OTHER'], reasons: '不符合条件' }),
        on('2023-04-07', confirmer),
      ],
      [command('DeliverWrittenNotice', { decisionNumber: '否1号', receivedBy: father }), on('2023-04-10')],
    ]
    const close = command('CloseCase', {})
    after(...refused)
      .when(close, on('2023-04-11'))
      .refuses('result-not-relayed', { at: '980101' })
    after(...refused, [relay, on('2023-04-11', window)])
      .when(close, on('2023-04-12'))
      .emits({ type: 'CaseClosed' })
    after(...accepted)
      .when(relay, on('2023-03-07', window))
      .refuses('wrong-state')
  })
})

test('2022-83: a death in a household has its own clock of three months', () => {
  const dead = personsWith(person(grandmother, { diedOn: '2023-09-14' }))
  const left = command('RemoveMember', { personId: grandmother, leftOn: '2023-09-14', reason: 'DIED' })
  after(...li.confirmed)
    .when(left, on('2023-09-20', clerk, { persons: dead }))
    .emits(
      { type: 'EntitlementStarted' },
      { type: 'MemberLeft' },
      {
        type: 'ReviewOpened',
        data: { cause: 'DEATH', deadlines: [{ clock: 'RECHECK_AFTER_DEATH', due: '2023-12-14' }] },
      },
    )
})

describe('luliang-2020: a gradual exit that would end under a pause of exits', () => {
  const exiting: readonly Act[] = [
    ...li.reviewed,
    [command('AssessIncome', { assessment: assessed([wages(300_000)]) }), on('2023-09-05', surveyor)],
    [
      command('StartGradualExit', { decisionNumber: '渐1号', personId: father, lastMonth: '2023-10', reasons: '就业' }),
      on('2023-09-10', confirmer),
    ],
  ]
  const defer = command('DeferExit', {})
  const paused = (until: string | null) => ({ crisis: [{ ...measure, until }] })

  test('runs on to the month in which the pause ends, and is paid for it', () => {
    after(...exiting)
      .when(defer, on('2023-10-05', clerk, paused('2023-12-31')))
      .emits({ type: 'GradualExitExtended', data: { lastMonth: '2023-12' } })
      .leaves((state) => {
        const periods = 'periods' in state ? state.periods : []
        expect(periods.at(-1)?.to).toBe('2023-12')
      })
    const extended: readonly Act[] = [...exiting, [defer, on('2023-10-05', clerk, paused('2023-12-31'))]]
    expect(stateOf(...extended, [command('RecordDueFacts', {}), on('2023-12-31')]).status).toBe('GRADUAL_EXIT')
    expect(stateOf(...extended, [command('RecordDueFacts', {}), on('2024-01-01')]).status).toBe('TERMINATED')
  })

  test('runs on month by month while nobody has set a last day, and not before its last month', () => {
    after(...exiting)
      .when(defer, on('2023-10-05', clerk, paused(null)))
      .emits({ type: 'GradualExitExtended', data: { lastMonth: '2023-11' } })
    after(...exiting)
      .when(defer, on('2023-09-20', clerk, paused(null)))
      .emits()
    after(...exiting)
      .when(defer, on('2023-10-05', clerk, paused('2023-10-31')))
      .emits()
  })
})
