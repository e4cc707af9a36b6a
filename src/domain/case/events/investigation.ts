import { z } from 'zod'
import { Assessment } from '../../scheme/household.ts'
import { Day } from '../../shared/day.ts'
import { eventSchema, Uuid } from '../../shared/event.ts'
import { Deadline } from '../deadline.ts'
import { CheckOutcome } from '../words.ts'
import { staff, text, visit } from './parts.ts'

/** Survey, register check, assessment. */
export const investigationEvents = [
  eventSchema(
    'SurveyStarted',
    z.strictObject({ caseId: Uuid, startedOn: Day, surveyors: z.array(staff).min(1).max(10) }),
  ),
  eventSchema('HomeVisitRecorded', visit),
  eventSchema(
    'EconomicCheckRequested',
    z.strictObject({ caseId: Uuid, requestedOn: Day, deadlines: z.array(Deadline) }),
  ),
  eventSchema(
    'EconomicCheckCompleted',
    z.strictObject({
      caseId: Uuid,
      completedOn: Day,
      reportNumber: z.string().min(1).max(100),
      outcome: CheckOutcome,
      findings: text,
    }),
  ),
  eventSchema('CheckDisputed', z.strictObject({ caseId: Uuid, disputedOn: Day, ground: text })),
  eventSchema('CheckDisputeSettled', z.strictObject({ caseId: Uuid, settledOn: Day, outcome: text })),
  eventSchema('IncomeAssessed', z.strictObject({ caseId: Uuid, assessedOn: Day, assessment: Assessment })),
] as const
