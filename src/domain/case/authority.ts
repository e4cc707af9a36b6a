import { delegationFor } from '../policy/policy.ts'
import { delegationAllowedOn, rulesetOn } from '../scheme/scheme.ts'
import { countyOf, isTownship } from '../shared/area.ts'
import type { Fen } from '../shared/fen.ts'
import type { CaseContext } from './context.ts'
import type { CaseFile } from './file.ts'
import { schemeOf } from './procedure.ts'
import { requireProvinceAllows } from './province.ts'
import { refuse } from './refusals.ts'

/** On what authority a decision rests: the county's own, or a live delegation to the township. */
export type Authority = { delegationId: string | null; delegated: boolean; delegation?: string }

/**
 * The authority of the actor's office over this case and amount today: the county's own, or that of a township under a live
 * delegation that reaches the amount, where the province allows it when the law asks for that.
 */
export const officeAuthority = (file: CaseFile, context: CaseContext, amountFen: Fen): Authority => {
  const { actor, today, policy } = context
  if (actor.area === countyOf(file.area)) return { delegationId: null, delegated: false }
  const scheme = schemeOf(file, context)
  const { clause } = rulesetOn(scheme, today).townshipMayDecide
  if (!isTownship(actor.area)) throw refuse('not-deciding-office', { actorArea: actor.area, clause })
  const question = { scheme: file.scheme, area: file.area, day: today }
  const any = delegationAllowedOn(scheme, today) ? delegationFor(policy, question) : undefined
  if (!any) throw refuse('not-delegated', { township: actor.area, day: today, clause })
  requireProvinceAllows(file, context)
  const delegation = delegationFor(policy, { ...question, amountFen })
  if (!delegation) throw refuse('above-cap', { capFen: any.capFen, amountFen, clause: any.document.number })
  return { delegationId: delegation.delegationId, delegated: true, delegation: delegation.document.number }
}

/**
 * The authority on which the actor decides on this case and amount. Whoever surveyed, assessed or drafted may not, whatever
 * the authority of their office.
 */
export const decidingAuthority = (file: CaseFile, context: CaseContext, amountFen: Fen): Authority => {
  const { sub } = context.actor
  if (file.workedOn.includes(sub)) throw refuse('decides-own-work', { actor: sub })
  return officeAuthority(file, context, amountFen)
}
