import type { StopNotice } from '../file.ts'
import type { CaseState } from '../state.ts'
import { type FactTable, withDeadlines, withFile, withHolding } from './facts.ts'

const withNotice = (state: CaseState, change: (before: StopNotice | undefined) => StopNotice | undefined): CaseState =>
  withHolding(state, ({ review }) => {
    if (!review) return {}
    const stopNotice = change(review.stopNotice)
    return stopNotice ? { review: { ...review, stopNotice } } : {}
  })

/** The notice before a stop: posting it again takes the place of the one that was objected to. */
export const stopNoticeFacts = {
  StopNoticePosted: (state, { postedOn, lastDay, ground }) =>
    withNotice(state, () => ({ postedOn, lastDay, ground, objections: [] })),
  StopObjectionRaised: (state, { objectionId, raisedOn, deadlines }) =>
    withNotice(
      withFile(state, (file) => ({ deadlines: withDeadlines(file, deadlines) })),
      (notice) =>
        notice && { ...notice, objections: [...notice.objections, { objectionId, raisedOn, settled: false }] },
    ),
  StopObjectionSettled: (state, { objectionId }) =>
    withNotice(
      state,
      (notice) =>
        notice && {
          ...notice,
          objections: notice.objections.map((one) =>
            one.objectionId === objectionId ? { ...one, settled: true } : one,
          ),
        },
    ),
} satisfies Partial<FactTable>
