import { z } from 'zod'
import type { Cited } from '../../policy/ruleset.ts'
import { addMonthsToDay, Day } from '../../shared/day.ts'
import { Disability, type GradeLimits, isWithinGrades } from '../../shared/disability.ts'

const CLAUSE = '2019-62'

/** How long a parent must be confined or out of contact, in months. */
const long: Cited<number> = { value: 6, clause: CLAUSE }

/** The disabilities that keep a parent from raising a child. */
const severe: Cited<GradeLimits> = {
  value: { byKind: { INTELLECTUAL: 4, MENTAL: 4 }, otherKinds: 2 },
  clause: CLAUSE,
}

/** What is known of one parent. A confinement counts by its length, known in advance; silence by the time passed. */
export const ParentSituation = z.discriminatedUnion('situation', [
  z.strictObject({ situation: z.literal('ABLE') }),
  z.strictObject({ situation: z.literal('DEAD') }),
  z.strictObject({ situation: z.literal('MISSING') }),
  z.strictObject({ situation: z.literal('DISABLED'), kind: Disability.shape.kind, grade: Disability.shape.grade }),
  z.strictObject({ situation: z.literal('SERIOUSLY_ILL') }),
  z.strictObject({
    situation: z.literal('CONFINED'),
    /** In prison, in compulsory drug rehabilitation, or otherwise kept by law. */
    where: z.enum(['PRISON', 'DRUG_REHABILITATION', 'OTHER']),
    from: Day,
    until: Day,
  }),
  z.strictObject({ situation: z.literal('OUT_OF_CONTACT'), since: Day }),
])
export type ParentSituation = z.infer<typeof ParentSituation>

/** Whether a parent cannot raise the child on a day [2019-62]. */
export const cannotRaise = (parent: ParentSituation, day: Day): boolean => {
  switch (parent.situation) {
    case 'ABLE':
      return false
    case 'DEAD':
    case 'MISSING':
    case 'SERIOUSLY_ILL':
      return true
    case 'DISABLED':
      return isWithinGrades(parent, severe.value)
    case 'CONFINED':
      return parent.from <= day && addMonthsToDay(parent.from, long.value) <= parent.until && day <= parent.until
    case 'OUT_OF_CONTACT':
      return addMonthsToDay(parent.since, long.value) <= day
  }
}

/** Whether a parent is lost for good: with both of them so, the child is an orphan. */
export const isLost = ({ situation }: ParentSituation): boolean => situation === 'DEAD' || situation === 'MISSING'
