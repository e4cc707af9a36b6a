import type { CommandCall } from '../processes/call.ts'
import { caseCommand } from '../processes/cases/case-command.ts'
import { crisisCommand } from '../processes/crisis/crisis-measures.ts'
import type { Deps } from '../processes/deps.ts'
import { inspectionCommand } from '../processes/inspection/inspections.ts'
import { alertCommand } from '../processes/outreach/alerts.ts'
import { enquiryCommand } from '../processes/outreach/enquiries.ts'
import { overpaymentCommand } from '../processes/overpayments/overpayment-command.ts'
import { personCommand } from '../processes/persons.ts'
import { priceCommand } from '../processes/price/prices.ts'
import { reserveCommand } from '../processes/reserves/reserve-command.ts'
import type { Act, Commands } from './acts.ts'

type Performers = { [Of in keyof Commands]: (deps: Deps, call: CommandCall, command: Commands[Of]) => Promise<unknown> }

const performers: Performers = {
  case: caseCommand,
  person: personCommand,
  reserve: reserveCommand,
  alert: alertCommand,
  enquiry: enquiryCommand,
  inspection: inspectionCommand,
  overpayment: overpaymentCommand,
  price: priceCommand,
  crisis: crisisCommand,
}

/** Carries out an act of the story like any other command. A refusal is told with who did what on which day. */
export const perform = async (deps: Deps, { of, command, actor, commandId, on, matter }: Act): Promise<void> => {
  const performer = performers[of] as (deps: Deps, call: CommandCall, command: Commands[typeof of]) => Promise<unknown>
  try {
    await performer(deps, { actor, commandId }, command)
  } catch (error) {
    throw new Error(`${on} ${matter} ${command.type}`, { cause: error })
  }
}
