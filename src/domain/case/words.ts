import { z } from 'zod'
import type { Code } from '../shared/codes.ts'

// The closed lists that commands and events of a case share: a word once recorded is never taken out again.

/** Where a lead came from. */
export const LeadSource = z.enum(['PROACTIVE_FIND', 'HOTLINE', 'DATA_MATCH', 'VILLAGE_COMMITTEE', 'OTHER'])

/** Who files on the applicant's behalf [2021-57 Art.6]. */
export const ProxyKind = z.enum(['FAMILY', 'VILLAGE_COMMITTEE', 'OTHER'])

/** Why a member is no longer one [2021-57 Art.7]. */
export const LeavingReason = z.enum(['DIED', 'MARRIED_OUT', 'MOVED_OUT', 'IMPRISONED', 'CLERGY', 'MISSING', 'OTHER'])

/** How a visit was made; anything but in person needs a declared emergency [2021-57 Art.16]. */
export const VisitMode = z.enum(['IN_PERSON', 'VIDEO', 'PHONE'])

/** Whether the register check bears out what was declared. */
export const CheckOutcome = z.enum(['CONSISTENT', 'DISCREPANT'])
export type CheckOutcome = z.infer<typeof CheckOutcome>

/** What the preliminary opinion proposes. */
export const Proposal = z.enum(['GRANT', 'REFUSE'])
export type Proposal = z.infer<typeof Proposal>

/** What became of an objection. */
export const ObjectionOutcome = z.enum(['UPHELD', 'DISMISSED'])

/** Why the county visits a household itself [2021-57 Art.20]. */
export const CountyVisitReason = z.enum(['CLOSE_RELATIVE', 'COMPLAINT', 'SAMPLE', 'OTHER'])

/** What of a returned dossier has to be done again before another opinion is drafted. */
export const RedoneStep = z.enum(['homeVisit', 'economicCheck', 'incomeAssessment', 'notice'])
export type RedoneStep = z.infer<typeof RedoneStep>

/** Why the limit of the whole case may be extended [2021-57 Art.22]. */
export const ExtensionReason = z.enum(['OBJECTION', 'LIVING_ELSEWHERE', 'FILED_ELSEWHERE', 'HARD_SURVEY'])

/** On what an application of any scheme may be refused, beside the grounds that the scheme itself finds. */
export const refusalGrounds: readonly Code[] = ['NOT_RESIDENT', 'OTHER_SCHEME', 'FALSE_STATEMENT', 'OTHER']

/** The grounds of a refusal that the first version knew. */
export const RefusalGroundOfAllowance = z.enum([
  'INCOME',
  'ASSETS',
  'NOT_RESIDENT',
  'OTHER_SCHEME',
  'FALSE_STATEMENT',
  'OTHER',
])

/** How aid is handed out. */
export const AidForm = z.enum(['CASH', 'GOODS'])

/** Whether what was found after an aid bears it out; an aid is not undone either way. */
export const PaperworkOutcome = z.enum(['BORNE_OUT', 'NOT_BORNE_OUT'])

/** Why a review is opened. */
export const ReviewCause = z.enum([
  'CADENCE',
  'ALERT',
  'DATA_MATCH',
  'DEATH',
  'COMPLAINT',
  'OWN_REPORT',
  'STANDARD_MOVED',
  'OTHER',
])

/** The causes of a review that the first version knew. */
export const ReviewCauseOfAllowance = z.enum([
  'CADENCE',
  'ALERT',
  'DATA_MATCH',
  'DEATH',
  'COMPLAINT',
  'OWN_REPORT',
  'OTHER',
])

/** On what an entitlement under any scheme may be stopped, beside the grounds that the scheme itself finds. */
export const stopGrounds: readonly Code[] = [
  'DEATH',
  'MOVED_OUT',
  'IMPRISONED',
  'OTHER_SCHEME',
  'OWN_WISH',
  'FALSE_STATEMENT',
  'REFUSED_REVIEW',
  'ENTRY_ERROR',
  'OTHER',
]

/** The grounds of a stop that the first version knew. */
export const StopGroundOfAllowance = z.enum([
  'INCOME',
  'ASSETS',
  'DEATH',
  'MOVED_OUT',
  'OTHER_SCHEME',
  'OWN_WISH',
  'FALSE_STATEMENT',
  'REFUSED_REVIEW',
  'OTHER',
])
