import { partsIn } from '../scheme/monthly-amount.ts'
import { addDays, type Day, lastDayOf, type Month, monthOf } from '../shared/day.ts'
import type { Notice } from './file.ts'
import { type AidedCase, type CaseState, type EntitledCase, isHolding } from './state.ts'
import type { CaseFacts } from './step.ts'
import { runStart } from './timeline.ts'

const noticeOf = (state: CaseState): Notice | null => {
  if ('county' in state) return state.county.secondNotice
  return 'notice' in state ? state.notice : null
}

/** The months in which another rate comes into force by time alone, and that nobody has written down; oldest first. */
const stepsOf = ({ entitlement, steppedTo }: EntitledCase): readonly Month[] => {
  const { facts, fromMonth, toMonth } = entitlement
  if (facts.mode !== 'RATES') return []
  const after = steppedTo ?? fromMonth
  const months = facts.parts.flatMap(({ firstMonth }) => firstMonth ?? [])
  return [...new Set(months)].filter((month) => month > after && (toMonth === null || month <= toMonth)).sort()
}

/** The first month of all: a payee that changes before it has come does not put it off; a pause that does leaves none. */
const started = ({ file, periods, started: has }: EntitledCase, today: Day): CaseFacts => {
  const fromMonth = runStart(periods)
  if (has || fromMonth === undefined || monthOf(today) < fromMonth) return []
  return [{ type: 'EntitlementStarted', data: { caseId: file.caseId, fromMonth }, on: `${fromMonth}-01` }]
}

const stepped = (state: EntitledCase, today: Day): CaseFacts => {
  const { facts } = state.entitlement
  if (facts.mode !== 'RATES') return []
  return stepsOf(state)
    .filter((month) => month <= monthOf(today))
    .map((fromMonth) => ({
      type: 'EntitlementStepped',
      data: { caseId: state.file.caseId, fromMonth, rates: partsIn(facts.parts, fromMonth).map(({ rate }) => rate) },
      on: `${fromMonth}-01`,
    }))
}

/** A gradual exit that has run out, or the end of what ends by itself. A pause hides neither. */
const ended = ({ file, gradualExit, entitlement }: EntitledCase, today: Day): CaseFacts => {
  const { caseId } = file
  if (gradualExit && monthOf(today) > gradualExit.lastMonth) {
    const endedOn = lastDayOf(gradualExit.lastMonth)
    const { lastMonth } = gradualExit
    return [
      {
        type: 'GradualExitEnded',
        data: { caseId, endedOn, outcome: 'TERMINATED', lastMonth, decisionNumber: null, delegationId: null },
        on: endedOn,
      },
    ]
  }
  const { endsOn } = entitlement
  if (endsOn === null || today <= endsOn) return []
  return [{ type: 'EntitlementLapsed', data: { caseId, lapsedOn: endsOn, lastMonth: monthOf(endsOn) }, on: endsOn }]
}

/** The paperwork of an aid that nobody has completed in time. */
const overdue = ({ file, aid }: AidedCase, today: Day): CaseFacts => {
  if (today <= aid.due) return []
  return [{ type: 'PaperworkOverdue', data: { caseId: file.caseId, due: aid.due }, on: addDays(aid.due, 1) }]
}

/**
 * What has become true by time alone since the last event: a notice has hung its full days, a first month has come, another
 * rate is paid, a gradual exit has run out, a validity is over. Written by the next command in the same commit, each with
 * the day on which it became true.
 */
export const dueFacts = (state: CaseState, today: Day): CaseFacts => {
  const notice = noticeOf(state)
  if (notice && !notice.expired && today > notice.lastDay && 'file' in state && state.file)
    return [
      {
        type: 'NoticeExpired',
        data: { caseId: state.file.caseId, lastDay: notice.lastDay },
        on: addDays(notice.lastDay, 1),
      },
    ]
  if (state.status === 'AIDED') return overdue(state, today)
  if (!isHolding(state) || state.status === 'TERMINATED') return []
  return [...started(state, today), ...stepped(state, today), ...ended(state, today)]
}

/**
 * The day from which something is true that a round must write down without waiting for a command: a step, the end of a
 * gradual exit or of what ends by itself. Null where nothing of the kind is ahead.
 */
export const nextDueOn = (state: CaseState): Day | null => {
  if (state.status === 'AIDED') return addDays(state.aid.due, 1)
  if (!isHolding(state) || state.status === 'TERMINATED') return null
  const { gradualExit, entitlement } = state
  const days = [
    ...stepsOf(state)
      .slice(0, 1)
      .map((month) => `${month}-01`),
    ...(gradualExit ? [addDays(lastDayOf(gradualExit.lastMonth), 1)] : []),
    ...(entitlement.endsOn === null ? [] : [addDays(entitlement.endsOn, 1)]),
  ]
  return days.sort()[0] ?? null
}
