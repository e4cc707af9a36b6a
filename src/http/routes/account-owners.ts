import type { Payee } from '../../domain/scheme/payee.ts'
import { institutionsNamed } from '../../projections/institution/queries.ts'
import { maskedNamesOf } from '../../projections/person/names.ts'
import type { AccountOwner, WithPerson } from '../../reports/report.ts'
import type { HttpDeps } from '../deps.ts'

type Paid = { person_id: string; payee: Payee }

/** Payments with the person they belong to and whose account they go to, both masked. */
export const withOwners = async <Row extends Paid>(
  deps: HttpDeps,
  rows: readonly Row[],
): Promise<(WithPerson<Row> & { payee: AccountOwner | undefined })[]> => {
  const others = rows.flatMap(({ payee }) => (payee.kind === 'PERSON' ? [payee.personId] : []))
  const persons = await maskedNamesOf(deps.views, deps.vault, [...rows.map((row) => row.person_id), ...others])
  const homes = rows.flatMap(({ payee }) => (payee.kind === 'INSTITUTION' ? [payee.institutionId] : []))
  const named = homes.length === 0 ? [] : await institutionsNamed(deps.views, [...new Set(homes)])
  const institutions = new Map(
    named.map(({ institution_id, name, bank, account_masked }) => [
      institution_id,
      { name, idNumber: null, bank, account: account_masked },
    ]),
  )
  const ownerOf = ({ person_id, payee }: Paid): AccountOwner | undefined => {
    if (payee.kind === 'INSTITUTION') return institutions.get(payee.institutionId)
    return persons.get(payee.kind === 'PERSON' ? payee.personId : person_id)
  }
  return rows.map((row) => ({ row, person: persons.get(row.person_id), payee: ownerOf(row) }))
}
