import type { CaseState } from '../../domain/case/state.ts'
import { limited } from './procedure-tasks.ts'
import type { OpenTask } from './tasks.ts'

/**
 * What somebody else than the office of a case has to do for it: take it over, send it home, or tell the result where it was
 * taken in. Each stands on the list of that other area.
 */
export const movingTasks = (state: CaseState): readonly OpenTask[] => {
  const file = 'file' in state ? state.file : null
  if (!file) return []
  const { elsewhere, transfer, workOffers = [] } = file
  const open: OpenTask[] = []
  const isHeld = 'entitlement' in state && state.status !== 'TERMINATED'
  if (transfer && isHeld) open.push({ task: 'accept-transfer', area: transfer.to, opensOn: transfer.requestedOn })
  if (isHeld && workOffers.some(({ answer }) => answer === null)) open.push({ task: 'record-work-answer' })
  if (!elsewhere || elsewhere.relayedOn !== null) return open
  if (elsewhere.sentHomeOn === null && (state.status === 'INTAKE' || state.status === 'SUPPLEMENT_REQUIRED'))
    open.push({ ...limited(file, 'transfer-home', 'CROSS_PROVINCE'), area: elsewhere.at })
  if ('decisions' in state) open.push({ ...limited(file, 'relay-result', 'CROSS_PROVINCE'), area: elsewhere.at })
  return open
}
