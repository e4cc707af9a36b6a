import { caseDecider } from '../domain/case/decide.ts'
import type { CaseEvent } from '../domain/case/events.ts'
import { idNumberDecider, personDecider } from '../domain/person/decide.ts'
import type { PersonEvent } from '../domain/person/events.ts'
import { liveClaim } from '../domain/person/state.ts'
import type { Decided } from '../domain/shared/command.ts'
import type { AnyEvent } from '../domain/shared/event.ts'
import { idFrom } from '../log/event-id.ts'
import { type EnvelopeOfCall, prepareMany } from '../log/handle.ts'
import { type Commit, noStream, type Tip, type Verdict } from '../log/port.ts'
import { envelopeOf } from './call.ts'
import { caseStream } from './cases.ts'
import { releaseAll } from './claims.ts'
import type { Deps } from './deps.ts'
import { type HouseholdPlan, type MemberBefore, type PlanContext, planHousehold } from './import-households-plan.ts'
import { importedCaseId, membersBefore } from './import-households-register.ts'
import { idNumberStream, personStream } from './people.ts'
import type { Finding } from './roll-file/findings.ts'
import type { RollHousehold } from './roll-file/roll-household.ts'

/** What all households of one file share, and the policy of each area. */
export type ImportContext = Omit<PlanContext, 'caseId' | 'policy' | 'calendar'> & {
  policyOf: (area: string) => Promise<Pick<PlanContext, 'policy' | 'calendar'> & { readAt: bigint }>
}

/** What became of some households. */
export type ChunkOutcome = { imported: number; findings: readonly Finding[] }

const RETRIES = 3

type Planned = {
  household: RollHousehold
  envelope: (stream: string) => EnvelopeOfCall
  plan: Extract<HouseholdPlan, { taken: unknown }>
  readAt: bigint
}

/** The plan of one household as the register stands now. */
export const planFor = async (
  deps: Deps,
  { policyOf, ...context }: ImportContext,
  household: RollHousehold,
  before?: readonly MemberBefore[],
): Promise<{ plan: HouseholdPlan; readAt: bigint }> => {
  const { policy, calendar, readAt } = await policyOf(household.area)
  const known = before ?? (await membersBefore(deps, context.sha256, household))
  const caseId = importedCaseId(context.sha256, household.number)
  return { plan: planHousehold(household, known, { ...context, policy, calendar, caseId }), readAt }
}

/**
 * Takes over some households, each whole or not at all: first the ID numbers, then the persons with their claims, and last
 * the cases, in three bulk appends. Whatever a crash leaves between them is finished by the next run, because every id is
 * derived from the file. A household whose members changed meanwhile is planned again.
 */
export const importChunk = async (
  deps: Deps,
  context: ImportContext,
  households: readonly RollHousehold[],
): Promise<ChunkOutcome> => {
  const findings: Finding[] = []
  let imported = 0
  let left = households
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt > RETRIES) throw new Error('the register keeps changing under the import')
    const planned = await planAll(deps, context, left, findings)
    const again = new Set<RollHousehold>()
    await claimIdNumbers(deps, planned, again)
    await writePersons(deps, without(planned, again), again)
    imported += await writeCases(deps, context, without(planned, again), again)
    left = left.filter((household) => again.has(household))
  }
  return { imported, findings }
}

const without = (planned: readonly Planned[], again: ReadonlySet<RollHousehold>): Planned[] =>
  planned.filter(({ household }) => !again.has(household))

const planAll = async (
  deps: Deps,
  context: ImportContext,
  households: readonly RollHousehold[],
  findings: Finding[],
): Promise<Planned[]> => {
  const all = await Promise.all(
    households.map(async (household) => ({ household, ...(await planFor(deps, context, household)) })),
  )
  const planned: Planned[] = []
  for (const { household, plan, readAt } of all) {
    if ('taken' in plan) {
      planned.push({ household, plan, readAt, envelope: envelopeFor(context, household) })
      continue
    }
    findings.push(...plan.findings)
    await releaseClaims(deps, context, household)
  }
  return planned
}

/** A household refused after some of its members were claimed in an earlier attempt gives those claims back. */
const releaseClaims = async (deps: Deps, context: ImportContext, household: RollHousehold): Promise<void> => {
  const { scheme, sha256, actor } = context
  const caseId = importedCaseId(sha256, household.number)
  const members = await membersBefore(deps, sha256, household)
  const held = members.filter(({ state }) => liveClaim(state, scheme)?.caseId === caseId)
  const call = { actor, commandId: idFrom(sha256, `release/${household.number}`) }
  const release = { scheme, caseId, lastMonth: null, reason: 'import' }
  await releaseAll(
    deps,
    call,
    release,
    held.map(({ personId }) => personId),
  )
}

const envelopeFor = ({ actor, today, sha256 }: ImportContext, { number }: RollHousehold) => {
  const commandId = idFrom(sha256, `household/${number}`)
  const correlation = caseStream(importedCaseId(sha256, number))
  return (stream: string): EnvelopeOfCall => envelopeOf({ actor, commandId, correlation }, stream, today)
}

type Writing<Event extends AnyEvent> = {
  household: RollHousehold
  stream: string
  tip: Tip
  events: readonly Decided<Event>[]
}
const isWritten = ({ is }: Verdict): boolean => is === 'appended' || is === 'repeated'

const claimIdNumbers = async (deps: Deps, planned: readonly Planned[], again: Set<RollHousehold>): Promise<void> => {
  const claims = planned.flatMap(({ household, envelope, plan }) =>
    plan.persons.flatMap(({ before: { personId, idIndex, state } }) => {
      if (idIndex === null || state.status === 'registered') return []
      const stream = idNumberStream(idIndex)
      const events = idNumberDecider.decide({ type: 'ClaimIdNumber', personId }, null, null)
      return [{ household, stream, tip: noStream, events, envelope: envelope(stream) }]
    }),
  )
  const commits = await prepareMany(deps, idNumberDecider.schemas, claims)
  note(claims, await deps.log.createStreams(commits), again)
}

const writePersons = async (deps: Deps, planned: readonly Planned[], again: Set<RollHousehold>): Promise<void> => {
  const writings = planned.flatMap(({ household, envelope, plan }) =>
    plan.persons.flatMap(
      ({ before: { personId, tip }, facts }): (Writing<PersonEvent> & { envelope: EnvelopeOfCall })[] => {
        const stream = personStream(personId)
        return facts.length === 0 ? [] : [{ household, stream, tip, events: facts, envelope: envelope(stream) }]
      },
    ),
  )
  const commits = await prepareMany(deps, personDecider.schemas, writings)
  note(writings, await writeAll(deps, commits), again)
}

/** New streams go the bulk way; persons that were known before get their claim appended. */
const writeAll = async (deps: Deps, commits: readonly Commit[]): Promise<Verdict[]> => {
  const isNew = ({ expected }: Commit): boolean => expected.version === 0
  const created = (await deps.log.createStreams(commits.filter(isNew))).values()
  const appended = (await deps.log.appendBatch(commits.filter((commit) => !isNew(commit)))).values()
  return commits.map((commit) => (isNew(commit) ? created : appended).next().value ?? { is: 'unknown' })
}

const writeCases = async (
  deps: Deps,
  { sha256 }: ImportContext,
  planned: readonly Planned[],
  again: Set<RollHousehold>,
): Promise<number> => {
  const writings = planned.map(
    ({ household, envelope, plan, readAt }): Writing<CaseEvent> & { envelope: EnvelopeOfCall } => {
      const stream = caseStream(importedCaseId(sha256, household.number))
      return {
        household,
        stream,
        tip: noStream,
        events: plan.taken,
        envelope: { ...envelope(stream), readAt: String(readAt) },
      }
    },
  )
  const commits = await prepareMany(deps, caseDecider.schemas, writings)
  return note(writings, await deps.log.createStreams(commits), again)
}

/** Counts what was written; a household with a lost race is planned again on what stands now. */
const note = (
  writings: readonly { household: RollHousehold; stream: string }[],
  verdicts: readonly Verdict[],
  again: Set<RollHousehold>,
): number => {
  let written = 0
  for (const [index, { household, stream }] of writings.entries()) {
    const verdict = verdicts[index]
    if (verdict && isWritten(verdict)) written += 1
    else if (verdict?.is === 'conflict' || verdict?.is === 'unknown') again.add(household)
    else throw new Error(`${stream} was not written: ${JSON.stringify(verdict)}`)
  }
  return written
}
