import { addDays, type Day, lastDayOf, monthOf } from '../shared/day.ts'
import type { Notice } from './file.ts'
import type { CaseState } from './state.ts'
import type { CaseFacts } from './step.ts'

const noticeOf = (state: CaseState): Notice | null => {
  if ('county' in state) return state.county.secondNotice
  return 'notice' in state ? state.notice : null
}

/**
 * What has become true by time alone since the last event: a notice has hung its full days, a first month has come, a
 * gradual exit has run out. Written by the next command in the same commit, each with the day on which it became true.
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
  if (!('gradualExit' in state) || state.status === 'TERMINATED') return []
  const { caseId } = state.file
  const { fromMonth } = state.entitlement
  const started: CaseFacts =
    !state.started && monthOf(today) >= fromMonth
      ? [{ type: 'EntitlementStarted', data: { caseId, fromMonth }, on: `${fromMonth}-01` }]
      : []
  const { gradualExit } = state
  if (!gradualExit || monthOf(today) <= gradualExit.lastMonth) return started
  const endedOn = lastDayOf(gradualExit.lastMonth)
  return [
    ...started,
    {
      type: 'GradualExitEnded',
      data: { caseId, endedOn, outcome: 'TERMINATED', lastMonth: gradualExit.lastMonth },
      on: endedOn,
    },
  ]
}
