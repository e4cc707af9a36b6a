import { maskedNamesOf } from '../../projections/person/names.ts'
import type { WithPerson } from '../../reports/report.ts'
import type { HttpDeps } from '../deps.ts'

/** Rows with the person whom each of them is about, masked. */
export const withPersons = async <Row>(
  { views, vault }: HttpDeps,
  rows: readonly Row[],
  personIdOf: (row: Row) => string,
): Promise<WithPerson<Row>[]> => {
  const names = await maskedNamesOf(views, vault, [...new Set(rows.map(personIdOf))])
  return rows.map((row) => ({ row, person: names.get(personIdOf(row)) }))
}
