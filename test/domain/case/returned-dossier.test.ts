import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { caseDecider } from '../../../src/domain/case/decide.ts'
import type { CaseState } from '../../../src/domain/case/state.ts'
import { none } from '../../../src/domain/policy/bare-ruleset.ts'
import { days } from '../../../src/domain/policy/cited.ts'
import { timelineOf } from '../../../src/domain/policy/timeline.ts'
import { rulesetOn, type Scheme } from '../../../src/domain/scheme/scheme.ts'
import { subsistenceAllowance } from '../../../src/domain/scheme/subsistence-allowance/subsistence-allowance.ts'
import { refusalOf, stateAfter } from '../../given.ts'
import { delegation, parameter } from '../policy/published.ts'
import {
  actor,
  assessed,
  clerk,
  command,
  confirmer,
  countyVisitor,
  father,
  on,
  policyWith,
  senior,
  surveyor,
  townshipConfirmer,
  visit,
  wages,
} from './household.ts'
import { type Act, after, grant, li, stateOf, told, typesOf } from './story.ts'

/** The id that a command of a story gives. */
const OBJECTION = '0d9b6c1e-58a4-4f5c-8d3e-7a1b2c3d4e5f'

type Redo = ('homeVisit' | 'economicCheck' | 'incomeAssessment' | 'notice')[]
const sendBack = (...redo: Redo) => command('ReturnDossier', { reasons: '长子收入未核实', redo })
const draft = (opinion: 'GRANT' | 'REFUSE' = 'GRANT') => command('DraftOpinion', { opinion, reasons: '重新审核' })
const post = command('PostNotice', { places: ['公开栏'], photoSha256: null })
const submit = command('SubmitDossier', {})
const reviewer = actor('county-reviewer', '990101', 'reviewer')

const back = (...redo: Redo): readonly Act[] => [...li.submitted, [sendBack(...redo), on('2023-03-30', confirmer)]]

describe('a dossier that is sent back', () => {
  test('goes to the township, which has ten working days, while the county\u2019s own limit ends', () => {
    after(...li.submitted)
      .when(sendBack('homeVisit'), on('2023-03-30', confirmer))
      .emits({
        type: 'DossierReturned',
        data: {
          returnedOn: '2023-03-30',
          redo: ['homeVisit'],
          deadlines: [{ clock: 'REDO_AFTER_RETURN', due: '2023-04-14', clause: 'product default' }],
        },
      })
      .leaves((state) => {
        expect(state.status).toBe('RESURVEY')
        const clocks = 'file' in state && state.file ? state.file.deadlines.map(({ clock }) => clock) : []
        expect(clocks).toContain('WHOLE_CASE')
        expect(clocks).not.toContain('COUNTY_DECISION')
      })
  })

  test('is handed in again with another opinion, and decided', () => {
    const again: readonly Act[] = [...back(), [draft(), on('2023-04-03')]]
    after(...back())
      .when(draft(), on('2023-04-03'))
      .emits({ type: 'OpinionDrafted', data: { round: 2 } })
    after(...again)
      .when(submit, on('2023-04-03'))
      .emits({ type: 'DossierSubmitted', data: { deadlines: [{ clock: 'COUNTY_DECISION', due: '2023-04-18' }] } })
    after(...again, [submit, on('2023-04-03')])
      .when(grant, on('2023-04-07', confirmer))
      .emits({ type: 'GrantDecided' })
  })

  test('is not decided on meanwhile', () => {
    after(...back())
      .when(grant, on('2023-04-07', confirmer))
      .refuses('wrong-state', { status: 'RESURVEY' })
  })

  test('can be sent back by a reviewer of the county as well, and not by the township itself', () => {
    after(...li.submitted)
      .when(sendBack(), on('2023-03-30', reviewer))
      .emits({ type: 'DossierReturned' })
    after(...li.submitted)
      .when(sendBack(), on('2023-03-30', senior))
      .refuses('not-delegated')
    after(...li.submitted)
      .when(sendBack(), on('2023-03-30'))
      .refuses('not-your-duty')
    after(...li.noticed)
      .when(sendBack(), on('2023-03-22', confirmer))
      .refuses('dossier-missing', { clause: '2021-57 Art.20' })
  })

  test('is not sent back before the day on which it came', () => {
    after(...li.submitted)
      .when(
        command('ReturnDossier', { reasons: '退回', redo: [], on: '2023-03-27', lateReason: 'PAPER_FIRST' }),
        on('2023-03-30', confirmer),
      )
      .refuses('before-earlier-step', { earliest: '2023-03-28' })
  })
})

describe('what it names is done again', () => {
  test('a signed visit of a later day, the check, the assessment, each before the opinion', () => {
    const story = back('homeVisit', 'economicCheck', 'incomeAssessment')
    after(...story)
      .when(draft(), on('2023-04-03'))
      .refuses('no-signed-visit', { clause: '2021-57 Art.16' })
    after(...story)
      .when(
        command('RecordHomeVisit', visit({ on: '2023-03-29', lateReason: 'PAPER_FIRST' })),
        on('2023-03-31', surveyor),
      )
      .refuses('before-earlier-step', { earliest: '2023-03-30' })
    const visited: readonly Act[] = [...story, [command('RecordHomeVisit', visit()), on('2023-03-31', surveyor)]]
    after(...visited)
      .when(draft(), on('2023-04-03'))
      .refuses('check-report-missing', { clause: '2021-57 Art.17' })
    const report = command('CompleteEconomicCheck', { reportNumber: '2号', outcome: 'CONSISTENT', findings: '一致' })
    const checked: readonly Act[] = [
      ...visited,
      [command('RequestEconomicCheck', {}), on('2023-03-31')],
      [report, on('2023-04-03')],
    ]
    after(...checked)
      .when(draft(), on('2023-04-03'))
      .refuses('assessment-missing', { clause: '2021-57 Art.13' })
    const assessment = assessed([wages(90_000)])
    after(...checked, [command('AssessIncome', { assessment }), on('2023-04-03', surveyor)])
      .when(draft(), on('2023-04-03'))
      .emits({ type: 'OpinionDrafted' })
  })

  test('the notice too, and always where another sum comes of it', () => {
    after(...back('notice'), [draft(), on('2023-04-03')])
      .when(submit, on('2023-04-03'))
      .refuses('notice-missing')
    const other = command('AssessIncome', { assessment: assessed([wages(120_000)]) })
    const drafted: readonly Act[] = [
      ...back('incomeAssessment'),
      [other, on('2023-03-31', surveyor)],
      [draft(), on('2023-04-03')],
    ]
    after(...drafted)
      .when(submit, on('2023-04-03'))
      .refuses('notice-outdated', { posted: [3, 81_000], now: [3, 51_000] })
    const posted: readonly Act[] = [...drafted, [post, on('2023-04-03')]]
    after(...posted)
      .when(submit, on('2023-04-11'))
      .emits({ type: 'NoticeExpired' }, { type: 'DossierSubmitted' })
  })

  test('and no step that the rules of the case do not know', () => {
    const main = rulesetOn(subsistenceAllowance, '2023-03-06')
    const steps = { ...main.steps, economicCheck: none('2019-62') }
    const unchecked: Scheme = {
      ...subsistenceAllowance,
      rulesets: timelineOf([{ from: '2012-12-12', main: { ...main, steps } }]),
    }
    after(...li.submitted)
      .when(sendBack('economicCheck'), on('2023-03-30', confirmer, { schemes: [unchecked] }))
      .refuses('step-unknown', { step: 'economicCheck', clause: '2019-62' })
  })
})

describe('who worked on it before', () => {
  test('decides nothing on it afterwards either', () => {
    const story: readonly Act[] = [
      ...back('homeVisit'),
      [
        command('RecordHomeVisit', visit({ surveyors: ['surveyor-3', 'surveyor-4'] })),
        on('2023-03-31', actor('surveyor-3', '990101001', 'surveyor')),
      ],
      [draft(), on('2023-04-03', senior)],
      [submit, on('2023-04-03')],
    ]
    for (const sub of ['surveyor-1', 'surveyor-3', 'surveyor-4', senior.sub])
      after(...story)
        .when(grant, on('2023-04-07', actor(sub, '990101', 'confirmer')))
        .refuses('decides-own-work', { actor: sub })
  })
})

describe('an opinion that proposes a refusal', () => {
  const refused: readonly Act[] = [
    ...li.investigated,
    [draft('REFUSE'), on('2023-03-17')],
    ...li.submitted.slice(li.opined.length),
  ]

  test('is no ground of a grant: nobody has seen one posted', () => {
    after(...refused)
      .when(grant, on('2023-04-07', confirmer))
      .refuses('grant-not-posted', { clause: '2021-57 Art.19' })
  })

  test('is sent back, judged and posted again, and then granted', () => {
    const judged: readonly Act[] = [...refused, [sendBack(), on('2023-03-30', confirmer)], [draft(), on('2023-03-31')]]
    after(...judged)
      .when(submit, on('2023-03-31'))
      .refuses('notice-outdated', { posted: [3, 0], now: [3, 81_000] })
    after(...judged, [post, on('2023-03-31')], [submit, on('2023-04-10')])
      .when(grant, on('2023-04-11', confirmer))
      .emits({ type: 'GrantDecided', data: { entitlement: { holder: father, amountFen: 81_000 } } })
  })
})

describe('an office that is not to get around something', () => {
  test('makes a visit that the county has ordered before the file leaves it', () => {
    const ordered: readonly Act[] = [
      ...li.submitted,
      [command('OrderCountyVisit', { reason: 'SAMPLE' }), on('2023-03-29', countyVisitor)],
    ]
    after(...ordered)
      .when(sendBack(), on('2023-03-30', confirmer))
      .refuses('county-visit-missing')
    const made = command('RecordCountyVisit', visit({ surveyors: ['county-1', 'county-2'] }))
    after(...ordered, [made, on('2023-03-30', countyVisitor)])
      .when(sendBack(), on('2023-03-31', confirmer))
      .emits({ type: 'DossierReturned' })
  })

  test('of a township with a delegation gives its own opinion back as well', () => {
    const policy = policyWith(delegation({ until: null, capFen: 120_000 }))
    after(...li.noticed)
      .when(sendBack('incomeAssessment'), on('2023-03-22', townshipConfirmer, { policy }))
      .emits({ type: 'DossierReturned' })
      .leaves((state) => expect(state.status).toBe('RESURVEY'))
  })
})

describe('a return is one step of a row', () => {
  const policy = policyWith(delegation({ until: null, capFen: 120_000 }))
  const earlier = (on: string) =>
    command('ReturnDossier', { reasons: '退回', redo: [], on, lateReason: 'PAPER_FIRST' } as const)

  test('that comes after the notice that hangs, and after the visit that the county has made', () => {
    after(...li.noticed)
      .when(earlier('2023-03-18'), on('2023-03-22', townshipConfirmer, { policy }))
      .refuses('before-earlier-step', { earliest: '2023-03-20' })
    const made = command('RecordCountyVisit', visit({ surveyors: ['county-1', 'county-2'] }))
    after(
      ...li.submitted,
      [command('OrderCountyVisit', { reason: 'SAMPLE' }), on('2023-03-29', countyVisitor)],
      [made, on('2023-03-30', countyVisitor)],
    )
      .when(earlier('2023-03-28'), on('2023-03-31', confirmer))
      .refuses('before-earlier-step', { earliest: '2023-03-30' })
  })

  test('in which whoever objects to what still hangs is heard', () => {
    const objection = command('RaiseObjection', { anonymous: false, ground: '长子在外务工' })
    const drafted: readonly Act[] = [
      ...li.noticed,
      [sendBack(), on('2023-03-22', townshipConfirmer, { policy })],
      [draft(), on('2023-03-23')],
    ]
    after(...drafted)
      .when(objection, on('2023-03-24'))
      .emits({ type: 'ObjectionRaised' })
      .leaves((state) => expect(state.status).toBe('OBJECTED'))
    after(...drafted)
      .when(objection, on('2023-03-30'))
      .refuses('notice-over', { lastDay: '2023-03-27' })
    after(...li.opined)
      .when(objection, on('2023-03-18'))
      .refuses('notice-over', { lastDay: null })
  })

  test('in which no visit is recorded where the rules of the case know none', () => {
    const main = rulesetOn(subsistenceAllowance, '2023-03-06')
    const steps = { ...main.steps, homeVisit: none('2019-62') }
    const unvisited: Scheme = {
      ...subsistenceAllowance,
      rulesets: timelineOf([{ from: '2012-12-12', main: { ...main, steps } }]),
    }
    after(...back())
      .when(command('RecordHomeVisit', visit()), on('2023-03-31', surveyor, { schemes: [unvisited] }))
      .refuses('step-unknown', { step: 'homeVisit', clause: '2019-62' })
  })

  test('by which the limits of what was drafted before have ended', () => {
    const unlimited = policyWith(parameter('returnedDossierWorkingDays', '0', { effectiveFrom: '2023-01-01' }))
    const main = rulesetOn(subsistenceAllowance, '2023-03-06')
    const clocks = { ...main.clocks, townshipOpinion: days(15, '2019-62'), redoAfterObjection: days(15, '2019-62') }
    const limited: Scheme = {
      ...subsistenceAllowance,
      rulesets: timelineOf([{ from: '2012-12-12', main: { ...main, clocks } }]),
    }
    const schemes = [limited]
    const objection = command('RaiseObjection', { anonymous: false, ground: '长子在外务工' })
    const objected: readonly Act[] = [
      ...li.complete,
      [command('AcceptApplication', {}), on('2023-03-06', clerk, { schemes })],
      ...li.noticed.slice(li.accepted.length),
      [objection, on('2023-03-21', clerk, { schemes })],
      [command('OrderReSurvey', { objectionId: OBJECTION, reason: '核实' }), on('2023-03-21', confirmer)],
      [command('RecordHomeVisit', visit()), on('2023-03-22', surveyor)],
      [draft(), on('2023-03-23')],
      [
        command('SettleObjection', { objectionId: OBJECTION, outcome: 'DISMISSED', answer: '不属实' }),
        on('2023-03-23', confirmer),
      ],
      [submit, on('2023-03-28')],
    ]
    const clocksOf = (state: CaseState) =>
      'file' in state && state.file ? state.file.deadlines.map(({ clock }) => clock) : []
    expect(clocksOf(stateOf(...objected))).toEqual(expect.arrayContaining(['TOWNSHIP_OPINION', 'REDO_AFTER_OBJECTION']))
    after(...objected)
      .when(sendBack(), on('2023-03-30', confirmer, { policy: unlimited, schemes }))
      .emits({ type: 'DossierReturned', data: { deadlines: [] } })
      .leaves((state) => {
        expect(clocksOf(state)).toContain('WHOLE_CASE')
        expect(clocksOf(state)).not.toContain('REDO_AFTER_OBJECTION')
        expect(clocksOf(state)).not.toContain('TOWNSHIP_OPINION')
      })
  })
})

describe('whatever is named when a dossier is sent back', () => {
  const report = command('CompleteEconomicCheck', { reportNumber: '2号', outcome: 'CONSISTENT', findings: '一致' })
  const doing: Readonly<Record<Redo[number], readonly Act[]>> = {
    homeVisit: [[command('RecordHomeVisit', visit()), on('2023-03-31', surveyor)]],
    economicCheck: [
      [command('RequestEconomicCheck', {}), on('2023-03-31')],
      [report, on('2023-03-31')],
    ],
    incomeAssessment: [
      [command('AssessIncome', { assessment: assessed([wages(90_000)]) }), on('2023-03-31', surveyor)],
    ],
    notice: [[post, on('2023-04-03')]],
  }
  const names = Object.keys(doing) as Redo
  const before = names.filter((name) => name !== 'notice')

  /** Whether the household is granted when the township does just these things and sends the file on. */
  const isGranted = (redo: Redo, done: Redo): boolean => {
    const past = told(back(...redo))
    const acts: readonly Act[] = [
      ...before.filter((name) => done.includes(name)).flatMap((name) => doing[name]),
      [draft(), on('2023-04-03', senior)],
      ...(done.includes('notice') ? doing.notice : []),
      [submit, on('2023-04-12')],
      [grant, on('2023-04-14', confirmer)],
    ]
    for (const [next, context] of acts)
      refusalOf(() => {
        const facts = caseDecider.decide(next, stateAfter(caseDecider, past), context)
        past.push(...facts.map((event) => ({ event, actor: context.actor.sub })))
      })
    return typesOf(past).includes('GrantDecided')
  }

  test('is granted just when all of it was done again', () => {
    fc.assert(
      fc.property(fc.subarray([...names]), fc.subarray([...names]), (redo, done) => {
        expect(isGranted(redo, done)).toBe(redo.every((name) => done.includes(name)))
      }),
      { numRuns: 60 },
    )
  })
})
