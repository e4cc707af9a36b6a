import { describe, expect, test } from 'vitest'
import { caseCommands, internalCaseCommands } from '../../../src/domain/case/commands.ts'
import { duties } from '../../../src/domain/case/duties.ts'
import { transitions } from '../../../src/domain/case/transitions.ts'

const all = [...caseCommands, ...internalCaseCommands]

describe.each(all)('$type', ({ type, data, example, summary }) => {
  test('has an example that passes its own schema', () => {
    expect(data.safeParse(example).error?.issues).toBeUndefined()
  })

  test('refuses a key it does not know', () => {
    expect(data.safeParse({ ...example, unknownKey: 1 }).success).toBe(false)
  })

  test('is told in both languages', () => {
    expect(summary.en).toMatch(/^[A-Z].*\.$/)
    expect(summary.zh).toMatch(/\p{Script=Han}/u)
  })

  test('has a duty and at least one state in which it is open', () => {
    expect(duties).toHaveProperty(type)
    expect(transitions[type].length).toBeGreaterThan(0)
  })
})

test('two investigators are two accounts, not one written in two ways', () => {
  const survey = all.find(({ type }) => type === 'StartSurvey')
  for (const twin of ['surveyor-1 ', ' surveyor-1', 'surveyor-1\u200b'])
    expect(survey?.data.safeParse({ surveyors: ['surveyor-1', twin] }).success).toBe(false)
})

test('no command is listed twice', () => {
  const types = all.map(({ type }) => type)
  expect(types).toEqual([...new Set(types)])
})
