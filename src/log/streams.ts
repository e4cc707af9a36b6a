import type { AreaCode } from '../domain/shared/area.ts'
import type { Day } from '../domain/shared/day.ts'

// Every kind of stream that the program writes, by name.

/** The stream of a case. */
export const caseStream = (caseId: string): string => `case-${caseId}`

/** The stream of a person. */
export const personStream = (personId: string): string => `person-${personId}`

/** The stream that says which person record an ID number belongs to; the blind index carries its key version. */
export const idNumberStream = (idIndex: string): string => `idno-${idIndex}`

/** The stream of a home for supported people. */
export const institutionStream = (institutionId: string): string => `institution-${institutionId}`

/** The stream of a township's reserve (备用金): one purse from the first day on. */
export const reserveStream = (township: AreaCode): string => `reserve-${township}`

/** The stream of what an area has published. */
export const policyStream = (area: AreaCode): string => `policy-${area}`

/** The stream of the price indices of an area, and of what they have meant for the price subsidy. */
export const priceStream = (area: AreaCode): string => `price-${area}`

/** The stream of the people of a group that another office keeps, in one index month. */
export const priceRosterStream = (roster: { area: AreaCode; group: string; month: string }): string =>
  `price-roster-${roster.area}-${roster.group}-${roster.month}`

/** The stream of a payment. */
export const paymentStream = (paymentId: string): string => `payment-${paymentId}`

/** The stream of a payment run. */
export const runStream = (runId: string): string => `run-${runId}`

/** The id of the payment run that a stream is of. */
export const runOfStream = (stream: string): string => stream.slice(runStream('').length)

/** The stream of an overpayment and its recovery. */
export const overpaymentStream = (overpaymentId: string): string => `overpayment-${overpaymentId}`

/** The stream of a mass re-rating. */
export const reratingStream = (reratingId: string): string => `rerating-${reratingId}`

/** The stream of an inspection. */
export const inspectionStream = (inspectionId: string): string => `inspection-${inspectionId}`

/** The stream of the crisis measures of an area. */
export const crisisStream = (area: AreaCode): string => `crisis-${area}`

/** The stream of a warning. */
export const alertStream = (alertId: string): string => `alert-${alertId}`

/** The stream of an enquiry at the one window. */
export const enquiryStream = (enquiryId: string): string => `enquiry-${enquiryId}`

/** The stream of one read of personal data on a day. */
export const accessStream = (day: Day, readId: string): string => `access-${day}-${readId}`

/** The stream of the day that a demonstration has reached. */
export const demonstrationStream = 'demonstration'
