import type { PersonEvent } from '../../domain/person/events.ts'
import type { Fact } from '../view.ts'
import type { IdNumberBearerTable, PersonClaimTable, PersonTable } from './tables.ts'

/** A person's row after one more event. Personal fields are sealed text here and copied as they are. */
export const foldPerson = (row: PersonTable | undefined, fact: Fact<PersonEvent>): PersonTable => {
  const at = { revision: fact.version, position: Number(fact.position) }
  if (fact.type === 'PersonRegistered') {
    return { ...noAccount, died_on: null, registered_on: fact.envelope.on, ...identityOf(fact.data), ...at }
  }
  if (!row) throw new Error(`${fact.type} before PersonRegistered: ${fact.data.personId}`)
  const next = { ...row, ...at }
  switch (fact.type) {
    case 'PersonCorrected':
      return { ...next, ...identityOf(fact.data) }
    case 'PayeeAccountRegistered':
      return {
        ...next,
        bank: fact.data.bank,
        account_sealed: fact.data.account,
        account_holder_sealed: fact.data.accountHolder,
        account_event: fact.id,
      }
    case 'DeathRecorded':
      return { ...next, died_on: fact.data.diedOn }
    case 'DeathAnnulled':
      return { ...next, died_on: null }
    case 'SchemeClaimed':
    case 'SchemeClaimReleased':
    case 'DisabilityRecorded':
      return next
  }
}

/** The claims of a person after one more event. A release ends the newest live claim of that scheme and case. */
export const foldClaims = (claims: readonly PersonClaimTable[], fact: Fact<PersonEvent>): PersonClaimTable[] => {
  if (fact.type === 'SchemeClaimed') {
    const { personId, scheme, caseId, fromMonth, toMonth } = fact.data
    const claim = { person_id: personId, scheme, case_id: caseId, from_month: fromMonth, to_month: toMonth }
    return [
      ...claims,
      { ...claim, claimed_at: Number(fact.position), released_at: null, last_month: null, reason: null },
    ]
  }
  if (fact.type !== 'SchemeClaimReleased') return [...claims]
  const { scheme, caseId, lastMonth, reason } = fact.data
  return claims.map((claim) =>
    claim.released_at === null && claim.scheme === scheme && claim.case_id === caseId
      ? { ...claim, released_at: Number(fact.position), last_month: lastMonth, reason }
      : claim,
  )
}

/** The ID numbers of a person after one more event: another number ends the row of the one before. */
export const foldIdIndexes = (
  rows: readonly IdNumberBearerTable[],
  { type, data, position }: Fact<PersonEvent>,
): IdNumberBearerTable[] => {
  if (type !== 'PersonRegistered' && type !== 'PersonCorrected') return [...rows]
  const { personId, idIndex } = data
  const at = Number(position)
  if (rows.some((row) => row.known_to === null && row.id_index === idIndex)) return [...rows]
  const ended = rows.map((row) => (row.known_to === null ? { ...row, known_to: at } : row))
  return idIndex === null
    ? ended
    : [...ended, { person_id: personId, id_index: idIndex, known_from: at, known_to: null }]
}

const noAccount = { bank: null, account_sealed: null, account_holder_sealed: null, account_event: null }

type Identity = Extract<PersonEvent, { type: 'PersonRegistered' }>['data']

const identityOf = (data: Identity) => ({
  person_id: data.personId,
  // Sealed text even where the value is null: whether somebody has a number does not show.
  name_sealed: data.name,
  id_number_sealed: String(data.idNumber),
  birth_date_sealed: data.birthDate,
  address_sealed: String(data.address),
  id_index: data.idIndex,
  sex: data.sex,
  area: data.area,
})
