import type { Kysely } from 'kysely'
import { maskAccount, maskIdNumber, maskName } from '../../domain/person/mask.ts'
import type { PersonKeys, Vault } from '../../vault/port.ts'
import type { Database } from '../schema.ts'
import { findPersons } from './queries.ts'
import type { PersonTable } from './tables.ts'

/** A person for reading; texts are `erased` once the key is destroyed, null where the person has none. */
export type NamedPerson = {
  personId: string
  name: string
  idNumber: string | null
  bank: string | null
  account: string | null
  accountHolder: string | null
}

type Mask = { name: (text: string) => string; idNumber: (text: string) => string; account: (text: string) => string }

const masks: Mask = { name: maskName, idNumber: maskIdNumber, account: maskAccount }
const open: Mask = { name: (text) => text, idNumber: (text) => text, account: (text) => text }

/** Names, numbers and accounts of register rows with all but a few characters starred. The default for every reader. */
export const maskedNames = (vault: Vault, rows: readonly PersonTable[]): Promise<Map<string, NamedPerson>> =>
  read(vault, rows, masks)

/** The same in full. Only for readers whose role and purpose allow it, and for the bank file. */
export const openedNames = (vault: Vault, rows: readonly PersonTable[]): Promise<Map<string, NamedPerson>> =>
  read(vault, rows, open)

/** Masked names of these persons, by id. */
export const maskedNamesOf = async (
  db: Kysely<Database>,
  vault: Vault,
  personIds: readonly string[],
): Promise<Map<string, NamedPerson>> => maskedNames(vault, await findPersons(db, personIds))

const read = async (vault: Vault, rows: readonly PersonTable[], mask: Mask): Promise<Map<string, NamedPerson>> => {
  const keys = await vault.keysOf(rows.map((row) => row.person_id))
  return new Map(rows.map((row) => [row.person_id, namedPerson(keys, row, mask)]))
}

const namedPerson = (keys: PersonKeys, row: PersonTable, mask: Mask): NamedPerson => {
  const { person_id: personId } = row
  const idNumber = textOf(keys, personId, 'idNumber', row.id_number_sealed)
  const account = textOf(keys, personId, 'account', row.account_sealed)
  const accountHolder = textOf(keys, personId, 'accountHolder', row.account_holder_sealed)
  return {
    personId,
    name: mask.name(textOf(keys, personId, 'name', row.name_sealed) ?? ''),
    idNumber: idNumber && mask.idNumber(idNumber),
    bank: row.bank,
    account: account && mask.account(account),
    accountHolder: accountHolder && mask.name(accountHolder),
  }
}

/** Opens one sealed text; what was erased before it was ever sealed is stored as the plain word. */
const textOf = (keys: PersonKeys, personId: string, field: string, sealed: string | null): string | null => {
  if (sealed === null || sealed === 'erased') return sealed
  const value = keys.open(personId, field, sealed)
  return value === null ? null : String(value)
}
