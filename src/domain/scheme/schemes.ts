import type { SchemeCode } from '../shared/scheme-code.ts'
import { refuse } from './refusals.ts'
import type { Scheme } from './scheme.ts'
import { subsistenceAllowance } from './subsistence-allowance/subsistence-allowance.ts'
import { temporaryAssistance } from './temporary-assistance/temporary-assistance.ts'

/** The schemes that this programme runs. */
export const schemes: readonly Scheme[] = [subsistenceAllowance, temporaryAssistance]

/** A scheme of a register by its code; refused with `unknown-scheme` where there is none. */
export const schemeIn = (register: readonly Scheme[], code: SchemeCode): Scheme => {
  const scheme = register.find((row) => row.code === code)
  if (!scheme) throw refuse('unknown-scheme', { scheme: code })
  return scheme
}

/** A scheme of this programme by its code; refused with `unknown-scheme` where there is none. */
export const findScheme = (code: SchemeCode): Scheme => schemeIn(schemes, code)
