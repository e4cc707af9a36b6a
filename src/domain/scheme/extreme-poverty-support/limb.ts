import type { SheetLine } from '../calculation.ts'

/**
 * One of the three withouts (三无): whether it holds, the clause that says so, and what it was found from; `found` is what of
 * the person.
 */
export type Limb = { holds: boolean; clause: string; inputs: SheetLine['inputs']; found?: SheetLine['inputs'] }
