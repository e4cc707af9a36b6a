import type { Cited } from '../../policy/ruleset.ts'
import type { GradeLimits } from '../../shared/disability.ts'

/** Who is severely disabled (重度残疾人): grade 1 or 2 of any kind. */
export const severelyDisabled: Cited<GradeLimits> = { value: { byKind: {}, otherKinds: 2 }, clause: '2015-52' }
