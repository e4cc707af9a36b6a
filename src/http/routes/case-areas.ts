import { fileOf } from '../../domain/case/state.ts'
import type { AreaCode } from '../../domain/shared/area.ts'
import type { CaseView } from '../../projections/case-file/fold.ts'

/** What a case tells of its person. */
export const ofCase = ({ row }: CaseView): { scheme: string } => row

/**
 * Where a case may be seen: where it lies, where it has been asked to move, and at the window that took it in for its home
 * county.
 */
export const areasOfCase = ({ row, state }: CaseView): readonly AreaCode[] => {
  const file = fileOf(state)
  return [row.area, file?.transfer?.to, file?.elsewhere?.at].filter((area) => area !== undefined)
}
