import type { Run } from '../../domain/payment/run-state.ts'
import type { Day, Month } from '../../domain/shared/day.ts'
import { paymentsOfArea, paymentsTouching } from '../../projections/payment-ledger/queries.ts'
import type { LedgerPaymentTable } from '../../projections/payment-ledger/tables.ts'
import { claimsCovering } from '../../projections/person/queries.ts'
import { deathsOf, wholeRoll } from '../../projections/roster/queries.ts'
import type { Deps } from '../deps.ts'
import { policyFor } from '../policies.ts'
import { accountsAt, accountsFromStreams } from './accounts.ts'
import type { EarlierPayment, MonthFacts, RollRow } from './lines.ts'

/** What a run reads, and at which log position everything of it is known. */
export type RunQuestion = Pick<Run, 'area' | 'scheme' | 'month' | 'purpose'>

/**
 * The facts of a month as known at a log position, a handful of queries whatever the size of the roll. The read models
 * must have passed the position; all of them answer for it and not for now, so the same position gives the same facts.
 */
export const monthFacts = async (deps: Deps, question: RunQuestion, at: bigint): Promise<MonthFacts> => {
  const { area, scheme, month, purpose } = question
  const reissue = purpose === 'REISSUE'
  const roll = reissue ? [] : await rollAt(deps, question, at)
  const payments = await paymentsAt(deps, question, at, roll)
  const holders = unique(
    reissue ? payments.filter(isBack).map(({ personId }) => personId) : roll.map((row) => row.holder),
  )
  const members = unique(roll.flatMap((row) => row.members))
  const { policy } = await policyFor(deps, area, at)
  return {
    scheme,
    month,
    roll,
    policy,
    payments,
    deaths: await deathsAt(deps, unique([...holders, ...members]), at),
    claims: await claimsAt(deps, { scheme, month, members }, at),
    accounts: reissue ? await accountsFromStreams(deps, holders, at) : await accountsAt(deps, holders, at),
  }
}

const rollAt = async ({ views }: Deps, { area, scheme, month }: RunQuestion, at: bigint): Promise<RollRow[]> => {
  const rows = await wholeRoll(views, { area, scheme, month, knownAt: at })
  return rows.map(({ case_id: caseId, area_kind: areaKind, ...row }) => ({ ...row, caseId, areaKind }))
}

const deathsAt = async ({ views }: Deps, persons: readonly string[], at: bigint): Promise<ReadonlyMap<string, Day>> => {
  const rows = await deathsOf(views, persons, at)
  return new Map(rows.map(({ person_id, died_on }) => [person_id, died_on]))
}

const claimsAt = async (
  { views }: Deps,
  { scheme, month, members }: { scheme: string; month: Month; members: readonly string[] },
  at: bigint,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const rows = await claimsCovering(views, members, { scheme, month, knownAt: at })
  const byPerson = Map.groupBy(rows, ({ person_id }) => person_id)
  return new Map([...byPerson].map(([person, claims]) => [person, new Set(claims.map(({ case_id }) => case_id))]))
}

/** A reissue concerns what this county paid; a regular line asks whether its holder or its case was paid anywhere. */
const paymentsAt = async (
  { views }: Deps,
  { area, scheme, month, purpose }: RunQuestion,
  at: bigint,
  roll: readonly RollRow[],
): Promise<EarlierPayment[]> => {
  const known = { scheme, month, knownAt: at }
  if (purpose === 'REISSUE') return (await paymentsOfArea(views, area, known)).map(earlierPayment)
  const personIds = unique(roll.map(({ holder }) => holder))
  const caseIds = unique(roll.map(({ caseId }) => caseId))
  return (await paymentsTouching(views, { personIds, caseIds }, known)).map(earlierPayment)
}

const earlierPayment = (row: LedgerPaymentTable): EarlierPayment => {
  const endedAt = row.returned_at ?? row.failed_at
  return {
    paymentId: row.payment_id,
    personId: row.person_id,
    caseId: row.case_id,
    kind: row.kind,
    sequence: row.sequence,
    amountFen: row.amount_fen,
    area: row.area,
    areaKind: row.area_kind,
    members: row.members,
    status: row.status,
    reissueOf: row.reissue_of,
    endedAt: endedAt === null ? null : BigInt(endedAt),
  }
}

const isBack = ({ status }: EarlierPayment): boolean => status === 'RETURNED' || status === 'FAILED'

const unique = (ids: readonly string[]): readonly string[] => [...new Set(ids)]
