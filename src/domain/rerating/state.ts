import { z } from 'zod'
import type { AreaCode } from '../shared/area.ts'
import type { Month } from '../shared/day.ts'
import type { Decider } from '../shared/decider.ts'
import type { SchemeCode } from '../shared/scheme-code.ts'
import type { KnownChange } from './change.ts'
import type { DoneCase, ReratingEvent, ReratingLine } from './events.ts'

/** Where a re-rating stands. */
export const ReratingStatus = z.enum(['OPEN', 'CALCULATED', 'APPROVED', 'APPLYING', 'APPLIED', 'CLOSED'])
export type ReratingStatus = z.infer<typeof ReratingStatus>

/** A re-rating as its stream tells it. */
export type Rerating = {
  status: ReratingStatus
  reratingId: string
  area: AreaCode
  scheme: SchemeCode
  change: KnownChange
  fromMonth: Month
  /** The newest calculation begun; its lines count once `content` is set. */
  attempt: number
  chunks: readonly (readonly ReratingLine[])[]
  content: { hash: string; readAt: bigint } | null
  /** Who opened or calculated: they may not approve. */
  makers: readonly string[]
  approver: string | null
  /** What was done to each case so far. */
  done: readonly DoneCase[]
  /** Parts of the application that are finished. */
  parts: number
}

/** A re-rating stream folded; `NONE` where there is none. */
export type ReratingState = { status: 'NONE' } | Rerating

/** The lines of the current calculation, in the order of case ids. */
export const linesOf = ({ chunks }: Pick<Rerating, 'chunks'>): readonly ReratingLine[] => chunks.flat()

/** Folds one fact. */
export const evolveRerating: Decider<ReratingState, never, ReratingEvent, never>['evolve'] = (
  state,
  { type, data },
  { actor },
) => {
  if (type === 'ReratingOpened') {
    const { reratingId, area, scheme, change, fromMonth } = data
    const opened = { status: 'OPEN' as const, reratingId, area, scheme, change, fromMonth, makers: [actor] }
    return { ...opened, attempt: 0, chunks: [], content: null, approver: null, done: [], parts: 0 }
  }
  if (state.status === 'NONE') return state
  switch (type) {
    case 'ReratingLinesCalculated': {
      const begun = inAttempt(state, data.attempt, actor)
      return { ...begun, chunks: [...begun.chunks, data.lines] }
    }
    case 'ReratingCalculated': {
      const begun = inAttempt(state, data.attempt, actor)
      return { ...begun, status: 'CALCULATED', content: { hash: data.hash, readAt: BigInt(data.position) } }
    }
    case 'ReratingApproved':
      return { ...state, status: 'APPROVED', approver: actor }
    case 'ReratingApplicationStarted':
      return { ...state, status: 'APPLYING' }
    case 'ReratingCasesDone':
      return { ...state, parts: data.part + 1, done: [...state.done, ...data.cases] }
    case 'ReratingApplied':
      return { ...state, status: 'APPLIED' }
    case 'ReratingClosed':
      return { ...state, status: 'CLOSED' }
  }
}

/** The re-rating within a calculation: the first event of a new one leaves everything of the last behind. */
const inAttempt = (state: Rerating, attempt: number, actor: string): Rerating => ({
  ...state,
  makers: [...new Set([...state.makers, actor])],
  ...(attempt === state.attempt ? {} : { status: 'OPEN' as const, attempt, chunks: [], content: null }),
})
