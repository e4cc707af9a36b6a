import type { CaseCommand } from '../../domain/case/commands.ts'
import { areaOfCommand } from '../../domain/case/duties.ts'
import type { CaseState } from '../../domain/case/state.ts'
import type { CrisisMeasure } from '../../domain/crisis/measures.ts'
import { crisisMeasuresFor } from '../crisis/crisis-measures.ts'
import type { Deps } from '../deps.ts'

/** The commands that a crisis measure pauses or moves; the others need not read for it. */
const touched: readonly CaseCommand['type'][] = [
  'DecideReduction',
  'DecideTermination',
  'SuspendEntitlement',
  'StartGradualExit',
  'DeferReview',
  'DeferExit',
]

/** The crisis measures that a command has to heed. */
export const crisisFor = async (
  deps: Pick<Deps, 'log' | 'vault'>,
  command: CaseCommand,
  state: CaseState,
): Promise<readonly CrisisMeasure[]> => {
  const area = touched.includes(command.type) ? areaOfCommand(command, state) : undefined
  return area === undefined ? [] : crisisMeasuresFor(deps, area)
}
