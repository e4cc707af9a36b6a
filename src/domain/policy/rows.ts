import type { AreaCode, AreaKind } from '../shared/area.ts'
import type { Day } from '../shared/day.ts'
import type { Fen } from '../shared/fen.ts'
import type { SchemeCode } from '../shared/scheme-code.ts'
import type { Document, ParameterKey } from './events.ts'
import type { ExactFen, Factor } from './exact-fen.ts'
import type { Figure, FigureKind, FigureUnit, LinkBase, RateAreaKind, RateName } from './rate.ts'

/** What every dated row carries: where it holds, its document, from when it counts, and when it was announced. */
export type DatedRow = {
  area: AreaCode
  document: Document
  effectiveFrom: Day
  inForceOn: Day
  /** Log position of its event: of two rows for the same day the later one corrects the earlier. */
  position: bigint
  /** The day from which it is taken back; null while it stands. */
  withdrawnOn: Day | null
}

/** What standards, links and figures have in common. `withdrawnOn`: from this day on it is known not to count. */
export type RateRow = DatedRow & {
  standardId: string
  scheme: SchemeCode
  rate: RateName
  areaKind: RateAreaKind
}

/** A rate published as a sum per person. */
export type StandardRow = RateRow & { figure: Figure }

/** A rate, or a floor of one, published as a multiple of another. */
export type LinkRow = RateRow & { use: 'RATE' | 'FLOOR'; factor: Factor; base: LinkBase }

/** A published figure that nobody is paid. */
export type FigureRow = RateRow & { kind: FigureKind; value: number; unit: FigureUnit }

/**
 * The rate `STANDARD` of a month as it was asked for, per person: exactly (a yearly or linked one is rarely whole fen),
 * rounded for lists, and its document.
 */
export type Standard = { monthly: ExactFen; monthlyFen: Fen; document: Document }

/** All that rates are found in. */
export type RateBook = {
  standards: readonly StandardRow[]
  links: readonly LinkRow[]
  figures: readonly FigureRow[]
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
