import { expect, test } from 'vitest'
import type { CaseState } from '../../src/domain/case/state.ts'
import { tasksOfCase } from '../../src/projections/work-list/case-tasks.ts'
import { assessed, command, confirmer, on, surveyor, wages } from '../domain/case/household.ts'
import { type Act, li, stateOf } from '../domain/case/story.ts'

/** The Li household's case at a station, as if it were of another scheme, or had been accepted on another day. */
const tasksAt = (station: keyof typeof li, scheme: string, acceptedOn = '2023-03-06') => {
  const state = stateOf(...li[station])
  if (!('acceptance' in state) || state.acceptance === null) throw new Error(state.status)
  const other = {
    ...state,
    file: { ...state.file, scheme },
    acceptance: { ...state.acceptance, acceptedOn },
  } as CaseState
  return tasksOfCase(other).map(({ task }) => task)
}

test('what is to be done follows the rules of the scheme', () => {
  expect(tasksAt('accepted', 'subsistenceAllowance')).toEqual(['start-survey', 'request-check'])
  expect(tasksAt('accepted', 'agedAllowance')).toEqual(['draft-opinion'])
  expect(tasksAt('opined', 'subsistenceAllowance')).toEqual(['post-notice'])
  expect(tasksAt('opined', 'unsupportedChildAllowance')).toEqual(['submit-dossier'])
  expect(tasksAt('confirmed', 'subsistenceAllowance')).toEqual(['open-review', 'publish-decision'])
  expect(tasksAt('confirmed', 'unsupportedChildAllowance')).toEqual(['open-review'])
})

test('and those of the day on which the case was accepted', () => {
  expect(tasksAt('investigated', 'subsistenceAllowance')).toEqual(['draft-opinion'])
  expect(tasksAt('investigated', 'subsistenceAllowance', '2020-06-01')).toEqual(['hold-deliberation'])
  expect(tasksAt('submitted', 'subsistenceAllowance')).toEqual(['decide'])
  expect(tasksAt('submitted', 'subsistenceAllowance', '2020-06-01')).toEqual(['post-notice'])
})

test('what was sent back is a task of the township, step by step and in its days, until the county has it again', () => {
  const openTasks = (...acts: readonly Act[]) => tasksOfCase(stateOf(...acts))
  const back = (...redo: ('homeVisit' | 'economicCheck' | 'incomeAssessment')[]): readonly Act[] => [
    ...li.submitted,
    [command('ReturnDossier', { reasons: '收入未核实', redo }), on('2023-03-30', confirmer)],
  ]
  const drafted: Act = [command('DraftOpinion', { opinion: 'GRANT', reasons: '重新审核' }), on('2023-04-03')]
  const found = command('AssessIncome', { assessment: assessed([wages(120_000)]) })
  const due = { due: '2023-04-14', clause: 'product default' }
  expect(openTasks(...back('homeVisit', 'economicCheck'))).toMatchObject([
    { task: 'record-visit', ...due },
    { task: 'request-check', ...due },
  ])
  expect(openTasks(...back())).toMatchObject([{ task: 'draft-opinion-again', ...due }])
  expect(openTasks(...back(), drafted)).toMatchObject([{ task: 'submit-dossier', ...due }])
  expect(openTasks(...back('incomeAssessment'), [found, on('2023-03-31', surveyor)], drafted)).toMatchObject([
    { task: 'post-notice', ...due },
  ])
  expect(openTasks(...back(), drafted, [command('SubmitDossier', {}), on('2023-04-03')])).toMatchObject([
    { task: 'decide', due: '2023-04-18' },
  ])
})
