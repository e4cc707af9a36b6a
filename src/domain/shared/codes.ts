import { z } from 'zod'

/**
 * A word that a scheme or ruleset brings along: the ground of a refusal or stop, the name of a clock, a lane, a rate. Events
 * hold any well-formed one, so that another scheme touches no event; which there are is decided by the scheme.
 */
export const Code = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{1,40}$/, 'a code is UPPER_CASE')
  .meta({ description: 'A code in upper case.', examples: ['INCOME'] })
export type Code = z.infer<typeof Code>
