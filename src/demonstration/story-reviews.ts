import { MARGINAL_HOUSEHOLD } from '../domain/scheme/low-income/codes.ts'
import type { Actor } from '../domain/shared/actor.ts'
import { townshipOf } from '../domain/shared/area.ts'
import { type Day, lastDayOf, type Month } from '../domain/shared/day.ts'
import { Refused } from '../domain/shared/refusal.ts'
import { idFrom } from '../log/event-id.ts'
import { caseCommands, type SentCommand } from '../processes/cases/case-commands.ts'
import { deferReviews } from '../processes/cases/defer-reviews.ts'
import type { Deps } from '../processes/deps.ts'
import { listCases } from '../projections/case-file/queries.ts'
import type { CaseFileTable } from '../projections/case-file/tables.ts'
import { caughtUp, type MonthTask } from './months.ts'
import { countyStaff, townshipStaff } from './staff.ts'
import { crisis } from './story-crisis.ts'
import { assessmentOf } from './story-parts.ts'
import { workdayFrom, workdaysAfter } from './workdays.ts'

/** What fell due after these days was not taken up: the measure of the crisis has put it off, or the story has ended. */
const lastTakenUp: Readonly<Record<Month, Day>> = { '2022-12': '2022-12-11', '2023-12': '2023-12-21' }

/** More than ever fall due in a month of the whole county. */
const MOST = 100_000

/** Fen a month between the standards of 2023 and one and a half times of them, of whoever is marginal and lives alone. */
const MARGINAL_INCOME = 70_000

/**
 * The periodic reviews of a month, of every scheme: taken up on its first working day and closed three working days later, in
 * its first half. Nothing has changed in these homes; what has is told by acts in the second. A status that runs out is
 * certified anew.
 */
export const reviewTasks = (seed: string, month: Month): readonly MonthTask[] => {
  const opened = workdayFrom(`${month}-01`)
  const until = lastTakenUp[month] ?? lastDayOf(month)
  const isRunning = { status: ['CONFIRMED', 'ENTITLED'], reviewDueBy: until } as const
  const task = (
    days: number,
    name: string,
    of: CasesAsked,
    command: (row: CaseFileTable) => Sent | null,
  ): MonthTask => ({
    on: workdaysAfter(opened, days),
    name: `${month} ${name}`,
    perform: (deps) => forEachCase(deps, seed, of, command),
  })
  return [
    task(0, 'reviews', isRunning, openReview),
    task(2, 'incomes', underReview, assessMarginal),
    task(3, 'reviews closed', underReview, (row) => (isMarginal(row) ? certifyAgain(month, row) : closeReview(row))),
  ]
}

/** On the day after the crisis measure: the reviews that it puts off, as a served county does by itself in the night. */
export const deferralTasks = (): readonly MonthTask[] => [
  {
    on: workdaysAfter(crisis.from, 1),
    name: 'reviews put off',
    perform: async (deps) => {
      do for (const view of ['case-file', 'crisis-measure']) await caughtUp(deps, view)
      while ((await deferReviews(deps)) > 0)
    },
  },
]

type CasesAsked = Parameters<typeof listCases>[1]
type Sent = { actor: Actor } & Pick<SentCommand['command'], 'type' | 'data'>

const underReview: CasesAsked = { status: ['IN_REVIEW'] }

/** Opened by the calendar or by the standards that moved, not by anything that happened. */
const isRoutine = ({ review_causes: causes }: CaseFileTable): boolean =>
  causes.every((cause) => cause === 'CADENCE' || cause === 'STANDARD_MOVED')

const isMarginal = ({ scheme }: CaseFileTable): boolean => scheme === MARGINAL_HOUSEHOLD

/** Sends what the office does about each of these cases; done again, it finds none of them left. */
const forEachCase = async (
  deps: Deps,
  seed: string,
  of: CasesAsked,
  command: (row: CaseFileTable) => Sent | null,
): Promise<void> => {
  await caughtUp(deps, 'case-file')
  const { rows } = await listCases(deps.views, of, { limit: MOST })
  const sent = rows.filter(isRoutine).flatMap((row): SentCommand[] => {
    const asked = command(row)
    if (asked === null) return []
    const { actor, type, data } = asked
    const commandId = idFrom(seed, `review ${row.case_id} ${row.revision}`)
    const call = { actor, commandId }
    return [{ call, command: { type, data, subject: row.case_id, newId: commandId } as SentCommand['command'] }]
  })
  const refused = (await caseCommands(deps, sent)).find((answer) => answer instanceof Refused)
  if (refused) throw refused
}

const staffOf = ({ area }: CaseFileTable) => townshipStaff(townshipOf(area))

const openReview = (row: CaseFileTable): Sent => ({
  actor: staffOf(row).caseWorker,
  type: 'OpenReview',
  data: { cause: 'CADENCE' },
})

const closeReview = (row: CaseFileTable): Sent => ({
  actor: staffOf(row).reviewer,
  type: 'CloseReviewUnchanged',
  data: { reasons: '人口、收入、财产等情况均无明显变化。' },
})

const assessMarginal = (row: CaseFileTable): Sent | null =>
  row.holder !== null && isMarginal(row)
    ? {
        actor: staffOf(row).surveyor,
        type: 'AssessIncome',
        data: { assessment: assessmentOf(row.holder, MARGINAL_INCOME, 'REGISTER') },
      }
    : null

const certifyAgain = (month: Month, { case_id: caseId }: CaseFileTable): Sent => ({
  actor: countyStaff.confirmer,
  type: 'DecideIncrease',
  data: {
    decisionNumber: `示民边〔${month.slice(0, 4)}〕${caseId.slice(0, 8)}号`,
    amountFen: 0,
    reasons: '仍符合低保边缘家庭条件，继续认定。',
  },
})
