import { STANDARD } from '../../policy/rate.ts'
import { addDays, type Day } from '../../shared/day.ts'
import type { AssessmentPlace, AssessmentResult, ReviewQuestion } from '../assessment.ts'
import type { SheetLine } from '../calculation.ts'
import type { Assessment, Member } from '../household.ts'
import { checkOnePerson } from '../rules/one-person.ts'
import { everyMonth, foundOf, paidAtRates, tested } from '../rules/paid-at-rates.ts'
import { reviewEachYear } from '../rules/review-each-year.ts'
import { defineScheme, type Scheme } from '../scheme.ts'
import { Particulars } from './particulars.ts'
import { disabilityRulesets } from './rulesets.ts'

const CLAUSE = '2015-52'
const REPORTED = '2015-52 (reported)'
const UNTIL_WHEN = 'local-hengyang'
const OTHER_BENEFIT = 'OTHER_BENEFIT'

/** The grounds that every scheme knows whose own day ends the right. */
const lostOnADay = ['MOVED_OUT', 'IMPRISONED', 'OTHER_SCHEME']

/** What tells one subsidy from the other; everything else is the same for both. */
type SubsidyOf = Pick<Scheme<Particulars>, 'code' | 'name' | 'who' | 'parameters' | 'grounds'> & {
  /** The grounds against somebody and the steps on the way there. */
  find: (
    particulars: Particulars,
    members: readonly Member[],
    place: AssessmentPlace,
  ) => { grounds: readonly string[]; lines: readonly SheetLine[] }
}

/** The review of the year, or the day after the last of the certificate where that comes first [2015-52]. */
const reviewOfCertificate = (question: ReviewQuestion<Particulars>): { due: Day; clause: string } => {
  const yearly = reviewEachYear(question)
  const { validUntil } = question.particulars.certificate
  const over = validUntil === null ? undefined : addDays(validUntil, 1)
  return over !== undefined && question.decidedOn < over && over < yearly.due ? { due: over, clause: CLAUSE } : yearly
}

/**
 * One of the two subsidies of the disabled [2015-52]: one person, one sum a month, never beside nursing pay for a work
 * injury.
 */
export const disabilitySubsidy = ({ code, name, who, parameters, grounds, find }: SubsidyOf): Scheme => {
  const assess = (
    _assessed: Assessment,
    members: readonly Member[],
    place: AssessmentPlace,
    particulars: Particulars,
  ): AssessmentResult => {
    const found = find(particulars, members, place)
    const { workInjuryNursingPay } = particulars
    const against = [...found.grounds, ...(workInjuryNursingPay ? [OTHER_BENEFIT] : [])]
    const verdict = { qualifies: against.length === 0, grounds: against }
    const otherBenefit = tested('otherBenefit', REPORTED, {}, foundOf(members, { workInjuryNursingPay }))
    const lines = [...found.lines, otherBenefit]
    return paidAtRates({ scheme: code, parts: [everyMonth(STANDARD)], verdict, lines, clause: CLAUSE }, place)
  }
  return defineScheme<Particulars>({
    code,
    name,
    who,
    pays: {
      en: 'A local sum, or a share of the prior year’s provincial average rural standard',
      zh: '当地标准，或者上一年度全省农村平均低保标准的一定比例',
    },
    unit: 'PERSON',
    gives: 'MONTHLY',
    exclusive: true,
    rulesets: disabilityRulesets,
    lanes: null,
    particulars: Particulars,
    parameters,
    rates: [STANDARD],
    grounds: {
      ...grounds,
      [OTHER_BENEFIT]: { en: 'Draws nursing pay for a work injury', zh: '已享受工伤生活护理费', clause: REPORTED },
    },
    firstPaid: { value: 'MONTH_OF_APPLICATION', clause: REPORTED },
    lastPaid: {
      decision: { value: 0, clause: UNTIL_WHEN },
      death: { value: 0, clause: UNTIL_WHEN },
      // What is lost is paid to the month in which it was lost, whenever that is decided.
      event: { value: 0, clause: UNTIL_WHEN, grounds: [...lostOnADay, ...Object.keys(grounds), OTHER_BENEFIT] },
    },
    // The own account is reported; guardian and carer stand for whoever cannot draw on one.
    payees: { value: ['HOLDER', 'GUARDIAN', 'CARER'], clause: 'product default' },
    checkFiling: checkOnePerson,
    assess,
    reviewDue: reviewOfCertificate,
    endsOn: () => null,
  })
}
