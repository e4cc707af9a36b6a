import { SUBSISTENCE_ALLOWANCE } from '../domain/scheme/subsistence-allowance/code.ts'
import { idFrom } from '../log/event-id.ts'
import { recordRead } from '../processes/access.ts'
import type { CommandCall } from '../processes/call.ts'
import type { Deps } from '../processes/deps.ts'
import { findCase } from '../projections/case-file/queries.ts'
import type { County } from './county.ts'
import type { MonthTask } from './months.ts'
import { townshipStaff } from './staff.ts'
import type { DemoIds } from './story-parts.ts'

/** Whoever checks a drawn case looks at who is paid by it, in full. */
export const openDrawnCase = async (
  deps: Deps,
  { actor, commandId }: Pick<CommandCall, 'actor' | 'commandId'>,
  caseId: string,
): Promise<void> => {
  const found = await findCase(deps.views, caseId)
  const personId = found?.row.holder ?? found?.row.applicant
  if (!found || !personId) throw new Error(`${caseId} was drawn and has nobody`)
  const data = { personId, purpose: 'AUDIT', caseId, scheme: found.row.scheme } as const
  await recordRead(deps, { actor, commandId }, { type: 'PersonShown', data })
}

/** One of a township's staff wants to see a neighbour and names the case of somebody else: it is withheld, and written down. */
export const curiosity = ({ seed, roll }: County, ids: DemoIds): readonly MonthTask[] => {
  const [one, other] = roll.filter(({ place }) => place.township === roll[0]?.place.township)
  if (!one || !other) return []
  const { caseWorker: actor } = townshipStaff(one.place.township)
  const data = {
    personId: ids.personOf(one, 0),
    purpose: 'CASE_WORK',
    caseId: ids.caseOf(other),
    scheme: SUBSISTENCE_ALLOWANCE,
    refusal: 'not-permitted',
  } as const
  const call = { actor, commandId: idFrom(seed, 'read of a neighbour') }
  return [
    {
      on: '2023-06-14',
      name: 'curiosity',
      perform: (deps) => recordRead(deps, call, { type: 'PersonWithheld', data }),
    },
  ]
}
