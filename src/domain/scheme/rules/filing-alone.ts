import { isOfAge } from '../../policy/full-age.ts'
import type { Cited } from '../../policy/ruleset.ts'
import type { Day } from '../../shared/day.ts'
import { type GradeLimits, isWithinGrades } from '../../shared/disability.ts'
import { ERASED } from '../../shared/personal.ts'
import type { SchemeCode } from '../../shared/scheme-code.ts'
import type { FilingQuestion } from '../assessment.ts'
import type { FiledMember } from '../household.ts'
import { MARGINAL_HOUSEHOLD } from '../low-income/codes.ts'
import { refuse } from '../refusals.ts'
import type { SingleGround } from '../single-ground.ts'
import { checkFiling, checkHead } from './filing.ts'

/** What a ground asks of the one who files, beside the proof that the office has seen. */
type Asked = {
  /** Held by a live claim. */
  status?: SchemeCode
  /** Of full age and without work. */
  jobless?: true
  health?: { grades: GradeLimits; seriousIllness: boolean }
}

/** The severely disabled and the seriously ill [2021-57 Art.8]. */
const severe: Asked['health'] = {
  grades: { byKind: { INTELLECTUAL: 3, MENTAL: 3 }, otherKinds: 2 },
  seriousIllness: true,
}
const marginal: Asked = { status: MARGINAL_HOUSEHOLD, health: severe }

/**
 * The grounds in force from a day on; the newest row of a ground is the one that counts. A minor with a proxy may rest on any
 * that does not ask for full age: whom a county names, its own rule says.
 */
const grounds: readonly (Cited<Asked> & { from: Day; ground: SingleGround['ground'] })[] = [
  { from: '2021-07-01', ground: 'MARGINAL_HOUSEHOLD', value: marginal, clause: '2021-57 Art.8' },
  { from: '2021-07-01', ground: 'CLERGY', value: {}, clause: '2021-57 Art.8' },
  { from: '2021-07-01', ground: 'COUNTY_RULE', value: {}, clause: '2021-57 Art.8' },
  {
    from: '2022-10-20',
    ground: 'JOBLESS_DISABLED',
    value: { jobless: true, health: { grades: { byKind: {}, otherKinds: 2 }, seriousIllness: false } },
    clause: '2022-83',
  },
  { from: '2026-07-01', ground: 'MARGINAL_HOUSEHOLD', value: marginal, clause: '2026-LAW Art.21' },
]

/**
 * Who may file how for the allowance, and on what somebody files alone: on the status of the household, or on a ground that
 * was stated and proved. What was recorded before anybody asked for a ground is judged by the health of the member alone;
 * erased facts are not judged again.
 */
export const checkFilingAlone = (question: FilingQuestion): void => {
  const { applicant, day, filing, single } = question
  if (filing === 'HOUSEHOLD' || single === undefined) {
    checkFiling(question)
    return
  }
  const head = checkHead(question)
  if (single === null) throw refuse('single-filing-groundless', { applicant })
  if (single === ERASED) return
  const row = grounds.findLast(({ from, ground }) => ground === single.ground && from <= day)
  if (!row) throw refuse('single-filing-not-open', { applicant, day })
  const { status, jobless, health } = row.value
  if (status !== undefined && !holds(question, status))
    throw refuse('single-filing-not-marginal', { applicant, day, clause: row.clause })
  if ((jobless && !isJobless(head, day)) || (health && !isAsIll(head, health)))
    throw refuse('single-filing-not-open', { applicant, day, clause: row.clause })
}

const holds = ({ applicant, held = [] }: FilingQuestion, status: SchemeCode): boolean =>
  held.some(({ personId, scheme }) => personId === applicant && scheme === status)

const isJobless = ({ birthDate, employed }: FiledMember, day: Day): boolean => !employed && isOfAge(birthDate, day)

const isAsIll = (
  { disability, seriousIllness }: FiledMember,
  { grades, seriousIllness: illnessCounts }: NonNullable<Asked['health']>,
): boolean => {
  if (disability === ERASED || seriousIllness === ERASED) return true
  return (illnessCounts && seriousIllness) || (disability !== null && isWithinGrades(disability, grades))
}
