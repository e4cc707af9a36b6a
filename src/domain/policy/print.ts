import { z } from 'zod'

/**
 * What the document prints, kept with what was entered from it: a figure is only as good as the reading of its notice, and
 * notices misprint units, leave words out, and print averages and targets beside standards.
 */
export const Printed = z
  .strictObject({
    /** The words as printed, misprints included. */
    quote: z.string().min(1).max(500),
    /** What the document does not print and the publisher has supplied. */
    assumed: z.array(z.enum(['DOCUMENT_NUMBER', 'EFFECTIVE_FROM', 'IN_FORCE_ON'])).max(3),
    /** Findings of `findingsOf` that the publisher has seen, and why the figure stands nevertheless. */
    answers: z
      .array(z.strictObject({ finding: z.string().regex(/^[a-z][a-z-]{2,60}$/), why: z.string().min(1).max(300) }))
      .max(10),
  })
  .meta({ id: 'Printed' })
export type Printed = z.infer<typeof Printed>
