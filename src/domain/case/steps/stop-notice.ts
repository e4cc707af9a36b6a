import { actDay } from '../../shared/act-day.ts'
import type { Code } from '../../shared/codes.ts'
import { addDays, latest } from '../../shared/day.ts'
import type { CaseContext } from '../context.ts'
import { stopObjectionDeadlines } from '../deadlines.ts'
import type { StopNotice } from '../file.ts'
import { procedureToday } from '../procedure.ts'
import { refuse } from '../refusals.ts'
import type { EntitledCase } from '../state.ts'
import type { StepTable } from '../step.ts'
import { openReview } from './review.ts'

/** The clause of the notice before a stop; where the rules of today know none, that says so. */
const clauseOf = ({ file }: EntitledCase, context: CaseContext): string => {
  const { id, stopNoticeDays } = procedureToday(file, context)
  return stopNoticeDays?.clause ?? id
}

const noticeOf = (state: EntitledCase, context: CaseContext): StopNotice => {
  const notice = state.review?.stopNotice
  if (!notice) throw refuse('stop-notice-missing', { clause: clauseOf(state, context) })
  return notice
}

const isOpen = ({ objections }: StopNotice): boolean => objections.some(({ settled }) => !settled)

/**
 * Refuses a stop whose notice has not hung its full days on this ground, or was objected to: then it is answered, and posted
 * again [2021-43 Art.26]. A death has no notice: nobody is left whose cover it could keep (product default).
 */
export const requireStopNotice = (state: EntitledCase, context: CaseContext, ground: Code): void => {
  const { stopNoticeDays } = procedureToday(state.file, context)
  if (stopNoticeDays === null || ground === 'DEATH') return
  const notice = state.review?.stopNotice
  const { clause } = stopNoticeDays
  if (!notice || notice.ground !== ground || notice.objections.length > 0)
    throw refuse('stop-notice-missing', { ground, clause })
  if (context.today <= notice.lastDay) throw refuse('stop-notice-running', { lastDay: notice.lastDay, clause })
}

/** The notice before a stop, where the rules of the day know one. */
export const stopNoticeSteps = {
  PostStopNotice: ({ subject, data }, state, context) => {
    const { ground, places } = data
    const { openedOn } = openReview(state)
    const { id, stopNoticeDays } = procedureToday(state.file, context)
    if (stopNoticeDays === null) throw refuse('step-unknown', { step: 'stopNotice', ruleset: id, clause: id })
    const before = state.review?.stopNotice
    if (before && isOpen(before)) throw refuse('stop-objection-open', { clause: stopNoticeDays.clause })
    const { day, entry } = actDay(data, context.today, latest(openedOn, before?.postedOn))
    const lastDay = addDays(day, stopNoticeDays.value)
    return [{ type: 'StopNoticePosted', data: { caseId: subject, postedOn: day, lastDay, ground, places }, ...entry }]
  },

  RaiseStopObjection: ({ subject, newId, data }, state, context) => {
    const notice = noticeOf(state, context)
    const { day, entry } = actDay(data, context.today, notice.postedOn)
    if (day > notice.lastDay)
      throw refuse('notice-over', { day, lastDay: notice.lastDay, clause: clauseOf(state, context) })
    const { anonymous, ground } = data
    const deadlines = stopObjectionDeadlines(state.file, day, context)
    return [
      {
        type: 'StopObjectionRaised',
        data: { caseId: subject, objectionId: newId, raisedOn: day, anonymous, ground, deadlines },
        ...entry,
      },
    ]
  },

  SettleStopObjection: ({ subject, data }, state, context) => {
    const { objectionId, outcome, answer } = data
    const objection = noticeOf(state, context).objections.find((one) => one.objectionId === objectionId && !one.settled)
    if (!objection) throw refuse('unknown-objection', { objectionId })
    const { day, entry } = actDay(data, context.today, objection.raisedOn)
    return [
      {
        type: 'StopObjectionSettled',
        data: { caseId: subject, objectionId, settledOn: day, outcome, answer },
        ...entry,
      },
    ]
  },
} satisfies Partial<StepTable>
