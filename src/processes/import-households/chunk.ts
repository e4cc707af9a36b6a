import { caseDecider } from '../../domain/case/decide.ts'
import { personDecider } from '../../domain/person/decide.ts'
import { liveClaim } from '../../domain/person/state.ts'
import { idFrom } from '../../log/event-id.ts'
import type { Commit, Verdict } from '../../log/port.ts'
import { prepareMany } from '../../log/prepare.ts'
import { caseStream, personStream } from '../../log/streams.ts'
import { releaseAll } from '../cases/claims.ts'
import type { Deps } from '../deps.ts'
import type { Finding } from '../roll-file/findings.ts'
import type { RollHousehold } from '../roll-file/roll-household.ts'
import { claimIdNumbers, envelopeFor, type ImportContext } from './id-numbers.ts'
import { type CaseBefore, type HouseholdBefore, type HouseholdPlan, planHousehold } from './plan.ts'
import { importedCaseId, type Looked, lookUp } from './register.ts'

/** What became of some households. */
export type ChunkOutcome = { imported: number; takenOver: number; findings: readonly Finding[] }

const RETRIES = 3

type Planned = {
  household: RollHousehold
  plan: Extract<HouseholdPlan, { taken: unknown }>
  theCase: CaseBefore
  readAt: bigint
}

/** The plan of one household on what the register knows of it. */
export const planFor = async (
  { policyOf, ...context }: ImportContext,
  household: RollHousehold,
  before: HouseholdBefore,
): Promise<{ plan: HouseholdPlan; readAt: bigint }> => {
  const { policy, calendar, readAt } = await policyOf(household.area)
  const caseId = importedCaseId(context, household.number)
  return { plan: planHousehold(household, before, { ...context, policy, calendar, caseId }), readAt }
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
  let takenOver = 0
  let left = households
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt > RETRIES) throw new Error('the register keeps changing under the import')
    const looked = await lookUpAll(deps, context, left)
    takenOver += looked.filter(({ before }) => before === 'taken-over').length
    const planned = await planAll(deps, context, looked, findings)
    const lost = await writePersons(deps, context, planned)
    const cases = planned.filter(({ household }) => !lost.has(household))
    const beaten = await writeCases(deps, context, cases)
    imported += cases.length - beaten.size
    left = left.filter((household) => lost.has(household) || beaten.has(household))
  }
  return { imported, takenOver, findings }
}

type Found = { household: RollHousehold; before: Looked }

const lookUpAll = async (
  deps: Deps,
  context: ImportContext,
  households: readonly RollHousehold[],
): Promise<readonly Found[]> => {
  const owners = await claimIdNumbers(deps, context, households)
  return Promise.all(
    households.map(async (household, index) => ({
      household,
      before: await lookUp(deps, context, household, owners[index] ?? []),
    })),
  )
}

const planAll = async (
  deps: Deps,
  context: ImportContext,
  found: readonly Found[],
  findings: Finding[],
): Promise<readonly Planned[]> => {
  const planned: Planned[] = []
  for (const { household, before } of found) {
    if (before === 'taken-over') continue
    const { plan, readAt } = await planFor(context, household, before)
    if ('taken' in plan) {
      planned.push({ household, plan, readAt, theCase: before.theCase })
      continue
    }
    findings.push(...plan.findings)
    await releaseClaims(deps, context, household, before)
  }
  return planned
}

/** A household refused after some of its members were claimed in an earlier attempt gives those claims back. */
const releaseClaims = async (
  deps: Deps,
  { actor, ...roll }: ImportContext,
  household: RollHousehold,
  before: HouseholdBefore,
): Promise<void> => {
  const { scheme } = roll
  const caseId = importedCaseId(roll, household.number)
  const held = before.members.filter(({ state }) => liveClaim(state, scheme)?.caseId === caseId)
  const call = { actor, commandId: idFrom(caseId, 'release') }
  const release = { scheme, caseId, lastMonth: null, reason: 'import' }
  await releaseAll(
    deps,
    call,
    release,
    held.map(({ personId }) => personId),
  )
}

/** The persons of all households; those households of which one could not be written are to be looked up again. */
const writePersons = async (
  deps: Deps,
  context: ImportContext,
  planned: readonly Planned[],
): Promise<ReadonlySet<RollHousehold>> => {
  const writings = planned.flatMap(({ household, plan }) =>
    plan.persons.flatMap(({ before: { personId, tip }, facts: events }) => {
      const stream = personStream(personId)
      return events.length === 0
        ? []
        : [{ household, stream, tip, events, envelope: envelopeFor(context, household, stream, tip) }]
    }),
  )
  const commits = await prepareMany(deps, personDecider.schemas, writings)
  return unwritten(writings, await writeAll(deps, commits))
}

/** New streams go the bulk way; what was there before is appended to. */
const writeAll = async (deps: Deps, commits: readonly Commit[]): Promise<Verdict[]> => {
  const isNew = ({ expected }: Commit): boolean => expected.version === 0
  const created = (await deps.log.createStreams(commits.filter(isNew))).values()
  const appended = (await deps.log.appendBatch(commits.filter((commit) => !isNew(commit)))).values()
  return commits.map((commit) => (isNew(commit) ? created : appended).next().value ?? { is: 'unknown' })
}

const writeCases = async (
  deps: Deps,
  context: ImportContext,
  planned: readonly Planned[],
): Promise<ReadonlySet<RollHousehold>> => {
  const writings = planned.map(({ household, plan, readAt, theCase: { tip } }) => {
    const stream = caseStream(importedCaseId(context, household.number))
    const envelope = { ...envelopeFor(context, household, stream, tip), readAt: String(readAt) }
    return { household, stream, tip, events: plan.taken, envelope }
  })
  const commits = await prepareMany(deps, caseDecider.schemas, writings)
  return unwritten(writings, await writeAll(deps, commits))
}

/** The households with a lost race or an unknown outcome; anything else that was not written is a fault. */
const unwritten = (
  writings: readonly { household: RollHousehold; stream: string }[],
  verdicts: readonly Verdict[],
): ReadonlySet<RollHousehold> => {
  const households = new Set<RollHousehold>()
  for (const [index, { household, stream }] of writings.entries()) {
    const verdict = verdicts[index]
    if (verdict?.is === 'appended' || verdict?.is === 'repeated') continue
    if (verdict?.is !== 'conflict' && verdict?.is !== 'unknown')
      throw new Error(`${stream} was not written: ${JSON.stringify(verdict)}`)
    households.add(household)
  }
  return households
}
