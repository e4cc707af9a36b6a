import { describe, test } from 'vitest'
import type { AlertCommand } from '../../../src/domain/alert/commands.ts'
import { type AlertContext, alertDecider } from '../../../src/domain/alert/decide.ts'
import type { AlertEvent } from '../../../src/domain/alert/events.ts'
import type { PersonState } from '../../../src/domain/person/state.ts'
import { calendarOf } from '../../../src/domain/policy/calendar.ts'
import type { Actor, Role } from '../../../src/domain/shared/actor.ts'
import { given } from '../../given.ts'
import { nationalCalendars, policyOf } from '../policy/published.ts'

const TOWNSHIP = '990101001'
const VILLAGE = '990101001001'
const alertId = '00000000-0000-4000-8000-000000000001'
const personId = '00000000-0000-4000-8000-000000000002'
const caseId = '00000000-0000-4000-8000-000000000003'
const calendar = calendarOf(policyOf(...nationalCalendars))

const staff = (sub: string, area: string, ...roles: Role[]): Actor => ({ sub, roles, office: area, area })
const clerk = staff('clerk', TOWNSHIP, 'caseWorker')
const person = { status: 'REGISTERED', personId, diedOn: null, claims: [] } as unknown as PersonState

const at = (today: string, change: Partial<AlertContext> = {}): AlertContext => ({
  actor: clerk,
  today,
  calendar,
  visitLimit: { count: 5, unit: 'WORKING_DAYS', clause: 'echeng-2023' },
  minSurveyors: { value: 2, clause: '2021-57 Art.16' },
  person,
  caseIds: [],
  ...change,
})

type DataOf<Type extends AlertCommand['type']> = Extract<AlertCommand, { type: Type }>['data']
const command = <Type extends AlertCommand['type']>(type: Type, data: DataOf<Type>): AlertCommand =>
  ({ type, subject: alertId, newId: alertId, data }) as AlertCommand
const raise = (change: Partial<DataOf<'RaiseAlert'>> = {}) =>
  command('RaiseAlert', { personId, area: VILLAGE, source: 'MEDICAL_COST', what: '自付费用较大', ...change })
const visit = (change: Partial<DataOf<'RecordAlertVisit'>> = {}) =>
  command('RecordAlertVisit', { surveyors: ['li', 'wang'], finding: 'IN_NEED', findings: '住院', ...change })
const close = (change: Partial<DataOf<'CloseAlert'>> = {}) =>
  command('CloseAlert', { outcome: 'NOT_IN_NEED', schemes: [], enquiryId: null, note: '办结', ...change })

const raised: AlertEvent = {
  type: 'AlertRaised',
  data: {
    alertId,
    personId,
    area: VILLAGE,
    source: 'MEDICAL_COST',
    raisedOn: '2023-04-03',
    what: '自付费用较大',
    visitBy: { due: '2023-04-11', provisional: false, clause: 'echeng-2023' },
  },
}
const visited = (finding: 'IN_NEED' | 'NOT_IN_NEED' | 'NOT_MET'): AlertEvent => ({
  type: 'AlertVisited',
  data: { alertId, personId, visitedOn: '2023-04-06', surveyors: ['li', 'wang'], finding, findings: '住院' },
})

describe('a warning', () => {
  test('echeng-2023: asks for a home check within so many working days, holidays counted out', () => {
    // 5 April was a holiday (清明节): 4, 6, 7, 10 and 11 April are the five working days.
    given(alertDecider)
      .when(raise(), at('2023-04-03'))
      .emits({
        type: 'AlertRaised',
        data: { visitBy: { due: '2023-04-11', provisional: false, clause: 'echeng-2023' } },
      })
  })

  test('is about somebody registered who lives, and lies in the own area', () => {
    given(alertDecider)
      .when(raise(), at('2023-04-03', { person: { status: 'NONE' } }))
      .refuses('unknown-person')
    const dead = { ...person, diedOn: '2023-03-01' } as PersonState
    given(alertDecider)
      .when(raise(), at('2023-04-03', { person: dead }))
      .refuses('person-deceased')
    given(alertDecider)
      .when(raise({ area: '990102001' }), at('2023-04-03'))
      .refuses('alert-outside-area')
    given(alertDecider)
      .when(raise(), at('2023-04-03', { actor: staff('pay', TOWNSHIP, 'paymentPreparer') }))
      .refuses('alert-role-needed')
    given(alertDecider)
      .when(raise({ on: '2023-04-04' }), at('2023-04-03'))
      .refuses('future-day')
  })

  test('is visited by two people at least, not before it was raised', () => {
    given(alertDecider, raised)
      .when(visit(), at('2023-04-07'))
      .emits({ type: 'AlertVisited', data: { visitedOn: '2023-04-07', finding: 'IN_NEED' } })
    given(alertDecider, raised)
      .when(visit({ surveyors: ['li', 'li'] }), at('2023-04-07'))
      .refuses('alert-few-surveyors', { surveyors: 1, clause: '2021-57 Art.16' })
    // The area has set three, by its own document.
    given(alertDecider, raised)
      .when(visit(), at('2023-04-07', { minSurveyors: { value: 3, clause: '示民发〔2023〕11号' } }))
      .refuses('alert-few-surveyors', { surveyors: 2, atLeast: 3, clause: '示民发〔2023〕11号' })
    given(alertDecider, raised)
      .when(visit({ on: '2023-04-01', lateReason: 'PAPER_FIRST' }), at('2023-04-07'))
      .refuses('before-earlier-step')
    given(alertDecider).when(visit(), at('2023-04-07')).refuses('unknown-alert')
  })

  test('stays open, as late as it is, while nobody was met', () => {
    given(alertDecider, raised, visited('NOT_MET')).when(visit(), at('2023-04-10')).emits({ type: 'AlertVisited' })
  })

  test('ends as the visit found, with the leads that it brought', () => {
    given(alertDecider, raised, visited('IN_NEED'))
      .when(close({ outcome: 'ENTERED', schemes: ['subsistenceAllowance'] }), at('2023-04-07', { caseIds: [caseId] }))
      .emits({ type: 'AlertClosed', data: { outcome: 'ENTERED', caseIds: [caseId], closedOn: '2023-04-07' } })
    given(alertDecider, raised, visited('NOT_IN_NEED')).when(close(), at('2023-04-07')).emits({ type: 'AlertClosed' })
    given(alertDecider, raised)
      .when(close({ outcome: 'COVERED_ALREADY' }), at('2023-04-07'))
      .emits({ type: 'AlertClosed' })
  })

  test('does not end without a visit, nor against what the visit found', () => {
    given(alertDecider, raised).when(close(), at('2023-04-07')).refuses('alert-not-visited')
    given(alertDecider, raised, visited('IN_NEED')).when(close(), at('2023-04-07')).refuses('alert-outcome-differs')
    given(alertDecider, raised, visited('IN_NEED'))
      .when(close({ outcome: 'ENTERED' }), at('2023-04-07'))
      .refuses('alert-outcome-differs')
    given(alertDecider, raised, visited('IN_NEED'))
      .when(close({ outcome: 'REFERRED' }), at('2023-04-07'))
      .refuses('alert-outcome-differs')
    const closed: AlertEvent = {
      type: 'AlertClosed',
      data: { alertId, closedOn: '2023-04-07', outcome: 'NOT_IN_NEED', caseIds: [], enquiryId: null, note: '办结' },
    }
    given(alertDecider, raised, visited('NOT_IN_NEED'), closed).when(visit(), at('2023-04-08')).refuses('alert-closed')
    given(alertDecider, raised).when(raise(), at('2023-04-08')).refuses('alert-exists')
  })
})
