import { describe, expect, test } from 'vitest'
import { type CaseCommand, caseCommands } from '../../../src/domain/case/commands.ts'
import { commandsIn, isOpenIn } from '../../../src/domain/case/transitions.ts'
import { caseId, on } from './household.ts'
import { after, li, stateOf } from './story.ts'

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
      .refuses('wrong-state', { command: type, status: now, allowed: [...commandsIn(now)] })
    return expect(commandsIn(status)).not.toContain('ReportLead')
  })
})

const recordDue = { type: 'RecordDueFacts', subject: caseId, newId: caseId, data: {} } as CaseCommand
