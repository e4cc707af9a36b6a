import { z } from 'zod'
import { Assessment } from '../../scheme/household.ts'
import { Day } from '../../shared/day.ts'
import { eventSchema, nextVersion, Uuid } from '../../shared/event.ts'
import { Staff, Text } from '../../shared/text.ts'
import { Deadline, DeadlineOfAllowance } from '../clocks.ts'
import { CheckOutcome } from '../words.ts'
import { visit } from './parts.ts'

const checkRequested = { caseId: Uuid, requestedOn: Day }

/** Survey, register check, assessment. */
export const investigationEvents = [
  eventSchema(
    'SurveyStarted',
    z.strictObject({ caseId: Uuid, startedOn: Day, surveyors: z.array(Staff).min(1).max(10) }),
  ),
  nextVersion(
    eventSchema('HomeVisitRecorded', visit),
    visit.extend({ deadlines: z.array(Deadline) }),
  )((old) => ({ ...old, deadlines: [] })),
  nextVersion(
    eventSchema(
      'EconomicCheckRequested',
      z.strictObject({ ...checkRequested, deadlines: z.array(DeadlineOfAllowance) }),
    ),
    z.strictObject({ ...checkRequested, deadlines: z.array(Deadline) }),
  )((old) => old),
  eventSchema(
    'EconomicCheckCompleted',
    z.strictObject({
      caseId: Uuid,
      completedOn: Day,
      reportNumber: z.string().min(1).max(100),
      outcome: CheckOutcome,
      findings: Text,
    }),
  ),
  eventSchema('CheckDisputed', z.strictObject({ caseId: Uuid, disputedOn: Day, ground: Text })),
  eventSchema('CheckDisputeSettled', z.strictObject({ caseId: Uuid, settledOn: Day, outcome: Text })),
  eventSchema('IncomeAssessed', z.strictObject({ caseId: Uuid, assessedOn: Day, assessment: Assessment })),
] as const
