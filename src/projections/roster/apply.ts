import { isDeepStrictEqual } from 'node:util'
import { periodEvents } from '../../domain/case/timeline.ts'
import type { PersonEvent } from '../../domain/person/events.ts'
import { addRows, loadRows, saveRows } from '../rows.ts'
import type { Fact, Trx } from '../view.ts'
import { foldStretches, type RosterCaseEvent, type Stretch } from './fold.ts'
import type { RosterDeathTable, RosterEntryTable } from './tables.ts'

/** The events of a person that mark roster rows. */
export type RosterPersonEvent = Extract<PersonEvent, { type: 'DeathRecorded' | 'DeathAnnulled' }>
export type RosterEvent = RosterCaseEvent | RosterPersonEvent

/** Applies a batch: cases and deaths are different tables, so their order among each other does not matter. */
export const applyRoster = async (trx: Trx, facts: readonly Fact<RosterEvent>[]): Promise<void> => {
  await applyCases(trx, facts.filter(isOfCase))
  await applyDeaths(trx, facts.filter(isOfPerson))
}

const caseTypes: readonly string[] = periodEvents
const isOfCase = (fact: Fact<RosterEvent>): fact is Fact<RosterCaseEvent> => caseTypes.includes(fact.type)
const isOfPerson = (fact: Fact<RosterEvent>): fact is Fact<RosterPersonEvent> => !isOfCase(fact)

const applyCases = async (trx: Trx, facts: readonly Fact<RosterCaseEvent>[]): Promise<void> => {
  const known = new Map<string, RosterEntryTable[]>()
  // Only a case that begins here can be known to have no rows yet.
  const begun = new Set(facts.filter(({ version }) => version === 1).map(({ data }) => data.caseId))
  const older = facts.map(({ data }) => data.caseId).filter((caseId) => !begun.has(caseId))
  for (const row of await loadRows(trx, 'roster_entry', 'case_id', older))
    if (row.known_to === null) known.set(row.case_id, [...(known.get(row.case_id) ?? []), row])

  const changed = new Map<string, RosterEntryTable>()
  for (const fact of facts) {
    const before = known.get(fact.data.caseId) ?? []
    const { closed, current } = renew(before, foldStretches(before.map(stretchOf), fact), Number(fact.position))
    known.set(fact.data.caseId, current)
    for (const row of [...closed, ...current.filter((row) => !before.includes(row))]) changed.set(keyOf(row), row)
  }
  // What is known from an event of this batch has no row yet.
  const first = Number(facts[0]?.position)
  const { fresh = [], older: earlier = [] } = Object.groupBy(changed.values(), ({ known_from }) =>
    known_from >= first ? 'fresh' : 'older',
  )
  await addRows(trx, 'roster_entry', fresh)
  await saveRows(trx, 'roster_entry', ['case_id', 'known_from', 'from_month'], earlier)
}

/** Rows that stay as they are stay known from where they were; the others end here, and new ones begin here. */
const renew = (before: readonly RosterEntryTable[], stretches: readonly Stretch[], position: number) => {
  const kept = (stretch: Stretch) => before.find((row) => isDeepStrictEqual(stretchOf(row), stretch))
  const current = stretches.map(
    (stretch): RosterEntryTable => kept(stretch) ?? { ...stretch, known_from: position, known_to: null },
  )
  const closed = before.filter((row) => !current.includes(row)).map((row) => ({ ...row, known_to: position }))
  return { current, closed }
}

const stretchOf = ({ known_from: _from, known_to: _to, ...stretch }: RosterEntryTable): Stretch => stretch
const keyOf = (row: RosterEntryTable): string => `${row.case_id}/${row.known_from}/${row.from_month}`

const applyDeaths = async (trx: Trx, facts: readonly Fact<RosterPersonEvent>[]): Promise<void> => {
  const found = await loadRows(
    trx,
    'roster_death',
    'person_id',
    facts.map(({ data }) => data.personId),
  )
  const rows = new Map(found.map((row) => [`${row.person_id}/${row.known_from}`, row]))
  for (const fact of facts) {
    const { personId } = fact.data
    const position = Number(fact.position)
    for (const [key, row] of rows)
      if (row.person_id === personId && row.known_to === null) rows.set(key, { ...row, known_to: position })
    if (fact.type === 'DeathRecorded')
      rows.set(`${personId}/${position}`, deathOf(personId, fact.data.diedOn, position))
  }
  await saveRows(trx, 'roster_death', ['person_id', 'known_from'], [...rows.values()])
}

const deathOf = (person_id: string, died_on: string, known_from: number): RosterDeathTable => ({
  person_id,
  died_on,
  known_from,
  known_to: null,
})
