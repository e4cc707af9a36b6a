import { z } from 'zod'

/** Disability as on the certificate (残疾人证): kind, and grade 1 (heaviest) to 4. */
export const Disability = z.strictObject({
  kind: z.enum(['VISUAL', 'HEARING', 'SPEECH', 'PHYSICAL', 'INTELLECTUAL', 'MENTAL', 'MULTIPLE']),
  grade: z.int().min(1).max(4),
})
export type Disability = z.infer<typeof Disability>
