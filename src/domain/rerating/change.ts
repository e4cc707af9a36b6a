import { z } from 'zod'
import { Document } from '../policy/events.ts'
import type { PolicyFact } from '../policy/policy.ts'
import { AreaCode } from '../shared/area.ts'
import { Day } from '../shared/day.ts'
import { Uuid } from '../shared/event.ts'

/** What moved the rates: a publication (a standard, link, figure or tiers) or the withdrawal of one, by its id. */
export const ChangeOfRates = z.strictObject({ kind: z.enum(['PUBLICATION', 'WITHDRAWAL']), id: Uuid })
export type ChangeOfRates = z.infer<typeof ChangeOfRates>

/** The same with what its event says. */
export const KnownChange = ChangeOfRates.extend({
  /** The area that published it: the county or one above it. */
  area: AreaCode,
  document: Document,
  /** From when what was published or withdrawn counts. */
  effectiveFrom: Day,
  /** Before this day nobody could know it. */
  announcedOn: Day,
})
export type KnownChange = z.infer<typeof KnownChange>

type Publication = Extract<
  PolicyFact,
  { type: 'StandardPublished' | 'RateLinked' | 'FigurePublished' | 'TiersPublished' }
>

/** The events that can move what a month pays. */
export const rateEvents: readonly PolicyFact['type'][] = [
  'StandardPublished',
  'RateLinked',
  'FigurePublished',
  'StandardWithdrawn',
  'TiersPublished',
  'ParameterPublished',
]

const publicationOf = (facts: readonly PolicyFact[], id: string): Publication | undefined =>
  facts.find((fact): fact is Publication => {
    if (fact.type === 'TiersPublished') return fact.data.tiersId === id
    return (
      (fact.type === 'StandardPublished' || fact.type === 'RateLinked' || fact.type === 'FigurePublished') &&
      fact.data.standardId === id
    )
  })

/** A change among all that an area and those above it have published, and the rest; undefined where it is not there. */
export const findChange = (
  facts: readonly PolicyFact[],
  { kind, id }: ChangeOfRates,
): { change: KnownChange; others: readonly PolicyFact[] } | undefined => {
  const publication = publicationOf(facts, id)
  if (!publication) return undefined
  const { area, document, effectiveFrom, inForceOn } = publication.data
  if (kind === 'PUBLICATION') {
    const change = { kind, id, area, document, effectiveFrom, announcedOn: inForceOn }
    return { change, others: facts.filter((fact) => fact !== publication) }
  }
  const withdrawal = facts.find((fact) => fact.type === 'StandardWithdrawn' && fact.data.standardId === id)
  if (withdrawal?.type !== 'StandardWithdrawn') return undefined
  const change = { kind, id, area, document: withdrawal.data.document, effectiveFrom, announcedOn: withdrawal.data.on }
  return { change, others: facts.filter((fact) => fact !== withdrawal) }
}
