import { recordOf } from './decision.ts'
import { type FactTable, withDeadlines, withFile } from './facts.ts'

/** Aid first, and what follows it on paper. */
export const fastLaneFacts = {
  EmergencyAidGranted: (state, data) => {
    if (state.status !== 'INTAKE' && state.status !== 'SUPPLEMENT_REQUIRED') return state
    const { drawId, personId, decidedOn, amountFen, deadlines } = data
    const due = deadlines.find(({ clock }) => clock === 'PAPERWORK')?.due ?? decidedOn
    return {
      status: 'AIDED',
      file: { ...state.file, deadlines: withDeadlines(state.file, deadlines) },
      aid: { drawId, recipient: personId, grantedOn: decidedOn, amountFen, due, completedOn: null },
      decisions: [recordOf(data)],
    }
  },
  PaperworkOverdue: (state) => (state.status === 'AIDED' ? { ...state, status: 'PAPERWORK_DUE' } : state),
  PaperworkCompleted: (state, { completedOn }) =>
    state.status === 'AIDED' || state.status === 'PAPERWORK_DUE'
      ? { ...state, status: 'PAPERWORK_DONE', aid: { ...state.aid, completedOn } }
      : state,
  AidDrawAbandoned: (state, { drawId }) =>
    withFile(state, ({ abandonedDraws }) => ({ abandonedDraws: [...abandonedDraws, drawId] })),
} satisfies Partial<FactTable>
