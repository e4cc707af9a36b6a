import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CaseCommand } from '../../../src/domain/case/commands.ts'
import { caseDecider } from '../../../src/domain/case/decide.ts'
import type { CaseEvent } from '../../../src/domain/case/events.ts'
import type { StepName, Steps } from '../../../src/domain/policy/ruleset.ts'
import { timelineOf } from '../../../src/domain/policy/timeline.ts'
import { rulesetOn, type Scheme } from '../../../src/domain/scheme/scheme.ts'
import { subsistenceAllowance } from '../../../src/domain/scheme/subsistence-allowance/subsistence-allowance.ts'
import type { Actor } from '../../../src/domain/shared/actor.ts'
import type { Day } from '../../../src/domain/shared/day.ts'
import { type Past, refusalOf, stateAfter } from '../../given.ts'
import {
  application,
  assessed,
  clerk,
  command,
  confirmer,
  father,
  grandmother,
  mother,
  on,
  surveyor,
  visit,
  wages,
} from './household.ts'
import { grant } from './story.ts'

const main = rulesetOn(subsistenceAllowance, '2023-03-06')
const underSteps = (steps: Steps): Scheme => ({
  ...subsistenceAllowance,
  rulesets: timelineOf([{ from: '2012-12-12', main: { ...main, steps } }]),
})

/** The acts of each step that is taken, in the order of the straight path. */
const path: readonly (readonly [StepName, readonly (readonly [CaseCommand, Day, Actor])[]])[] = [
  [
    'economicCheck',
    [
      [command('RequestEconomicCheck', {}), '2023-03-07', clerk],
      [
        command('CompleteEconomicCheck', { reportNumber: '1号', outcome: 'CONSISTENT', findings: '一致' }),
        '2023-03-07',
        clerk,
      ],
    ],
  ],
  [
    'homeVisit',
    [
      [command('StartSurvey', { surveyors: ['surveyor-1', 'surveyor-2'] }), '2023-03-08', surveyor],
      [command('RecordHomeVisit', visit()), '2023-03-08', surveyor],
    ],
  ],
  ['incomeAssessment', [[command('AssessIncome', { assessment: assessed([wages(90_000)]) }), '2023-03-16', clerk]]],
]
const posting = command('PostNotice', { places: ['公开栏'], photoSha256: null })
const afterOpinion: typeof path = [
  ['notice', [[posting, '2023-03-20', clerk]]],
  ['dossier', [[command('SubmitDossier', {}), '2023-03-28', clerk]]],
]

/** What becomes of an application whose office takes just these steps: was it granted, and what was refused on the way? */
const taking = (steps: Steps, taken: readonly StepName[]) => {
  const schemes = [underSteps(steps)]
  const past: Past<CaseEvent>[] = []
  const refused = new Map<string, string>()
  const send = ([what, day, who]: readonly [CaseCommand, Day, Actor], step: string = what.type) => {
    const refusal = refusalOf(() => {
      for (const event of caseDecider.decide(what, stateAfter(caseDecider, past), on(day, who, { schemes })))
        past.push({ event, actor: who.sub })
    })
    if (refusal && !refused.has(step)) refused.set(step, refusal.code)
  }
  const signed = taken.includes('commitment') ? '2023-03-03' : null
  send([command('RegisterIntake', application({ commitmentSignedOn: signed })), '2023-03-06', clerk])
  for (const personId of [father, mother, grandmother])
    send([
      command('RecordAuthorization', { personId, signedOn: '2023-03-03', validTo: '2026-12-31' }),
      '2023-03-06',
      clerk,
    ])
  if (taken.includes('closeRelatives')) send([command('DeclareCloseRelatives', { relatives: [] }), '2023-03-06', clerk])
  send([command('AcceptApplication', {}), '2023-03-06', clerk])
  for (const [step, acts] of path) if (taken.includes(step)) for (const act of acts) send(act, step)
  send([command('DraftOpinion', { opinion: 'GRANT', reasons: '意见' }), '2023-03-17', clerk])
  for (const [step, acts] of afterOpinion) if (taken.includes(step)) for (const act of acts) send(act, step)
  send([grant, '2023-04-07', confirmer])
  const granted = past.some((one) => 'event' in one && one.event.type === 'GrantDecided')
  return { granted, refused }
}

const names: readonly StepName[] = [
  'commitment',
  'closeRelatives',
  'economicCheck',
  'homeVisit',
  'incomeAssessment',
  'notice',
  'dossier',
]
const anySteps = fc
  .array(fc.constantFrom('DEMANDED' as const, 'ALLOWED' as const, 'NONE' as const), {
    minLength: names.length,
    maxLength: names.length,
  })
  .map((values): Steps => {
    const chosen = names.map((name, index) => [name, { value: values[index]!, clause: `test ${name}` }])
    return { ...main.steps, ...Object.fromEntries(chosen) }
  })

test('whatever a text demands, allows or does not know, a case is granted just when all that is demanded was done', () => {
  let granted = 0
  fc.assert(
    fc.property(anySteps, fc.subarray([...names]), (steps, taken) => {
      const demanded = names.filter((name) => steps[name].value === 'DEMANDED')
      const result = taking(steps, taken)
      const known = taken.filter((name) => steps[name].value !== 'NONE')
      expect(result.granted).toBe(demanded.every((name) => known.includes(name)))
      if (result.granted) granted += 1
    }),
    { numRuns: 150 },
  )
  expect(granted).toBeGreaterThan(5)
})

test('a step that it does not know is refused with the clause, and nothing waits for it', () => {
  fc.assert(
    fc.property(anySteps, (steps) => {
      const { granted, refused } = taking(steps, names)
      expect(granted).toBe(true)
      for (const name of ['economicCheck', 'homeVisit', 'incomeAssessment', 'dossier'] as const)
        expect(refused.get(name)).toBe(steps[name].value === 'NONE' ? 'step-unknown' : undefined)
      expect(refused.get('notice')).toBe(steps.notice.value === 'NONE' ? 'scheme-not-posted' : undefined)
    }),
    { numRuns: 100 },
  )
})
