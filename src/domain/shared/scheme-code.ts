import { z } from 'zod'

/**
 * The code of a scheme, e.g. `subsistenceAllowance`. Events hold any well-formed code; which schemes exist is decided by
 * the register in `domain/scheme/schemes.ts`, so that adding one touches no event.
 */
export const SchemeCode = z
  .string()
  .regex(/^[a-z][A-Za-z]{2,40}$/, 'a scheme code is camelCase')
  .meta({ id: 'SchemeCode', description: 'A scheme of social assistance.', examples: ['subsistenceAllowance'] })
export type SchemeCode = z.infer<typeof SchemeCode>
