import type { AccessReadTable } from './access/tables.ts'
import type { CaseFileTable, CaseStateTable, CaseTimelineTable } from './case-file/tables.ts'
import type { CrisisMeasureTable } from './crisis-measure/tables.ts'
import type {
  InspectionActTable,
  InspectionCheckTable,
  InspectionFindingTable,
  InspectionPlaceTable,
  InspectionTable,
} from './inspection/tables.ts'
import type { InstitutionResidentTable, InstitutionTable } from './institution/tables.ts'
import type { AlertTable, EnquiryTable, ReferralTable } from './outreach/tables.ts'
import type { OverpaymentMovementTable, OverpaymentTable } from './overpayment/tables.ts'
import type { LedgerPaymentTable } from './payment-ledger/tables.ts'
import type {
  PaymentRunExceptionTable,
  PaymentRunFileTable,
  PaymentRunHeldTable,
  PaymentRunLineTable,
  PaymentRunTable,
} from './payment-run/tables.ts'
import type { IdNumberBearerTable, PersonClaimTable, PersonTable } from './person/tables.ts'
import type { PolicyEntryTable } from './policy/tables.ts'
import type { PriceIndexTable, PriceOutcomeTable, PriceRosterTable } from './prices/tables.ts'
import type { ReratingLineTable, ReratingTable } from './rerating/tables.ts'
import type { EmergencyAidTable, ReserveMovementTable } from './reserve/tables.ts'
import type { RosterDeathTable, RosterEntryTable } from './roster/tables.ts'
import type { SupportArrangementTable, SupportWishTable } from './support/tables.ts'
import type { WorkItemTable, WorkStateTable } from './work-list/tables.ts'

/** How far the serving generation of a view has come; readable by whoever may read the view. */
export type ViewPositionTable = {
  view: string
  generation: number
  /** Position of the log up to which it has seen everything. */
  position: number
}

/** An event of the log and when it was recorded, as text in UTC with microseconds. */
export type MilestoneTable = { position: number; recorded_at: string }

/**
 * The tables of all read models, as queries see them in the schema `view`. One choice for all of them: `bigint` columns (fen
 * and log positions) are read as numbers and refused above 2^53 - 1 (`open.ts`); months and days are text and compare as
 * text; recorded times are RFC 3339 UTC text with microseconds, which compares as text too.
 */
export type Database = {
  access_read: AccessReadTable
  case_file: CaseFileTable
  case_state: CaseStateTable
  case_timeline: CaseTimelineTable
  roster_entry: RosterEntryTable
  roster_death: RosterDeathTable
  ledger_payment: LedgerPaymentTable
  overpayment: OverpaymentTable
  overpayment_movement: OverpaymentMovementTable
  payment_run: PaymentRunTable
  payment_run_line: PaymentRunLineTable
  payment_run_held: PaymentRunHeldTable
  payment_run_file: PaymentRunFileTable
  payment_run_exception: PaymentRunExceptionTable
  work_item: WorkItemTable
  work_state: WorkStateTable
  inspection_place: InspectionPlaceTable
  inspection_act: InspectionActTable
  inspection: InspectionTable
  inspection_check: InspectionCheckTable
  inspection_finding: InspectionFindingTable
  crisis_measure: CrisisMeasureTable
  alert: AlertTable
  enquiry: EnquiryTable
  referral: ReferralTable
  person: PersonTable
  person_claim: PersonClaimTable
  id_number_bearer: IdNumberBearerTable
  institution: InstitutionTable
  institution_resident: InstitutionResidentTable
  support_arrangement: SupportArrangementTable
  support_wish: SupportWishTable
  policy_entry: PolicyEntryTable
  rerating: ReratingTable
  rerating_line: ReratingLineTable
  price_index: PriceIndexTable
  price_outcome: PriceOutcomeTable
  price_roster: PriceRosterTable
  reserve_movement: ReserveMovementTable
  emergency_aid: EmergencyAidTable
  view_position: ViewPositionTable
  milestone: MilestoneTable
}
