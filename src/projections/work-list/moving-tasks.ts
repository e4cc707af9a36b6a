import type { CaseState } from '../../domain/case/state.ts'
import type { OpenTask } from './tasks.ts'

/**
 * What somebody else than the office of a case has to do for it: take it over, send it home, or tell the result where it was
 * taken in. Each stands on the list of that other area.
 */
export const movingTasks = (state: CaseState): readonly OpenTask[] => {
  const file = 'file' in state ? state.file : null
  if (!file) return []
  const { deadlines, elsewhere, transfer, workOffers = [] } = file
  const open: OpenTask[] = []
  const isHeld = 'entitlement' in state && state.status !== 'TERMINATED'
  if (transfer && isHeld) open.push({ task: 'accept-transfer', area: transfer.to, opensOn: transfer.requestedOn })
  if (isHeld && workOffers.some(({ answer }) => answer === null)) open.push({ task: 'record-work-answer' })
  if (!elsewhere || elsewhere.relayedOn !== null) return open
  const clock = deadlines.find((deadline) => deadline.clock === 'CROSS_PROVINCE')
  const limit = clock ? { due: clock.due, provisional: clock.provisional, clause: clock.clause } : {}
  if (elsewhere.sentHomeOn === null && (state.status === 'INTAKE' || state.status === 'SUPPLEMENT_REQUIRED'))
    open.push({ task: 'transfer-home', area: elsewhere.at, ...limit })
  if ('decisions' in state) open.push({ task: 'relay-result', area: elsewhere.at, ...limit })
  return open
}
