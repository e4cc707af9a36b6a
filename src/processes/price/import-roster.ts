import { idNumberDecider } from '../../domain/person/decide.ts'
import type { PriceGroup } from '../../domain/price/groups.ts'
import { refuse } from '../../domain/price/refusals.ts'
import { PARTS_PER_COMMIT, type PriceRoster, partsOf, priceRosterDecider } from '../../domain/price/roster-decide.ts'
import type { PriceRosterEvent, RosterPerson } from '../../domain/price/roster-events.ts'
import type { AreaCode } from '../../domain/shared/area.ts'
import type { Month } from '../../domain/shared/day.ts'
import { idFrom } from '../../log/event-id.ts'
import { answerFromLog, type Handled, handle } from '../../log/handle.ts'
import { load } from '../../log/load.ts'
import { idNumberStream, priceRosterStream } from '../../log/streams.ts'
import { type CommandCall, envelopeOf } from '../call.ts'
import type { Deps } from '../deps.ts'
import { inspectBytes } from '../roll-file/inspect-file.ts'
import { type RosterFinding, type RosterRow, readRoster } from './read-roster.ts'

/** Which roster: of a county, a group that another office keeps, and an index month. */
export type RosterName = { area: AreaCode; group: PriceGroup; month: Month }

/** As many findings as a refusal names. */
const NAMED = 50
/** ID numbers that are looked up at the same time. */
const AT_ONCE = 500

/**
 * Takes in the roster of a group for a month, whole or not at all: every ID number must belong to a registered person. The
 * file is kept, the events hold ids alone. Another file for the same group and month replaces the roster. A large roster
 * takes several commits and counts from the last one on; repeating the command after a crash writes what is missing.
 */
export const importPriceRoster = async (
  deps: Deps,
  call: CommandCall,
  name: RosterName,
  bytes: Buffer,
): Promise<Handled<PriceRosterEvent>> => {
  const stream = priceRosterStream(name)
  const { state, events } = await load(deps, priceRosterDecider, stream)
  const answer = answerFromLog(stream, events, call.commandId)
  if (answer) return answer
  const today = deps.clock.today()
  const { sha256, size } = inspectBytes(bytes)
  const data = { rosterId: idFrom(call.commandId, 'price roster'), ...name, source: { sha256, size } }
  const context = { actor: call.actor, today }
  const importOf = (persons: readonly RosterPerson[], fromPart = 1) =>
    ({ type: 'ImportPriceRoster', data: { ...data, persons }, fromPart }) as const
  // Decided before anything is read or kept: whoever may not import learns it at once.
  priceRosterDecider.decide(importOf([]), state, context)
  const persons = await personsOf(deps, bytes)
  priceRosterDecider.decide(importOf(persons), state, context)
  await deps.vault.keepFile(bytes)
  const envelope = envelopeOf(call, stream, today)
  const lastCommit = Math.ceil(partsOf(persons) / PARTS_PER_COMMIT) - 1
  const commandOf = (commit: number) => importOf(persons, commit * PARTS_PER_COMMIT + 1)
  for (let commit = 0; commit < lastCommit; commit += 1) {
    const step = { ...envelope, command: idFrom(call.commandId, `commit ${commit}`), causation: call.commandId }
    const seen = commit === 0 ? call.seen : undefined
    await handle(deps, priceRosterDecider, { stream, command: commandOf(commit), context, envelope: step, seen })
  }
  const seen = lastCommit === 0 ? call.seen : undefined
  return handle(deps, priceRosterDecider, { stream, command: commandOf(lastCommit), context, envelope, seen })
}

/** The roster of a group and month as known at a log position; nothing before the first import. */
export const priceRosterAt = async (
  deps: Pick<Deps, 'log' | 'vault'>,
  name: RosterName,
  upTo: bigint,
): Promise<PriceRoster | null> =>
  (await load(deps, priceRosterDecider, priceRosterStream(name), { upTo })).state.standing

const personsOf = async (deps: Deps, bytes: Buffer): Promise<readonly RosterPerson[]> => {
  const { rows, findings } = await readRoster(bytes)
  const found: (RosterPerson | RosterFinding)[] = []
  for (let from = 0; from < rows.length; from += AT_ONCE)
    found.push(...(await Promise.all(rows.slice(from, from + AT_ONCE).map((row) => personOf(deps, row)))))
  const wrong = [...findings, ...found.filter((one) => 'code' in one)].sort((a, b) => a.row - b.row)
  if (wrong.length > 0)
    throw refuse('price-roster-has-findings', {
      count: wrong.length,
      findings: wrong.slice(0, NAMED).map(({ row, heading, code }) => `${row} ${heading} ${code}`),
    })
  return found.filter((one) => 'personId' in one)
}

const personOf = async (
  deps: Deps,
  { row, idNumber, area, areaKind }: RosterRow,
): Promise<RosterPerson | RosterFinding> => {
  const { state: personId } = await load(deps, idNumberDecider, idNumberStream(deps.vault.blindIndex(idNumber)))
  return personId === null ? { row, heading: '身份证号码', code: 'unknown-person' } : { personId, area, areaKind }
}
