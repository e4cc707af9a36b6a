import { z } from 'zod'

/** Disability as on the certificate (残疾人证): kind, and grade 1 (heaviest) to 4. */
export const Disability = z
  .strictObject({
    kind: z.enum(['VISUAL', 'HEARING', 'SPEECH', 'PHYSICAL', 'INTELLECTUAL', 'MENTAL', 'MULTIPLE']),
    grade: z.int().min(1).max(4),
  })
  .meta({ id: 'Disability' })
export type Disability = z.infer<typeof Disability>

/** The disabilities that a text means, by their highest grade: its own for some kinds, one for all others. */
export type GradeLimits = Readonly<{
  byKind: Readonly<Partial<Record<Disability['kind'], number>>>
  /** 0 where kinds that are not named do not count at all. */
  otherKinds: number
}>

/** Whether a disability is as heavy as a text asks. */
export const isWithinGrades = ({ kind, grade }: Disability, { byKind, otherKinds }: GradeLimits): boolean =>
  grade <= (byKind[kind] ?? otherKinds)
