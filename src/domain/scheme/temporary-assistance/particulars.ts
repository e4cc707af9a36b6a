import { z } from 'zod'
import { AreaCode } from '../../shared/area.ts'
import { Day } from '../../shared/day.ts'
import { ToldFen } from '../../shared/fen.ts'
import { Hardship } from '../../shared/hardship.ts'

/** How temporary assistance is given. */
export const AidKind = z.enum([
  'EMERGENCY', // 急难型: an accident, a sudden illness
  'EXPENDITURE', // 支出型: education or medical bills that a family cannot bear
  'QUICK_SMALL', // 小额快救: a small sum at once, nothing checked [2026-TA]
])
export type AidKind = z.infer<typeof AidKind>

const certificate = {
  as: z.enum(['ALLOWANCE', 'EXTREME_POVERTY', 'MARGINAL', 'RIGID_EXPENDITURE']),
  documentNumber: z.string().min(1).max(100),
  /** Last day; null where it has none. */
  until: Day.nullable(),
}

/**
 * A status that has been confirmed: what it proves is not checked again. One without an issuer was given by this programme,
 * and is held by a claim; one of another authority names it.
 */
const Certified = z.union([
  z.strictObject(certificate),
  z.strictObject({ ...certificate, issuer: z.string().trim().min(1).max(100) }),
])

/** How much: a tier by the gravity of the case (1 is the lowest), or what a case conference (一事一议) has found right. */
const Award = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('TIER'), tier: z.int().min(1).max(10) }),
  z.strictObject({
    by: z.literal('CONFERENCE'),
    amountFen: ToldFen.min(1),
    /** Number of the minutes. */
    minutes: z.string().min(1).max(100),
    heldOn: Day,
  }),
])
export type Award = z.infer<typeof Award>

/** One payment of a sum that is approved once and paid in stages: so many months after the first month. */
const Stage = z.strictObject({ monthsAfter: z.int().min(0).max(11), fen: ToldFen.min(1) })

/** What temporary assistance asks beside the household. */
export const Particulars = z.strictObject({
  kind: AidKind,
  hardship: Hardship,
  happenedOn: Day,
  /** Where it happened, or where the household lives: the township that helps [2026-LAW Art.37]. */
  place: AreaCode.min(9),
  /** Life, health or the barest living is in danger. */
  urgent: z.boolean(),
  /** Help that comes after a procedure would come too late. */
  immediate: z.boolean(),
  /** What the household must spend itself because of it, after all that others pay. */
  spendingFen: ToldFen,
  certified: Certified.nullable(),
  /** Monitored after having left poverty, and fallen back (返贫): some places pay such a household a least sum. */
  returnedToPoverty: z.boolean(),
  /** Why the same cause is helped again; null where it is the first time. */
  againBecause: z.string().min(1).max(500).nullable(),
  /** Null until the office has proposed it. */
  award: Award.nullable(),
  /** Null: paid at once. */
  stages: z.array(Stage).min(1).max(12).nullable(),
})
export type Particulars = z.infer<typeof Particulars>
