import type { AreaCode, AreaKind } from '../shared/area.ts'
import type { Day } from '../shared/day.ts'
import type { Fen } from '../shared/fen.ts'
import type { SchemeCode } from '../shared/scheme-code.ts'
import type { Document, ParameterKey } from './events.ts'

/** What every dated row carries: where it holds, its document, from when it counts, and when it was announced. */
export type DatedRow = {
  area: AreaCode
  document: Document
  effectiveFrom: Day
  inForceOn: Day
  /** Log position of its event: of two rows for the same day the later one corrects the earlier. */
  position: bigint
}

/** A standard (保障标准) per person and month. `withdrawnOn`: from this day on it is known not to count. */
export type Standard = DatedRow & {
  standardId: string
  scheme: SchemeCode
  areaKind: AreaKind
  monthlyFen: Fen
  withdrawnOn: Day | null
}

/** Tiers (分档) per person and month. */
export type Tiers = DatedRow & {
  tiersId: string
  scheme: SchemeCode
  areaKind: AreaKind
  tiers: readonly { tier: string; monthlyFen: Fen }[]
}

/** A scalar parameter as an area has set it; `value` has passed the catalogue in `parameters.ts`. */
export type Parameter = DatedRow & { parameterId: string; scheme: SchemeCode; key: ParameterKey; value: string }

/** The authority of a township to confirm cases itself (审批权限下放); dead from `revokedOn` on. */
export type Delegation = {
  delegationId: string
  area: AreaCode
  document: Document
  scheme: SchemeCode
  /** The township, 9 digits. */
  to: AreaCode
  /** Highest monthly amount of a household it may grant; null for no cap. */
  capFen: Fen | null
  from: Day
  /** Last day; null for open. */
  until: Day | null
  revokedOn: Day | null
}

/** A year of the working calendar as one area has published it; publishing the year again replaces it. */
export type HolidayYear = {
  area: AreaCode
  document: Document
  year: number
  daysOff: ReadonlySet<Day>
  workedWeekendDays: ReadonlySet<Day>
}
