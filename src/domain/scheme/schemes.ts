import type { SchemeCode } from '../shared/scheme-code.ts'
import { refuse } from './refusals.ts'
import type { Scheme } from './scheme.ts'
import { subsistenceAllowance } from './subsistence-allowance.ts'

/** The schemes that this programme runs. */
export const schemes: readonly Scheme[] = [subsistenceAllowance]

/** A scheme by its code; refused with `unknown-scheme` where there is none. */
export const findScheme = (code: SchemeCode): Scheme => {
  const scheme = schemes.find((row) => row.code === code)
  if (!scheme) throw refuse('unknown-scheme', { scheme: code })
  return scheme
}
