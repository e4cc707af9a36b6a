import type { FastifyInstance } from 'fastify'
import type { HttpDeps } from './deps.ts'
import { addAlertRoutes } from './routes/alerts.ts'
import { addAuditRoutes } from './routes/audit.ts'
import { addCaseRoutes } from './routes/cases.ts'
import { addCrisisRoutes } from './routes/crisis-measures.ts'
import { addDemonstrationRoutes } from './routes/demonstration.ts'
import { addEmergencyAidRoutes } from './routes/emergency-aids.ts'
import { addEnquiryRoutes } from './routes/enquiries.ts'
import { addEventRoutes } from './routes/events.ts'
import { addInspectionRoutes } from './routes/inspections.ts'
import { addInstitutionRoutes } from './routes/institutions.ts'
import { addLedgerRoutes } from './routes/ledgers.ts'
import { addPopulationRoutes } from './routes/low-income-population.ts'
import { addOverpaymentRoutes } from './routes/overpayments.ts'
import { addRunRoutes } from './routes/payment-runs.ts'
import { addPaymentRoutes } from './routes/payments.ts'
import { addPersonRoutes } from './routes/persons.ts'
import { addPolicyRoutes } from './routes/policies.ts'
import { addPriceRosterRoutes } from './routes/price-rosters.ts'
import { addPriceRoutes } from './routes/prices.ts'
import { addReratingRoutes } from './routes/reratings.ts'
import { addReserveRoutes } from './routes/reserves.ts'
import { addRosterRoutes } from './routes/rosters.ts'
import { addSupportRollRoutes } from './routes/support-rolls.ts'
import { addTallyRoutes } from './routes/tallies.ts'
import { addWorkRoutes } from './routes/work-items.ts'
import { buildShell } from './shell.ts'

/** The whole API, ready to listen or to be asked with `inject`. Closing it answers what is under way and takes no more. */
export const buildApp = async (deps: HttpDeps): Promise<FastifyInstance> => {
  const { app, count } = await buildShell(deps)
  const place = { app, deps, count, idempotency: deps.idempotency }
  addCaseRoutes(place)
  addPersonRoutes(place)
  addInstitutionRoutes(place)
  addPolicyRoutes(place)
  addPriceRoutes(place)
  await addPriceRosterRoutes(place)
  await addRunRoutes(place)
  addPaymentRoutes(place)
  addOverpaymentRoutes(place)
  addLedgerRoutes(place)
  addTallyRoutes(place)
  addRosterRoutes(place)
  addSupportRollRoutes(place)
  addPopulationRoutes(place)
  addReserveRoutes(place)
  addEmergencyAidRoutes(place)
  addWorkRoutes(place)
  addInspectionRoutes(place)
  addReratingRoutes(place)
  addCrisisRoutes(place)
  addAlertRoutes(place)
  addEnquiryRoutes(place)
  addEventRoutes(place)
  addAuditRoutes(place)
  addDemonstrationRoutes(place)
  await app.ready()
  return app
}
