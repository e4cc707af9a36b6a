import type { PolicyEvent } from '../../../src/domain/policy/events.ts'
import type { AssessmentResult } from '../../../src/domain/scheme/assessment.ts'
import type { Assessment, Member } from '../../../src/domain/scheme/household.ts'
import { rulesetOn, type Scheme } from '../../../src/domain/scheme/scheme.ts'
import { policyOf, TOWNSHIP } from '../policy/published.ts'

/** One person as a scheme for persons sees them. */
export const somebody = (over: Partial<Member> = {}): Member => ({
  personId: 'f0000000-0000-4000-8000-000000000001',
  relation: 'SELF',
  canWork: false,
  employed: false,
  birthDate: '1980-02-11',
  disability: null,
  seriousIllness: false,
  ...over,
})

/** Nothing found about income; property within the limits. */
export const noIncome: Assessment = { incomes: [], deductions: [], assets: { finding: 'WITHIN', basis: '符合规定' } }

/** What a test asks of a scheme: for whom, on what day, with which facts and published rates. */
type Question = {
  members?: readonly Member[]
  assessed?: Assessment
  particulars?: unknown
  day: string
  month?: string
  held?: readonly string[]
  published?: readonly PolicyEvent[]
}

/** A scheme's own answer: its particulars have passed its schema, and the ruleset is that of the day. */
export const assessUnder = (scheme: Scheme, question: Question): AssessmentResult => {
  const { members = [somebody()], assessed = noIncome, particulars = null, day, held = [], published = [] } = question
  const [first] = members
  return scheme.assess(
    assessed,
    members,
    {
      policy: policyOf(...published),
      ruleset: rulesetOn(scheme, day),
      area: TOWNSHIP,
      areaKind: 'RURAL',
      day,
      month: question.month ?? day.slice(0, 7),
      held: held.map((code) => ({ personId: first?.personId ?? '', scheme: code })),
    },
    scheme.particulars === null ? null : scheme.particulars.parse(particulars),
  )
}
