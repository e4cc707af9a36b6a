import { accessEvents } from './access/events.ts'
import { alertEvents } from './alert/events.ts'
import { caseEvents } from './case/events.ts'
import { crisisEvents } from './crisis/events.ts'
import { demonstrationEvents } from './demonstration/day.ts'
import { enquiryEvents } from './enquiry/events.ts'
import { inspectionEvents } from './inspection/events.ts'
import { institutionEvents } from './institution/events.ts'
import { overpaymentEvents } from './overpayment/events.ts'
import { paymentEvents } from './payment/events.ts'
import { runEvents } from './payment/run-events.ts'
import { idNumberEvents, personEvents } from './person/events.ts'
import { policyEvents } from './policy/events.ts'
import { priceEvents } from './price/events.ts'
import { priceRosterEvents } from './price/roster-events.ts'
import { reratingEvents } from './rerating/events.ts'
import { reserveEvents } from './reserve/events.ts'
import type { EventSchema } from './shared/event.ts'

/** Every event type that the log may hold; an event of any other type stops its reader. */
export const allEvents: readonly EventSchema[] = [
  ...caseEvents,
  ...personEvents,
  ...idNumberEvents,
  ...institutionEvents,
  ...paymentEvents,
  ...runEvents,
  ...overpaymentEvents,
  ...inspectionEvents,
  ...crisisEvents,
  ...alertEvents,
  ...enquiryEvents,
  ...policyEvents,
  ...reratingEvents,
  ...reserveEvents,
  ...priceEvents,
  ...priceRosterEvents,
  ...demonstrationEvents,
  ...accessEvents,
]
