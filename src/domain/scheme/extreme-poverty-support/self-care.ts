import { z } from 'zod'
import { Day } from '../../shared/day.ts'

/** The six things that somebody does alone, or not [2021-43 Art.21]. */
export const SelfCareItems = z.strictObject({
  eating: z.boolean(), // 吃饭
  dressing: z.boolean(), // 穿衣
  gettingUp: z.boolean(), // 上下床
  toilet: z.boolean(), // 如厕
  walkingIndoors: z.boolean(), // 室内行走
  bathing: z.boolean(), // 洗澡
})
export type SelfCareItems = z.infer<typeof SelfCareItems>

/** Ability to look after oneself (生活自理能力): full, partly lost, lost. */
export const SelfCareLevel = z.enum(['FULL', 'PARTIAL', 'NONE'])
export type SelfCareLevel = z.infer<typeof SelfCareLevel>

/** An assessment of the six items: each done alone or not, the level that was written down, by whom and when. */
export const SelfCareAssessment = z.strictObject({
  items: SelfCareItems,
  level: SelfCareLevel,
  assessedOn: Day,
  /** The office or organisation that assessed. */
  assessor: z.string().min(1).max(100),
})
export type SelfCareAssessment = z.infer<typeof SelfCareAssessment>
