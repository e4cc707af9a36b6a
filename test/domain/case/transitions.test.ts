import { describe, expect, test } from 'vitest'
import { type CaseCommand, caseCommands } from '../../../src/domain/case/commands.ts'
import { openCommands } from '../../../src/domain/case/open-commands.ts'
import { commandsIn, isOpenIn } from '../../../src/domain/case/transitions.ts'
import { none } from '../../../src/domain/policy/bare-ruleset.ts'
import { timelineOf } from '../../../src/domain/policy/timeline.ts'
import { extremePovertySupport } from '../../../src/domain/scheme/extreme-poverty-support/extreme-poverty-support.ts'
import { rulesetOn, type Scheme } from '../../../src/domain/scheme/scheme.ts'
import { subsistenceAllowance } from '../../../src/domain/scheme/subsistence-allowance/subsistence-allowance.ts'
import { caseId, on } from './household.ts'
import { type Act, after, li, stateOf } from './story.ts'

const everyRole = ['assistanceAssistant', 'caseWorker', 'surveyor', 'reviewer', 'confirmer'] as const
const anyone = { sub: 'anyone', office: 'office', area: '990101', roles: [...everyRole] }

describe.each(Object.entries(li))('a case that is %s', (_name, story) => {
  const status = stateOf(...story).status
  const today = '2023-09-02'

  test.each(caseCommands.map((schema) => [schema.type, schema] as const))('%s', (type, schema) => {
    const data = schema.data.parse(schema.example)
    const command = { type, subject: caseId, newId: caseId, data } as unknown as CaseCommand
    const now = stateOf(...story, [recordDue, on(today, anyone)]).status
    if (isOpenIn(type, now)) return expect(commandsIn(now)).toContain(type)
    after(...story)
      .when(command, on(today, anyone))
      .refuses('wrong-state', { command: type, status: now })
    return expect(commandsIn(status)).not.toContain('ReportLead')
  })
})

const recordDue = { type: 'RecordDueFacts', subject: caseId, newId: caseId, data: {} } as CaseCommand

describe('what may be done instead, as a refusal says it', () => {
  const openAfter = (story: readonly Act[], day: string, schemes: readonly Scheme[] = [subsistenceAllowance]) =>
    openCommands(stateOf(...story), on(day, anyone, { schemes }))

  test('names no step that the rules of the case do not know', () => {
    const main = rulesetOn(subsistenceAllowance, '2023-03-06')
    const steps = { ...main.steps, notice: none('2019-62') }
    const unposted: Scheme = {
      ...subsistenceAllowance,
      rulesets: timelineOf([{ from: '2012-12-12', main: { ...main, steps, gradualExitMonths: null } }]),
    }
    expect(openAfter(li.opined, '2023-03-17')).toContain('PostNotice')
    expect(openAfter(li.opined, '2023-03-17', [unposted])).not.toContain('PostNotice')
    // A second notice of the county is unknown since 2021, as is a deliberation that nobody's objection has asked for.
    expect(openAfter(li.submitted, '2023-03-28')).not.toContain('PostNotice')
    expect(openAfter(li.reviewed, '2023-09-02')).not.toContain('PostStopNotice')
    expect(openAfter(li.reviewed, '2023-09-02')).toContain('StartGradualExit')
    expect(openAfter(li.reviewed, '2023-09-02', [unposted])).not.toContain('StartGradualExit')
  })

  test('names nothing that is another scheme’s, nor what only processes send', () => {
    const open = openAfter(li.registered, '2023-03-06')
    expect(open).toContain('AcceptApplication')
    for (const type of ['GrantEmergencyAid', 'RecordParticulars', 'AbandonClaim', 'RecordDueFacts'])
      expect(open).not.toContain(type)
    expect(openAfter(li.surveying, '2023-03-08')).not.toContain('AssessSelfCare')
    const asSupport: Scheme = { ...extremePovertySupport, particulars: null }
    const support = openCommands(
      stateOf(...li.surveying, [recordDue, on('2023-03-08', anyone)]),
      on('2023-03-08', anyone, { schemes: [{ ...asSupport, code: subsistenceAllowance.code }] }),
    )
    expect(support).not.toContain('AddMember')
  })

  test('stands in the refusal itself', () => {
    const state = stateOf(...li.opined)
    const context = on('2023-03-17', anyone)
    after(...li.opined)
      .when(
        { type: 'StartSurvey', subject: caseId, newId: caseId, data: { surveyors: ['a', 'b'] } } as CaseCommand,
        context,
      )
      .refuses('wrong-state', { allowed: [...openCommands(state, context)] })
  })
})
