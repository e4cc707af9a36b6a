import { type Kysely, type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { Document } from '../../domain/policy/events.ts'
import { noPolicy, type Policy } from '../../domain/policy/policy.ts'
import { Figure, FigureKind, FigureUnit, LinkBase, LinkFactor, LinkUse } from '../../domain/policy/rate.ts'
import { type AreaCode, withAncestors } from '../../domain/shared/area.ts'
import { allOf, isOneOf } from '../conditions.ts'
import type { Database } from '../schema.ts'
import { asKnownAt } from './queries.ts'
import type { PolicyEntryTable } from './tables.ts'

/**
 * The rates and parameters that count in an area: its own entries and those of all areas above it, as known at a log
 * position (now where absent), for the same questions that are asked of a policy folded from the log.
 */
export const policyBook = async (db: Kysely<Database>, area: AreaCode, knownAt?: bigint): Promise<Policy> => {
  const rows = await db
    .selectFrom('policy_entry')
    .selectAll()
    .where(
      allOf(
        isOneOf('area', withAncestors(area)),
        isOneOf('kind', ['STANDARD', 'LINK', 'FIGURE', 'PARAMETER']),
        knownAt === undefined ? undefined : sql<SqlBool>`published_at <= ${knownAt}`,
      ),
    )
    .execute()
  return rows.map((row) => asKnownAt(row, knownAt)).reduce(add, noPolicy)
}

const Standard = z.object({ figure: Figure })
const Link = z.object({ use: LinkUse, factor: LinkFactor, base: LinkBase })
const Published = z.object({ kind: FigureKind, value: z.int(), unit: FigureUnit })
const Parameter = z.object({ value: z.string() })

const add = (policy: Policy, row: PolicyEntryTable): Policy => {
  const { value } = row
  switch (row.kind) {
    case 'STANDARD':
      return { ...policy, standards: [...policy.standards, { ...rateOf(row), ...Standard.parse(value) }] }
    case 'LINK':
      return { ...policy, links: [...policy.links, { ...rateOf(row), ...Link.parse(value) }] }
    case 'FIGURE':
      return { ...policy, figures: [...policy.figures, { ...rateOf(row), ...Published.parse(value) }] }
    case 'PARAMETER': {
      const parameter = { parameterId: row.entry_id, key: row.key ?? '', ...Parameter.parse(value) }
      return { ...policy, parameters: [...policy.parameters, { ...datedOf(row), ...parameter }] }
    }
    case 'TIERS':
    case 'CALENDAR':
    case 'DELEGATION':
      return policy
  }
}

const datedOf = (row: PolicyEntryTable) => ({
  area: row.area,
  scheme: row.scheme ?? '',
  effectiveFrom: row.effective_from,
  inForceOn: row.in_force_on,
  position: BigInt(row.published_at),
  withdrawnOn: row.withdrawn_on,
  document: Document.parse({
    number: row.document_number,
    title: row.document_title,
    issuer: row.document_issuer,
  }),
})

const rateOf = (row: PolicyEntryTable) => ({
  ...datedOf(row),
  standardId: row.entry_id,
  rate: row.key ?? '',
  areaKind: row.area_kind ?? ('ALL' as const),
})
