import type { PolicyEvent } from '../../../../src/domain/policy/events.ts'
import type { AssessmentPlace, AssessmentResult } from '../../../../src/domain/scheme/assessment.ts'
import { extremePovertySupport } from '../../../../src/domain/scheme/extreme-poverty-support/extreme-poverty-support.ts'
import {
  nothingFound,
  type Obligor,
  type Particulars,
} from '../../../../src/domain/scheme/extreme-poverty-support/particulars.ts'
import type { Assessment, Member } from '../../../../src/domain/scheme/household.ts'
import { rulesetOn } from '../../../../src/domain/scheme/scheme.ts'
import type { AreaKind } from '../../../../src/domain/shared/area.ts'
import { COUNTY, parameter, policyOf, standard } from '../../policy/published.ts'

const SUPPORT = 'extremePovertySupport'
const PERSON = '00000000-0000-4000-8000-0000000000b1'
const HOME = '00000000-0000-4000-8000-0000000000f1'

const figure = (scheme: string, rate: string, fen: number, per: 'MONTH' | 'YEAR', areaKind: AreaKind): PolicyEvent =>
  standard({ scheme, rate, figure: { fen, per }, areaKind, effectiveFrom: '2019-10-01', inForceOn: '2019-09-20' })

/** The standards of Huancui from 2019-10-01, published for the synthetic county [huancui-2019]. */
export const huancuiStandards: readonly PolicyEvent[] = [
  figure('subsistenceAllowance', 'STANDARD', 65_000, 'MONTH', 'URBAN'),
  figure('subsistenceAllowance', 'STANDARD', 47_000, 'MONTH', 'RURAL'),
  ...(['URBAN', 'RURAL'] as const).flatMap((areaKind) => [
    figure(SUPPORT, 'BASIC_LIVING', areaKind === 'URBAN' ? 90_000 : 62_000, 'MONTH', areaKind),
    figure(SUPPORT, 'CARE_CENTRALIZED_NONE', 1_099_000, 'YEAR', areaKind),
    figure(SUPPORT, 'CARE_CENTRALIZED_PARTIAL', 549_500, 'YEAR', areaKind),
    figure(SUPPORT, 'CARE_CENTRALIZED_FULL', 329_700, 'YEAR', areaKind),
  ]),
]
export const huancui = policyOf(...huancuiStandards)

/** Those of Echeng for 2023: twice the standard, and no care standard of its own [echeng-2023]. */
export const echeng = policyOf(
  figure('subsistenceAllowance', 'STANDARD', 64_000, 'MONTH', 'URBAN'),
  figure('subsistenceAllowance', 'STANDARD', 57_000, 'MONTH', 'RURAL'),
  ...(['URBAN', 'RURAL'] as const).map(
    (areaKind): PolicyEvent => ({
      type: 'RateLinked',
      data: {
        standardId: PERSON.replace('b1', areaKind === 'URBAN' ? 'c1' : 'c2'),
        area: COUNTY,
        document: { number: '示民发〔2023〕8号', title: '关于调整特困人员供养标准的通知', issuer: '示例县民政局' },
        effectiveFrom: '2023-01-01',
        inForceOn: '2022-12-20',
        scheme: SUPPORT,
        rate: 'BASIC_LIVING',
        areaKind,
        use: 'RATE',
        factor: { numerator: 2, denominator: 1 },
        base: {
          scheme: 'subsistenceAllowance',
          rate: 'STANDARD',
          areaKind: null,
          area: null,
          kind: 'RATE',
          of: 'SAME_MONTH',
        },
        printed: null,
      },
    }),
  ),
  parameter('careMoney', 'INCLUDED', { scheme: SUPPORT }),
)

/** Somebody of 72 without income, kin or property. */
const somebody: Member = {
  personId: PERSON,
  relation: 'SELF',
  canWork: false,
  employed: false,
  birthDate: '1951-02-03',
  disability: null,
  seriousIllness: false,
}
const nothing: Assessment = { incomes: [], deductions: [], assets: { finding: 'WITHIN', basis: '核对报告' } }

/** A grown child who could support and does not. */
export const ableChild: Obligor = {
  relation: 'CHILD',
  birthDate: '1980-01-01',
  disabilityKind: null,
  disabilityGrade: null,
  standing: 'PRESENT',
  receives: 'NOTHING',
  monthlyFen: 300_000,
  property: 'WITHIN',
}

/** Six items of which the first so many are not done alone. */
export const itemsWith = (unmet: number) => ({
  eating: unmet < 1,
  dressing: unmet < 2,
  gettingUp: unmet < 3,
  toilet: unmet < 4,
  walkingIndoors: unmet < 5,
  bathing: unmet < 6,
})

/** Everything found: no obligors, self-care lost, a bed in the home. */
export const inTheHome: Particulars = {
  ...nothingFound,
  obligors: [],
  selfCare: { items: itemsWith(6), level: 'NONE', assessedOn: '2023-03-06', assessor: '示例镇卫生院' },
  form: 'CENTRALIZED',
  institutionId: HOME,
}

type Over = {
  particulars?: Partial<Particulars>
  member?: Partial<Member>
  assessment?: Partial<Assessment>
  place?: Partial<AssessmentPlace>
}

/** What an assessment of that person comes to on a day of 2023. */
export const assessed = ({ particulars, member, assessment, place }: Over = {}): AssessmentResult => {
  const day = place?.day ?? '2023-03-20'
  return extremePovertySupport.assess(
    { ...nothing, ...assessment },
    [{ ...somebody, ...member }],
    {
      policy: huancui,
      ruleset: rulesetOn(extremePovertySupport, day),
      area: '990101001001',
      areaKind: 'URBAN',
      day,
      month: '2023-04',
      held: [],
      ...place,
    },
    { ...inTheHome, ...particulars },
  )
}
