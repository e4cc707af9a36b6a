import type { Run } from '../../domain/payment/run-state.ts'
import type { PaymentStatus } from '../../domain/payment/state.ts'
import type { Day, Month } from '../../domain/shared/day.ts'
import type { Database } from '../../projections/schema.ts'
import type { Deps } from '../deps.ts'
import { policyFor } from '../policies.ts'
import { accountsAt, accountsFromStreams, anyOf, inParts } from './accounts.ts'
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

const rollAt = async (deps: Deps, { area, scheme, month }: RunQuestion, at: bigint): Promise<RollRow[]> => {
  const rows = await deps.views
    .selectFrom('roster_entry')
    .select(['case_id', 'area', 'area_kind', 'holder', 'members', 'facts'])
    .where('scheme', '=', scheme)
    .where('area', 'like', `${area}%`)
    .where('from_month', '<=', month)
    .where((on) => on.or([on('to_month', 'is', null), on('to_month', '>=', month)]))
    .where('known_from', '<=', Number(at))
    .where((on) => on.or([on('known_to', 'is', null), on('known_to', '>', Number(at))]))
    .where('suspended', '=', false)
    .execute()
  return rows.map(({ case_id, area_kind, ...row }) => ({ ...row, caseId: case_id, areaKind: area_kind }))
}

const deathsAt = async (deps: Deps, persons: readonly string[], at: bigint): Promise<ReadonlyMap<string, Day>> => {
  const rows = await inParts(persons, (part) =>
    deps.views
      .selectFrom('roster_death')
      .select(['person_id', 'died_on'])
      .where('person_id', '=', anyOf(part))
      .where('known_from', '<=', Number(at))
      .where((on) => on.or([on('known_to', 'is', null), on('known_to', '>', Number(at))]))
      .execute(),
  )
  return new Map(rows.map(({ person_id, died_on }) => [person_id, died_on]))
}

const claimsAt = async (
  deps: Deps,
  { scheme, month, members }: { scheme: string; month: Month; members: readonly string[] },
  at: bigint,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const rows = await inParts(members, (part) =>
    deps.views
      .selectFrom('person_claim')
      .select(['person_id', 'case_id'])
      .where('person_id', '=', anyOf(part))
      .where('scheme', '=', scheme)
      .where('claimed_at', '<=', Number(at))
      .where((on) =>
        on.or([on('released_at', 'is', null), on('released_at', '>', Number(at)), on('last_month', '>=', month)]),
      )
      .execute(),
  )
  const byPerson = Map.groupBy(rows, ({ person_id }) => person_id)
  return new Map([...byPerson].map(([person, claims]) => [person, new Set(claims.map(({ case_id }) => case_id))]))
}

const paymentsAt = async (
  deps: Deps,
  { area, scheme, month, purpose }: RunQuestion,
  at: bigint,
  roll: readonly RollRow[],
): Promise<EarlierPayment[]> => {
  const ofMonth = deps.views
    .selectFrom('ledger_payment')
    .selectAll()
    .where('scheme', '=', scheme)
    .where('month', '=', month)
    .where('planned_at', '<=', Number(at))
  // A reissue concerns what this county paid; a regular line asks whether its holder was paid anywhere.
  const rows =
    purpose === 'REISSUE'
      ? await ofMonth.where('area', 'like', `${area}%`).execute()
      : await inParts(unique(roll.map(({ holder }) => holder)), (part) =>
          ofMonth.where('person_id', '=', anyOf(part)).execute(),
        )
  return rows.map((row) => earlierPayment(row, at))
}

const earlierPayment = (row: Database['ledger_payment'], at: bigint): EarlierPayment => {
  const known = (position: number | null): position is number => position !== null && position <= Number(at)
  const status = ((): PaymentStatus => {
    if (known(row.returned_at)) return 'RETURNED'
    if (known(row.failed_at)) return 'FAILED'
    if (known(row.cancelled_at)) return 'CANCELLED'
    if (known(row.paid_at)) return 'PAID'
    return known(row.filed_at) ? 'FILED' : 'PLANNED'
  })()
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
    status,
    reissueOf: row.reissue_of,
    endedAt: known(endedAt) ? BigInt(endedAt) : null,
  }
}

const isBack = ({ status }: EarlierPayment): boolean => status === 'RETURNED' || status === 'FAILED'

const unique = (ids: readonly string[]): readonly string[] => [...new Set(ids)]
