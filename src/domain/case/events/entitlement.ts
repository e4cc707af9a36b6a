import { z } from 'zod'
import { RateName } from '../../policy/rate.ts'
import { withRates } from '../../scheme/calculation.ts'
import { Code } from '../../shared/codes.ts'
import { Day, Month } from '../../shared/day.ts'
import { eventSchema, nextVersion, Uuid } from '../../shared/event.ts'
import { personal } from '../../shared/personal.ts'
import { Text } from '../../shared/text.ts'
import { Deadline, DeadlineOfAllowance } from '../clocks.ts'
import { Entitlement, EntitlementToHolder, withPayee } from '../entitlement.ts'
import { ReviewCauseOfAllowance, StopGroundOfAllowance } from '../words.ts'
import { change, changeInTheOpen, changeOfAllowance, decided } from './parts.ts'

const opened = { caseId: Uuid, openedOn: Day }
const closed = { caseId: Uuid, closedOn: Day }
const holder = { caseId: Uuid, changedOn: Day }
const resumed = { caseId: Uuid, decidedOn: Day }
const suspended = { caseId: Uuid, decidedOn: Day, fromMonth: Month, until: Day, reasons: Text }
const discontinued = { caseId: Uuid, discontinuedOn: Day }
const exitEnded = {
  caseId: Uuid,
  endedOn: Day,
  outcome: z.enum(['TERMINATED', 'BACK_TO_ENTITLED']),
  lastMonth: Month.nullable(),
}

/** On whose authority an act without a decision on the amount was done, and its number where it has one. */
const authority = {
  decisionNumber: z.string().min(1).max(100).nullable(),
  /** Delegation instrument when a township did it; null when the county did, or time alone. */
  delegationId: Uuid.nullable(),
}
const unknownAuthority = { decisionNumber: null, delegationId: null }

const changeFirst = z.strictObject({ ...decided, ...changeOfAllowance })
const changeSecond = z.strictObject({ ...decided, ...changeInTheOpen })
const changed = z.strictObject({ ...decided, ...change })
const changedFromAllowance = ({
  entitlement,
  sheet,
  ...old
}: z.infer<typeof changeFirst>): z.infer<typeof changeSecond> => ({
  ...old,
  entitlement: withPayee(entitlement),
  sheet: withRates(sheet),
})

/** While entitled, and leaving. */
export const entitlementEvents = [
  nextVersion(
    eventSchema(
      'ReviewOpened',
      z.strictObject({ ...opened, cause: ReviewCauseOfAllowance, deadlines: z.array(DeadlineOfAllowance) }),
    ),
    z.strictObject({ ...opened, cause: Code, deadlines: z.array(Deadline) }),
  )((old) => old),
  nextVersion(
    eventSchema('ReviewClosedUnchanged', z.strictObject({ ...closed, reviewDue: Day, reasons: Text })),
    z.strictObject({ ...closed, reviewDue: Day.nullable(), reasons: Text }),
  )((old) => old),
  eventSchema('HearingInvited', z.strictObject({ caseId: Uuid, invitedOn: Day, hearingOn: Day, about: Text })),
  eventSchema(
    'HearingRecorded',
    z.strictObject({
      caseId: Uuid,
      heldOn: Day,
      /** Null with a reason why nobody could be heard. */
      statement: personal(Text).nullable(),
      personId: Uuid,
      notPossible: Text.nullable(),
    }),
  ),
  nextVersion(
    nextVersion(eventSchema('EntitlementIncreased', changeFirst), changeSecond)(changedFromAllowance),
    changed,
  )((old) => old),
  nextVersion(
    nextVersion(eventSchema('ReductionDecided', changeFirst), changeSecond)(changedFromAllowance),
    changed,
  )((old) => old),
  /** Another member stands for the household, or another payee receives the money. */
  nextVersion(
    eventSchema('HolderChanged', z.strictObject({ ...holder, entitlement: EntitlementToHolder, reasons: Text })),
    z.strictObject({ ...holder, entitlement: Entitlement, reasons: Text }),
  )(({ entitlement, ...old }) => ({ ...old, entitlement: withPayee(entitlement) })),
  nextVersion(
    eventSchema('EntitlementSuspended', z.strictObject(suspended)),
    z.strictObject({ ...suspended, ...authority }),
  )((old) => ({ ...old, ...unknownAuthority })),
  nextVersion(
    nextVersion(
      eventSchema(
        'EntitlementResumed',
        z.strictObject({ ...resumed, entitlement: EntitlementToHolder, reasons: Text }),
      ),
      z.strictObject({ ...resumed, entitlement: Entitlement, reasons: Text }),
    )(({ entitlement, ...old }) => ({ ...old, entitlement: withPayee(entitlement) })),
    z.strictObject({ ...resumed, entitlement: Entitlement, reasons: Text, ...authority }),
  )((old) => ({ ...old, ...unknownAuthority })),
  eventSchema(
    'GradualExitStarted',
    z.strictObject({
      ...decided,
      /** Who found work. */
      personId: Uuid,
      fromMonth: Month,
      /** Last paid month: within what the rules of the day allow [2022-83], or the place for a delayed exit. */
      lastMonth: Month,
      reasons: Text,
    }),
  ),
  nextVersion(
    eventSchema('GradualExitEnded', z.strictObject(exitEnded)),
    z.strictObject({ ...exitEnded, ...authority }),
  )((old) => ({ ...old, ...unknownAuthority })),
  nextVersion(
    eventSchema(
      'TerminationDecided',
      z.strictObject({ ...decided, ground: StopGroundOfAllowance, lastMonth: Month, reasons: Text }),
    ),
    z.strictObject({
      ...decided,
      ground: Code,
      /** The day of what the stop follows from (a move, a prison sentence), where the last month follows it. */
      happenedOn: Day.nullable(),
      lastMonth: Month,
      reasons: Text,
    }),
  )((old) => ({ ...old, happenedOn: null })),
  /** Another rate is paid from this month on, by time alone: an age has been reached. */
  eventSchema(
    'EntitlementStepped',
    z.strictObject({ caseId: Uuid, fromMonth: Month, rates: z.array(RateName).max(20) }),
  ),
  /** What was granted has ended by time alone: a validity, the last instalment, an age. */
  eventSchema('EntitlementLapsed', z.strictObject({ caseId: Uuid, lapsedOn: Day, lastMonth: Month })),
  nextVersion(
    eventSchema(
      'ProcedureDiscontinued',
      z.strictObject({
        ...discontinued,
        ground: z.enum(['WITHDRAWN', 'NOT_COOPERATING', 'LEAD_DISMISSED']),
        reasons: Text,
      }),
    ),
    z.strictObject({
      ...discontinued,
      ground: z.enum(['WITHDRAWN', 'NOT_COOPERATING', 'LEAD_DISMISSED', 'DIED']),
      reasons: Text,
    }),
  )((old) => old),
  eventSchema('CaseClosed', z.strictObject({ caseId: Uuid, closedOn: Day })),
] as const
