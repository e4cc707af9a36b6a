import type { Kysely } from 'kysely'
import { Hardship, type HardshipCause } from '../../domain/shared/hardship.ts'
import { ERASED, type Erasable } from '../../domain/shared/personal.ts'
import type { Vault } from '../../vault/port.ts'
import { maskedNamesOf, type NamedPerson } from '../person/names.ts'
import type { Database } from '../schema.ts'
import type { ReserveMovementTable } from './tables.ts'

/** A row of the book with its recipient, masked, and the cause of the aid; both undefined where the row has none. */
export type MovementWithRecipient = {
  row: ReserveMovementTable
  recipient: NamedPerson | undefined
  /** `erased` once the recipient's key is destroyed. */
  cause: Erasable<HardshipCause> | undefined
}

/** Rows of the book as an inspector reads them: to whom, and why. What happened in words stays sealed. */
export const withRecipients = async (
  db: Kysely<Database>,
  vault: Vault,
  rows: readonly ReserveMovementTable[],
): Promise<MovementWithRecipient[]> => {
  const personIds = [...new Set(rows.flatMap(({ person_id: personId }) => personId ?? []))]
  const names = await maskedNamesOf(db, vault, personIds)
  const keys = await vault.keysOf(personIds)
  return rows.map((row) => {
    const { person_id: personId, hardship_sealed: sealed } = row
    if (personId === null) return { row, recipient: undefined, cause: undefined }
    const opened = sealed === null || sealed === ERASED ? sealed : keys.open(personId, 'hardship', sealed)
    const cause = opened === null || opened === ERASED ? (opened ?? undefined) : Hardship.parse(opened).cause
    return { row, recipient: names.get(personId), cause }
  })
}
