import { sql } from 'kysely'
import { type PersonEvent, personEvents } from '../../domain/person/events.ts'
import { loadRows, saveRows } from '../rows.ts'
import { compareFigures, type RecordedEvents } from '../verify.ts'
import { type Fact, type Trx, viewOf } from '../view.ts'
import { foldClaims, foldIdIndexes, foldPerson } from './fold.ts'
import type { IdNumberBearerTable, PersonClaimTable } from './tables.ts'

/** What the register shows; a disability stays in the person's stream. */
type RegisterEvent = Exclude<PersonEvent, { type: 'DisabilityRecorded' }>

const create = async (trx: Trx): Promise<void> => {
  await sql`
    create table person (
      person_id uuid primary key,
      name_sealed text not null,
      id_number_sealed text not null,
      birth_date_sealed text not null,
      address_sealed text not null,
      id_index text collate "C",
      sex text not null,
      area text collate "C" not null,
      bank text,
      account_sealed text,
      account_holder_sealed text,
      account_event uuid,
      died_on text collate "C",
      registered_on text collate "C" not null,
      revision int not null,
      position bigint not null
    )`.execute(trx)
  await sql`
    create table person_claim (
      person_id uuid not null,
      scheme text collate "C" not null,
      case_id uuid not null,
      from_month text collate "C" not null,
      to_month text collate "C",
      claimed_at bigint not null,
      released_at bigint,
      last_month text collate "C",
      reason text,
      primary key (person_id, claimed_at)
    )`.execute(trx)
  await sql`
    create table id_number_bearer (
      person_id uuid not null,
      id_index text collate "C" not null,
      known_from bigint not null,
      known_to bigint,
      primary key (person_id, known_from)
    )`.execute(trx)
}

const complete = async (trx: Trx): Promise<void> => {
  await sql`create index person_id_index on person (id_index)`.execute(trx)
  await sql`create index id_number_bearer_page on id_number_bearer (id_index)`.execute(trx)
  await sql`create index person_died on person (person_id) where died_on is not null`.execute(trx)
  await sql`create index person_page on person (area, person_id)`.execute(trx)
  await sql`create index person_claim_case on person_claim (case_id) where released_at is null`.execute(trx)
}

const apply = async (trx: Trx, facts: readonly Fact<RegisterEvent>[]): Promise<void> => {
  const registered = new Set(facts.filter(({ version }) => version === 1).map(({ data }) => data.personId))
  const older = facts.map(({ data }) => data.personId).filter((personId) => !registered.has(personId))
  const found = await loadRows(trx, 'person', 'person_id', older)
  const rows = new Map(found.map((row) => [row.person_id, row]))
  const claims = new Map<string, PersonClaimTable[]>()
  for (const claim of await loadRows(trx, 'person_claim', 'person_id', older))
    claims.set(claim.person_id, [...(claims.get(claim.person_id) ?? []), claim])
  const idIndexes = new Map<string, IdNumberBearerTable[]>()
  for (const row of await loadRows(trx, 'id_number_bearer', 'person_id', corrected(facts)))
    idIndexes.set(row.person_id, [...(idIndexes.get(row.person_id) ?? []), row])
  for (const fact of facts) {
    const { personId } = fact.data
    idIndexes.set(personId, foldIdIndexes(idIndexes.get(personId) ?? [], fact))
    rows.set(personId, foldPerson(rows.get(personId), fact))
    claims.set(personId, foldClaims(claims.get(personId) ?? [], fact))
  }
  await saveRows(trx, 'person', ['person_id'], [...rows.values()])
  await saveRows(trx, 'person_claim', ['person_id', 'claimed_at'], [...claims.values()].flat())
  await saveRows(trx, 'id_number_bearer', ['person_id', 'known_from'], [...idIndexes.values()].flat())
}

const corrected = (facts: readonly Fact<RegisterEvent>[]): string[] =>
  facts.filter(({ type }) => type === 'PersonCorrected').map(({ data }) => data.personId)

const verify = (trx: Trx, { relation, upTo }: RecordedEvents): Promise<readonly string[]> =>
  compareFigures(trx, {
    view: sql`
      select (select count(*) from person) as persons, (select count(account_sealed) from person) as accounts,
             (select count(*) from person_claim) as claims, (select count(released_at) from person_claim) as released,
             (select count(*) from id_number_bearer where known_to is null) as numbers`,
    log: sql`
      select count(distinct stream_id) filter (where type = 'PersonRegistered') as persons,
             count(distinct stream_id) filter (where type = 'PayeeAccountRegistered') as accounts,
             count(*) filter (where type = 'SchemeClaimed') as claims,
             count(*) filter (where type = 'SchemeClaimReleased') as released,
             (select count(*) from (
               select distinct on (stream_id) payload->>'idIndex' as number from ${relation}
               where position <= ${upTo} and type = any(${['PersonRegistered', 'PersonCorrected']}::text[])
               order by stream_id, position desc) as identity
              where number is not null) as numbers
      from ${relation} where position <= ${upTo} and type = any(${personEvents.map(({ type }) => type)}::text[])`,
  })

/** The register of persons: search by blind index, payee accounts for bank files, live claims. Nothing personal is open. */
export const person = viewOf<RegisterEvent>({
  name: 'person',
  revision: 3,
  tables: ['person', 'person_claim', 'id_number_bearer'],
  types: personEvents.map(({ type }) => type).filter((type) => type !== 'DisabilityRecorded'),
  create,
  complete,
  apply,
  verify,
})
