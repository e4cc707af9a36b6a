import type { Scheme } from '../scheme/scheme.ts'
import type { Particulars, SealedParticulars } from '../shared/particulars.ts'
import { ERASED } from '../shared/personal.ts'
import type { CaseFile } from './file.ts'
import { refuse } from './refusals.ts'

/** Where in the particulars a value does not fit the scheme's schema. */
const pathsOf = (issues: readonly { path: readonly PropertyKey[] }[]): string[] => [
  ...new Set(issues.map(({ path }) => path.map(String).join('.'))),
]

const parse = ({ code, particulars: schema }: Scheme, facts: unknown): unknown => {
  const parsed = schema?.safeParse(facts)
  if (!parsed) throw refuse('particulars-invalid', { scheme: code, paths: [''] })
  if (!parsed.success) throw refuse('particulars-invalid', { scheme: code, paths: pathsOf(parsed.error.issues) })
  return parsed.data
}

/**
 * What is told of the scheme's own facts, as the event keeps it: sealed under the applicant. An application may come without
 * them; what it does tell fits the scheme's schema and does not contradict itself.
 */
export const toldParticulars = (
  scheme: Scheme,
  applicant: string,
  facts: Particulars | null,
): SealedParticulars | null => {
  if (facts === null) return null
  // Parsed whether or not the scheme has a check of its own: an optional call does not evaluate its argument.
  const parsed = parse(scheme, facts)
  scheme.checkParticulars?.(parsed)
  return { personId: applicant, facts }
}

/** The scheme's own facts for a decision; null where it has none. Refused while they are missing, or once they are erased. */
export const requireParticulars = (scheme: Scheme, { particulars }: Pick<CaseFile, 'particulars'>): unknown => {
  if (scheme.particulars === null) return null
  if (particulars === null || particulars === ERASED) throw refuse('particulars-missing', { scheme: scheme.code })
  return parse(scheme, particulars)
}

/** The same where a step can do without: undefined while they are missing. */
export const particularsSoFar = (scheme: Scheme, file: Pick<CaseFile, 'particulars'>): unknown => {
  if (scheme.particulars !== null && (file.particulars === null || file.particulars === ERASED)) return undefined
  return requireParticulars(scheme, file)
}
