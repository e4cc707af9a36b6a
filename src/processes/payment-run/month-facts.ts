import type { Run } from '../../domain/payment/run-state.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import { bearingOn } from '../../domain/scheme/exclusions.ts'
import { countyOf, isWithin } from '../../domain/shared/area.ts'
import type { Day } from '../../domain/shared/day.ts'
import { unique } from '../../domain/shared/unique.ts'
import { paymentsOfArea, paymentsTouching } from '../../projections/payment-ledger/queries.ts'
import type { LedgerPaymentTable } from '../../projections/payment-ledger/tables.ts'
import { claimsCovering, twinsOf } from '../../projections/person/queries.ts'
import { deathsOf, type RollLine, rollOfCases, wholeRoll } from '../../projections/roster/queries.ts'
import type { Deps } from '../deps.ts'
import { recoveriesAt } from '../overpayments/recoveries.ts'
import { policyFor } from '../policies.ts'
import { type BesideSources, type ClaimInMonth, heldBeside } from './beside.ts'
import { type EarlierPayment, isExclusive, type MonthFacts, type RollRow } from './facts.ts'
import { ownerOf, payeeAccountsAt } from './payee-accounts.ts'

/** What a run reads, and at which log position everything of it is known. */
export type RunQuestion = Pick<Run, 'area' | 'scheme' | 'month' | 'purpose'>

/**
 * The facts of a month as known at a log position, a handful of queries whatever the size of the roll. The read models
 * must have passed the position; all of them answer for it and not for now, so the same position gives the same facts.
 * `exceptRun` leaves the payments of one run out: what would be due without it. `only` asks for some cases and no others.
 */
export const monthFacts = async (
  deps: Deps,
  question: RunQuestion,
  at: bigint,
  { exceptRun, only }: { exceptRun?: string | undefined; only?: readonly string[] } = {},
): Promise<MonthFacts> => {
  const { area, scheme, month, purpose } = question
  const roll = await rollAt(deps, question, at, only)
  const payments = (await paymentsAt(deps, question, at, { roll, only })).filter(({ runId }) => runId !== exceptRun)
  const payees = roll.map(({ holder, payee }) => ({ holder, payee }))
  const holders = unique(payees.map(({ holder }) => holder))
  const owners = payees.map(({ holder, payee }) => ownerOf(payee, holder))
  const members = unique(roll.flatMap((row) => row.members))
  const paid = payments.map(({ personId }) => personId)
  const { policy } = await policyFor(deps, area, at)
  const { twins, claims, cases } = await besideAt(deps, question, roll, at)
  return {
    scheme,
    exclusive: isExclusive(scheme),
    month,
    roll,
    policy,
    payments,
    elsewhere: await elsewhereAt(deps, question, { roll, payments }, at),
    deaths: deathsOfHumans(
      await deathsAt(deps, unique([...owners, ...holders, ...members, ...paid, ...[...twins.values()].flat()]), at),
      twins,
    ),
    recoveries: purpose === 'REGULAR' ? await recoveriesAt(deps, { ...question, policy }, at) : new Map(),
    claims: claimsOn(claims, scheme),
    beside: heldBeside({ month, twins, claims, cases, policyOf: await policiesOf(deps, cases, at) }),
    accounts: await payeeAccountsAt(deps, payees, at, purpose === 'REISSUE'),
  }
}

const rollAt = async (
  { views }: Deps,
  { area, scheme, month }: RunQuestion,
  at: bigint,
  only: readonly string[] | undefined,
): Promise<RollRow[]> => {
  if (only === undefined) return (await wholeRoll(views, { area, scheme, month, knownAt: at })).map(rollRow)
  const rows = (await rollOfCases(views, only, { month, knownAt: at })).map(rollRow)
  return rows.filter((row) => row.scheme === scheme && isWithin(row.area, area))
}

/** A row of the roster as a calculation reads it. */
export const rollRow = ({ case_id: caseId, area_kind: areaKind, ...row }: RollLine): RollRow => ({
  ...row,
  caseId,
  areaKind,
})

/** The days of death of persons, as known at a log position. */
export const deathsAt = async (
  { views }: Deps,
  persons: readonly string[],
  at: bigint,
): Promise<ReadonlyMap<string, Day>> => {
  const rows = await deathsOf(views, persons, at)
  return new Map(rows.map(({ person_id, died_on }) => [person_id, died_on]))
}

/** The same for every record of a human: who has died under one of them is dead under all. */
export const deathsOfHumans = (
  deaths: ReadonlyMap<string, Day>,
  twins: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, Day> => {
  const all = new Map(deaths)
  for (const [person, others] of twins) {
    const [earliest] = [person, ...others].flatMap((record) => deaths.get(record) ?? []).sort()
    if (earliest !== undefined) all.set(person, earliest)
  }
  return all
}

/** By person: the other records of the same human, as known at a log position. */
export const twinsAt = async (
  { views }: Deps,
  persons: readonly string[],
  at: bigint,
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const byPerson = Map.groupBy(await twinsOf(views, persons, at), ({ person_id }) => person_id)
  return new Map([...byPerson].map(([person, twins]) => [person, twins.map(({ twin }) => twin).sort()]))
}

/** The claims of persons on any scheme that cover a month, as known at a log position. */
export const claimsAt = async (
  { views }: Deps,
  { month }: Pick<RunQuestion, 'month'>,
  persons: readonly string[],
  at: bigint,
): Promise<readonly ClaimInMonth[]> => {
  const rows = await claimsCovering(views, persons, { month, knownAt: at })
  return rows.map(({ person_id: personId, scheme, case_id: caseId, claimed_at }) => {
    return { personId, scheme, caseId, claimedAt: BigInt(claimed_at) }
  })
}

/** By person: the cases that hold a claim on a scheme, each with the position of its earliest claim. */
export const claimsOn = (
  claims: readonly ClaimInMonth[],
  scheme: string,
): ReadonlyMap<string, ReadonlyMap<string, bigint>> => {
  const byPerson = new Map<string, Map<string, bigint>>()
  for (const claim of claims) {
    if (claim.scheme !== scheme) continue
    const cases = byPerson.get(claim.personId) ?? new Map<string, bigint>()
    const before = cases.get(claim.caseId)
    if (before === undefined || claim.claimedAt < before) cases.set(claim.caseId, claim.claimedAt)
    byPerson.set(claim.personId, cases)
  }
  return byPerson
}

/**
 * The people of a roll and their other cases, wherever these are; and again those of the people of such a case, as long as it
 * bears on the one that it was found by: whether it is paid itself may hang on what somebody else of it holds.
 */
const besideAt = async (
  deps: Deps,
  question: RunQuestion,
  roll: readonly RollRow[],
  at: bigint,
): Promise<Pick<BesideSources, 'twins' | 'claims' | 'cases'>> => {
  const { month } = question
  const cases = new Map(roll.map((row) => [row.caseId, row]))
  const twins = new Map<string, readonly string[]>()
  const claims: ClaimInMonth[] = []
  let bearing: readonly string[] = [question.scheme]
  let fresh = unique(roll.flatMap(({ members }) => members))
  while (fresh.length > 0) {
    const found = await twinsAt(deps, fresh, at)
    const records = unique([...fresh, ...[...found.values()].flat()]).filter((record) => !twins.has(record))
    for (const person of fresh) twins.set(person, found.get(person) ?? [])
    const held = await claimsAt(deps, question, records, at)
    claims.push(...held)
    const others = unique(held.map(({ caseId }) => caseId).filter((caseId) => !cases.has(caseId)))
    const rows = (await rollOfCases(deps.views, others, { month, knownAt: at })).map(rollRow)
    for (const row of rows) cases.set(row.caseId, row)
    bearing = unique(bearing.flatMap(bearingOn))
    fresh = unique(rows.filter(({ scheme }) => bearing.includes(scheme)).flatMap(({ members }) => members)).filter(
      (person) => !twins.has(person),
    )
  }
  return { twins, claims, cases }
}

/** Of the cases that were paid and are not on this roll: those that are on the roll of the month in another area. */
const elsewhereAt = async (
  { views }: Deps,
  { month, purpose }: RunQuestion,
  { roll, payments }: Pick<MonthFacts, 'roll' | 'payments'>,
  at: bigint,
): Promise<ReadonlySet<string>> => {
  if (purpose !== 'ARREARS') return new Set()
  const own = new Set(roll.map(({ caseId }) => caseId))
  const others = unique(payments.map(({ caseId }) => caseId).filter((caseId) => !own.has(caseId)))
  return new Set((await rollOfCases(views, others, { month, knownAt: at })).map((row) => row.case_id))
}

/** The policy of each county that one of the cases is in, as known at a log position. */
export const policiesOf = async (
  deps: Pick<Deps, 'log' | 'vault' | 'policyCache'>,
  cases: ReadonlyMap<string, RollRow>,
  at: bigint,
): Promise<(county: string) => Policy> => {
  const found = new Map<string, Policy>()
  for (const county of unique([...cases.values()].map(({ area }) => countyOf(area))))
    found.set(county, (await policyFor(deps, county, at)).policy)
  return (county) => {
    const policy = found.get(county)
    if (!policy) throw new Error(`the policy of ${county} was not read`)
    return policy
  }
}

/** The payments of the month to holders and for cases of a roll, wherever they were made. */
const paymentsAt = async (
  { views }: Deps,
  { area, scheme, month, purpose }: RunQuestion,
  at: bigint,
  { roll, only }: { roll: readonly RollRow[]; only: readonly string[] | undefined },
): Promise<EarlierPayment[]> => {
  const known = { scheme, month, knownAt: at }
  const personIds = unique(roll.map(({ holder }) => holder))
  const caseIds = unique([...roll.map(({ caseId }) => caseId), ...(only ?? [])])
  const touching = await paymentsTouching(views, { personIds, caseIds }, known)
  // Past months also concern whom the county has paid and who is no longer on the roll.
  const ofArea = purpose === 'ARREARS' && only === undefined ? await paymentsOfArea(views, area, known) : []
  return [...new Map([...touching, ...ofArea].map((row) => [row.payment_id, row])).values()]
    .sort(byPaymentRow)
    .map(earlierPayment)
}

const byPaymentRow = (a: LedgerPaymentTable, b: LedgerPaymentTable): number => a.planned_at - b.planned_at

/** A row of the ledger as a calculation reads it. */
export const earlierPayment = (row: LedgerPaymentTable): EarlierPayment => {
  const endedAt = row.returned_at ?? row.failed_at
  return {
    paymentId: row.payment_id,
    personId: row.person_id,
    caseId: row.case_id,
    month: row.month,
    runId: row.run_id,
    kind: row.kind,
    sequence: row.sequence,
    amountFen: row.amount_fen,
    grossFen: row.gross_fen,
    offsets: row.offsets,
    area: row.area,
    areaKind: row.area_kind,
    members: row.members,
    status: row.status,
    reissueOf: row.reissue_of,
    payee: row.payee,
    group: row.price_group,
    endedAt: endedAt === null ? null : BigInt(endedAt),
    noLongerDue: row.no_longer_due_at !== null,
  }
}
