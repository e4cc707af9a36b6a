import { groupsOfSchemes, type PriceGroup } from '../domain/price/groups.ts'
import { schemesHiddenFrom } from '../domain/scheme/readers.ts'
import { schemes } from '../domain/scheme/schemes.ts'
import type { Actor } from '../domain/shared/actor.ts'
import { Refused } from '../domain/shared/refusal.ts'
import type { SchemeCode } from '../domain/shared/scheme-code.ts'
import { casesOutside } from '../projections/case-file/queries.ts'
import type { PaymentRunHeldTable } from '../projections/payment-run/tables.ts'
import type { HttpDeps } from './deps.ts'

/** Schemes of which a reader may know no case: lists and counts leave them out, and nothing of one is found by its id. */
export const hiddenFrom = (actor: Actor): readonly SchemeCode[] => schemesHiddenFrom(schemes, actor)

/** What a row says about somebody: the scheme, and the group that a price subsidy was paid for. */
type Telling = { scheme?: SchemeCode | null; price_group?: PriceGroup | null }

/** Whether a reader may know of what a row tells. */
export const isShownTo = (actor: Actor) => {
  const hidden = hiddenFrom(actor)
  const groups = groupsOfSchemes(hidden)
  return ({ scheme = null, price_group: group = null }: Telling): boolean =>
    !(scheme !== null && hidden.includes(scheme)) && !(group !== null && groups.includes(group))
}

/** One row, where the reader may know of it; else undefined, which is answered like an unknown id. */
export const shownTo = <Row>(actor: Actor, row: Row | undefined, tells: (row: Row) => Telling): Row | undefined =>
  row !== undefined && isShownTo(actor)(tells(row)) ? row : undefined

/**
 * A held line as its reader may see it: without the case that stands in its way under a scheme hidden from them, and without
 * the clause that says so, which names the scheme as well.
 */
export const heldShownTo = (actor: Actor) => {
  const isShown = isShownTo(actor)
  return <Held extends Pick<PaymentRunHeldTable, 'other_case_id' | 'other_scheme' | 'clause'>>(held: Held): Held =>
    isShown({ scheme: held.other_scheme }) ? held : { ...held, other_case_id: null, other_scheme: null, clause: null }
}

/**
 * A refusal as its reader may see it: it does not name a case that stands in the way under a scheme hidden from them, nor the
 * clause by which it does.
 */
export const refusalShownTo = (actor: Actor, error: unknown): unknown => {
  if (!(error instanceof Refused) || typeof error.facts['scheme'] !== 'string') return error
  if (isShownTo(actor)({ scheme: error.facts['scheme'] })) return error
  const { scheme: _scheme, caseId: _case, clause: _clause, ...facts } = error.facts
  return new Refused(error.code, facts)
}

/** Of some cases those that a reader may know of, in their order; one that no view has seen yet is not shown to everybody. */
export const casesShownTo = async (
  { views }: Pick<HttpDeps, 'views'>,
  actor: Actor,
  caseIds: readonly string[],
): Promise<string[]> => {
  const hidden = hiddenFrom(actor)
  if (hidden.length === 0 || caseIds.length === 0) return [...caseIds]
  const shown = await casesOutside(views, caseIds, hidden)
  return caseIds.filter((caseId) => shown.has(caseId))
}
