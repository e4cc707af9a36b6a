import type { Particulars } from './particulars.ts'
import { refuse } from './refusals.ts'

/** Refuses particulars that contradict themselves, whoever tells them and whenever. */
export const checkParticulars = ({ kind, happenedOn, award, stages }: Particulars): void => {
  if (award?.by === 'CONFERENCE') {
    if (kind === 'QUICK_SMALL') throw refuse('conference-not-open')
    if (award.heldOn < happenedOn) throw refuse('conference-before-hardship', { heldOn: award.heldOn, happenedOn })
  }
  const months = stages?.map(({ monthsAfter }) => monthsAfter) ?? []
  if (new Set(months).size < months.length) throw refuse('stages-twice', { monthsAfter: months })
}
