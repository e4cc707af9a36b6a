import type { EventPlace } from '../../shared/decider.ts'
import type { Clock, Deadline } from '../clocks.ts'
import type { CaseEvent } from '../events.ts'
import type { CaseFile } from '../file.ts'
import { asEntitled, type CaseState, type Holding, isHolding } from '../state.ts'

/** The data of one event type. */
export type DataOf<Type extends CaseEvent['type']> = Extract<CaseEvent, { type: Type }>['data']

/** How each event type moves a case on. Folding never refuses: a fact that does not fit its state leaves it as it is. */
export type FactTable = {
  [Type in CaseEvent['type']]: (state: CaseState, data: DataOf<Type>, at: EventPlace) => CaseState
}

/** Changes the file of a case and nothing else. */
export const withFile = (state: CaseState, change: (file: CaseFile) => Partial<CaseFile>): CaseState =>
  'file' in state && state.file !== null
    ? ({ ...state, file: { ...state.file, ...change(state.file) } } as CaseState)
    : state

/** Changes what a household holds, and its status with it. */
export const withHolding = (state: CaseState, change: (holding: Holding) => Partial<Holding>): CaseState => {
  if (!isHolding(state)) return state
  return state.status === 'TERMINATED' ? { ...state, ...change(state) } : asEntitled({ ...state, ...change(state) })
}

/** A list with more in it, nothing twice. */
export const joined = <Item>(list: readonly Item[], ...more: readonly Item[]): readonly Item[] => [
  ...new Set([...list, ...more]),
]

/** The deadlines without those of clocks that have ended. */
export const withoutDeadlines = ({ deadlines }: CaseFile, ...ended: readonly Clock[]): readonly Deadline[] =>
  deadlines.filter(({ clock }) => !ended.some((one) => one === clock))

/** The newest deadline of each clock. */
export const withDeadlines = (file: Pick<CaseFile, 'deadlines'>, added: readonly Deadline[]): readonly Deadline[] => [
  ...file.deadlines.filter(({ clock }) => !added.some((newer) => newer.clock === clock)),
  ...added,
]
