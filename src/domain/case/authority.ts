import { delegationFor } from '../policy/policy.ts'
import { delegationAllowedOn } from '../scheme/scheme.ts'
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
 * Whether the actor may decide on this case and amount today. Whoever surveyed, assessed or drafted may not; a confirmer of
 * the county may; one of the township only under a live delegation that reaches the amount, and
 * where the province allows it when the law asks for that.
 */
export const decidingAuthority = (file: CaseFile, context: CaseContext, amountFen: Fen): Authority => {
  const { actor, today, policy } = context
  if (file.workedOn.includes(actor.sub)) throw refuse('decides-own-work', { actor: actor.sub })
  if (actor.area === countyOf(file.area)) return { delegationId: null, delegated: false }
  if (!isTownship(actor.area)) throw refuse('not-deciding-office', { actorArea: actor.area })
  const question = { scheme: file.scheme, area: file.area, day: today }
  const any = delegationAllowedOn(schemeOf(file, context), today) ? delegationFor(policy, question) : undefined
  if (!any) throw refuse('not-delegated', { township: actor.area, day: today })
  requireProvinceAllows(file, context)
  const delegation = delegationFor(policy, { ...question, amountFen })
  if (!delegation) throw refuse('above-cap', { capFen: any.capFen, amountFen })
  return { delegationId: delegation.delegationId, delegated: true, delegation: delegation.document.number }
}
