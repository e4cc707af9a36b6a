import { expect, test } from 'vitest'
import type { CaseState } from '../../src/domain/case/state.ts'
import { tasksOfCase } from '../../src/projections/work-list/case-tasks.ts'
import { li, stateOf } from '../domain/case/story.ts'

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
