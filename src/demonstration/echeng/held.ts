import { sql } from 'kysely'
import { caseDecider } from '../../domain/case/decide.ts'
import { outreachParameters, outreachScheme } from '../../domain/outreach/parameters.ts'
import { parameterOf } from '../../domain/policy/policy.ts'
import { onceFor, rateFor } from '../../domain/policy/rates.ts'
import type { AreaKind } from '../../domain/shared/area.ts'
import type { Month } from '../../domain/shared/day.ts'
import type { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { load } from '../../log/load.ts'
import { caseStream } from '../../log/streams.ts'
import type { Deps } from '../../processes/deps.ts'
import { policyFor } from '../../processes/policies.ts'
import { ledgerTotals } from '../../projections/payment-ledger/queries.ts'
import { listReserveMovements } from '../../projections/reserve/queries.ts'
import { withRecipients } from '../../projections/reserve/recipients.ts'
import { onRoll } from '../../projections/roster/queries.ts'
import type { LeadGroup } from '../fates.ts'
import { caughtUp } from '../months.ts'
import { county } from '../places.ts'
import { leadNotes } from '../story-alerts.ts'

/** Households and persons. */
export type Counted = { households: number; persons: number }

/** Which part of a roll: every part left out counts all. */
export type PartAsked = { areaKind?: AreaKind; povertyRegister?: boolean; inHome?: boolean }

/** What the county's own events give for the year 2023, from its read models and its policies; money in yuan. */
export type Held = {
  /** On the roll of a scheme for December 2023. */
  roll: (scheme: SchemeCode, part?: PartAsked) => Counted
  /** On it in any month from January to September 2023. */
  everOn: (scheme: SchemeCode) => number
  /** Paid for the months of 2023 up to one, and in how many payments. */
  paid: (scheme: SchemeCode, upTo?: Month) => { yuan: number; payments: number }
  /** A published rate in a month; null where none is. */
  rate: (scheme: SchemeCode, rate: string, areaKind: AreaKind, month: Month) => number | null
  /** A published sum that is paid once. */
  once: (scheme: SchemeCode) => number | null
  /**
   * Temporary assistance, from the reserves and by payment runs: all of it, or of the poverty register, of whom some had fallen
   * back.
   */
  aid: (group: 'ALL' | 'REGISTER' | 'OUT_OF_POVERTY' | 'MONITORED') => { personTimes: number; yuan: number }
  /** On the allowance roll of December through a lead of monitoring. */
  fromLeads: (group?: LeadGroup) => Counted
  alerts: number
  /** Visits to homes, for an application or an alert. */
  homeVisits: number
  inspections: number
  /** Problems that inspections found and that were put right. */
  rectified: number
  /** Working days from an alert to the end of the household check. */
  alertDays: number
}

const LAST: Month = '2023-12'
const READ_MODELS = ['roster', 'payment-ledger', 'case-file', 'reserve', 'outreach', 'inspection'] as const
const MANY = 100_000

/** Reads what the county holds, once; the read models are waited for. */
export const heldBy = async (deps: Deps): Promise<Held> => {
  for (const view of READ_MODELS) await caughtUp(deps, view)
  const rolls = await rollsOf(deps)
  return {
    ...rolls.asked,
    ...(await paymentsOf(deps)),
    ...(await ratesOf(deps)),
    ...(await aidsOf(deps)),
    ...(await leadsOf(deps, rolls.rows)),
    ...(await workOf(deps)),
  }
}

const rollsOf = async ({ views }: Deps) => {
  const rows = await onRoll(views, { month: LAST })
    .select(['case_id', 'scheme', 'area_kind', 'poverty_register', 'member_count', 'payee'])
    .execute()
  const ever = await views
    .selectFrom('roster_entry')
    .where('known_to', 'is', null)
    .where('from_month', '<=', '2023-09')
    .where((where) => where.or([where('to_month', 'is', null), where('to_month', '>=', '2023-01')]))
    .select(['scheme', sql<number>`count(distinct holder)`.as('persons')])
    .groupBy('scheme')
    .execute()
  const roll: Held['roll'] = (scheme, { areaKind, povertyRegister, inHome } = {}) =>
    counted(
      rows.filter(
        (row) =>
          row.scheme === scheme &&
          (areaKind === undefined || row.area_kind === areaKind) &&
          (povertyRegister === undefined || row.poverty_register === povertyRegister) &&
          (inHome === undefined || (row.payee.kind === 'INSTITUTION') === inHome),
      ),
    )
  const everOn: Held['everOn'] = (scheme) => Number(ever.find((row) => row.scheme === scheme)?.persons ?? 0)
  return { rows, asked: { roll, everOn } }
}

const counted = (rows: readonly { member_count: number }[]): Counted => ({
  households: rows.length,
  persons: rows.reduce((sum, { member_count }) => sum + member_count, 0),
})

const paymentsOf = async ({ views }: Deps): Promise<Pick<Held, 'paid'>> => {
  const totals = (await ledgerTotals(views, {})).filter(({ status }) => status === 'PAID')
  return {
    paid: (scheme, upTo = LAST) => {
      const own = totals.filter((row) => row.scheme === scheme && row.month >= '2023-01' && row.month <= upTo)
      return {
        yuan: own.reduce((sum, { fen }) => sum + Number(fen), 0) / 100,
        payments: own.reduce((sum, { payments }) => sum + Number(payments), 0),
      }
    },
  }
}

const ratesOf = async (deps: Deps): Promise<Pick<Held, 'rate' | 'once' | 'alertDays'>> => {
  const { policy } = await policyFor(deps, county.code)
  const question = { scheme: outreachScheme, area: county.code, day: `${LAST}-01` }
  return {
    alertDays: Number(parameterOf(policy, outreachParameters, 'alertVisitWorkingDays', question).value),
    rate: (scheme, rate, areaKind, month) => {
      const found = rateFor(policy, { scheme, rate, area: county.code, areaKind, month })
      return found === undefined ? null : found.monthlyFen / 100
    },
    once: (scheme) => {
      const question = { scheme, rate: 'STANDARD', area: county.code, areaKind: 'RURAL' as const, month: LAST }
      const found = onceFor(policy, question)
      return found === undefined ? null : found.fen / 100
    },
  }
}

const aidsOf = async ({ views, vault }: Deps): Promise<Pick<Held, 'aid'>> => {
  const { rows } = await listReserveMovements(views, { kind: 'DRAWN' }, { limit: MANY })
  const drawn = await withRecipients(views, vault, rows)
  const onRegister = new Set(
    (
      await views
        .selectFrom('case_file')
        .where('scheme', '=', 'temporaryAssistance')
        .where('poverty_register', '=', true)
        .select('case_id')
        .execute()
    ).map(({ case_id }) => case_id),
  )
  const groupOf = (caseId: string | null, cause: string | null) => {
    if (!onRegister.has(caseId ?? '')) return 'OTHER'
    return cause === 'RETURN_TO_POVERTY' ? 'MONITORED' : 'OUT_OF_POVERTY'
  }
  // What is paid in stages is one person-time: a run's payments are counted by their case.
  const paid = await views
    .selectFrom('ledger_payment')
    .where('scheme', '=', 'temporaryAssistance')
    .where('status', '=', 'PAID')
    .select(['case_id', sql<number>`sum(amount_fen)::bigint`.as('fen')])
    .groupBy('case_id')
    .execute()
  const groups = [
    ...drawn.map(({ row, cause }) => ({ yuan: row.amount_fen / 100, is: groupOf(row.case_id, cause ?? null) })),
    ...paid.map(({ case_id, fen }) => ({ yuan: Number(fen) / 100, is: groupOf(case_id, null) })),
  ]
  return {
    aid: (group) => {
      const own = groups.filter(({ is }) => group === 'ALL' || (group === 'REGISTER' ? is !== 'OTHER' : is === group))
      return { personTimes: own.length, yuan: own.reduce((sum, { yuan }) => sum + yuan, 0) }
    },
  }
}

const timeline = ({ views }: Deps, type: string) => views.selectFrom('case_timeline').where('type', '=', type)

const workOf = async (deps: Deps): Promise<Pick<Held, 'alerts' | 'homeVisits' | 'inspections' | 'rectified'>> => {
  const alerts = await deps.views.selectFrom('alert').select('visited_on').execute()
  const visits = await timeline(deps, 'HomeVisitRecorded').select('case_id').execute()
  const inspections = await deps.views.selectFrom('inspection').select('inspection_id').execute()
  const findings = await deps.views
    .selectFrom('inspection_finding')
    .where('status', '=', 'RECTIFIED')
    .select('finding_id')
    .execute()
  return {
    alerts: alerts.length,
    homeVisits: visits.length + alerts.filter(({ visited_on }) => visited_on !== null).length,
    inspections: inspections.length,
    rectified: findings.length,
  }
}

type OnRoll = { case_id: string; member_count: number }

/** Why monitoring gave a lead stands in its note, which is sealed: the cases are read themselves. */
const leadsOf = async (deps: Deps, rows: readonly OnRoll[]): Promise<Pick<Held, 'fromLeads'>> => {
  const leads = await timeline(deps, 'LeadReported').select('case_id').execute()
  const notes = new Map<string, unknown>()
  for (const { case_id: caseId } of leads) {
    const { events } = await load(deps, caseDecider, caseStream(caseId))
    for (const { opened } of events) if (opened.type === 'LeadReported') notes.set(caseId, opened.data.note)
  }
  const led = rows.filter(({ case_id }) => notes.has(case_id))
  return {
    fromLeads: (group) =>
      counted(group === undefined ? led : led.filter(({ case_id }) => notes.get(case_id) === leadNotes[group])),
  }
}
