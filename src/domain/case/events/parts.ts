import { z } from 'zod'
import { CalculationSheet, CalculationSheetInTheOpen, CalculationSheetOfOneStandard } from '../../scheme/calculation.ts'
import { Day } from '../../shared/day.ts'
import { Uuid } from '../../shared/event.ts'
import { personal } from '../../shared/personal.ts'
import { Sha256 } from '../../shared/sha256.ts'
import { Staff, Text } from '../../shared/text.ts'
import { Entitlement, EntitlementToHolder } from '../entitlement.ts'
import { VisitMode } from '../words.ts'

/** Where something hangs or happened. */
export const place = z.string().min(1).max(200)

/** A home visit of the township or of the county. */
export const visit = z.strictObject({
  caseId: Uuid,
  /** The applicant, under whose key place and findings are sealed. */
  personId: Uuid,
  visitedOn: Day,
  surveyors: z.array(Staff).min(1).max(10),
  mode: VisitMode,
  place: personal(place),
  signedByHousehold: z.boolean(),
  signedBySurveyors: z.boolean(),
  formSha256: Sha256.nullable(),
  findings: personal(Text),
})

/** What every decision says. */
export const decided = {
  caseId: Uuid,
  decidedOn: Day,
  decisionNumber: z.string().min(1).max(100),
  /** Delegation instrument when a township decided; null when the county did. */
  delegationId: Uuid.nullable(),
  ruleset: z.string(),
}

/** What a decision on the amount said beside that in the first version. */
export const changeOfAllowance = {
  entitlement: EntitlementToHolder,
  sheet: CalculationSheetOfOneStandard,
  reasons: Text,
  reviewDue: Day,
}

/** The same in the second version, the sheet in the open. */
export const changeInTheOpen = {
  entitlement: Entitlement,
  sheet: CalculationSheetInTheOpen,
  reasons: Text,
  /** Null where there is nothing to review. */
  reviewDue: Day.nullable(),
}

/** What a decision on the amount says beside that. */
export const change = { ...changeInTheOpen, sheet: CalculationSheet }
