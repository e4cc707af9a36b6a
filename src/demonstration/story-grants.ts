import { isOfAge } from '../domain/policy/full-age.ts'
import { ownAccount } from '../domain/scheme/payee.ts'
import { addDays, addMonths, type Day, type Month, monthOf } from '../domain/shared/day.ts'
import type { SchemeCode } from '../domain/shared/scheme-code.ts'
import { idFrom } from '../log/event-id.ts'
import { type Act, scriptOf } from './acts.ts'
import { type County, scaledTo } from './county.ts'
import { assumed } from './echeng-schemes.ts'
import type { DemoHousehold } from './household.ts'
import { bank } from './roll.ts'
import { countyStaff, townshipStaff } from './staff.ts'
import { applicationOf, type DemoIds } from './story-parts.ts'
import { workdayFrom, workdaysAfter } from './workdays.ts'

/** A grant that is paid once: how many get it, and what is told and given of each. The report prints none of them. */
type Grant = {
  scheme: SchemeCode
  /** Stands before the number of a decision, and names the matter. */
  word: string
  count: number
  filing: 'SINGLE' | 'HOUSEHOLD'
  yuan: number
  particulars: (number: string, filedOn: Day) => object
  reasons: string
}

const grants: readonly Grant[] = [
  {
    scheme: 'funeralFeeRelief',
    word: '殡',
    count: 30,
    filing: 'SINGLE',
    yuan: 1_180,
    particulars: (number, filedOn) => ({
      diedOn: addDays(filedOn, -20),
      cremationCertificate: `火化〔2023〕${number}`,
      chargedFen: 146_000,
      relievedFen: 118_000,
    }),
    reasons: '基本殡葬服务费用已核实，予以减免。',
  },
  {
    scheme: 'ecologicalBurial',
    word: '葬',
    count: 8,
    filing: 'SINGLE',
    yuan: assumed.treeBurial,
    particulars: (_number, filedOn) => ({
      form: 'TREE',
      diedOn: addDays(filedOn, -40),
      buriedOn: addDays(filedOn, -10),
    }),
    reasons: '选择树葬，予以奖补。',
  },
  {
    scheme: 'charityAid',
    word: '慈',
    count: 12,
    filing: 'HOUSEHOLD',
    yuan: 3_000,
    particulars: () => ({
      hardship: { cause: 'MEDICAL_COST', account: '重病治疗，政府救助后自付费用仍较大。' },
      fund: '示范县慈善会',
      grantedFen: 300_000,
    }),
    reasons: '经慈善会评议，予以救助。',
  },
  {
    scheme: 'tuitionAid',
    word: '学',
    count: 15,
    filing: 'SINGLE',
    yuan: 5_000,
    particulars: (number) => ({
      school: '示范职业技术学院',
      admission: `录取〔2023〕${number}`,
      year: 2023,
      grantedFen: 500_000,
    }),
    reasons: '应届困难大学生，予以资助。',
  },
]

/** One round of grants in the year, after the schools have begun. */
const ROUND = '2023-10-11'

/** The month in which each of them is paid: the one after the decisions. */
export const grantMonths: Readonly<Record<SchemeCode, readonly Month[]>> = Object.fromEntries(
  grants.map(({ scheme }) => [scheme, [addMonths(monthOf(ROUND), 1)]]),
)

/** Who of a family asks: the applicant, and for studies somebody of the right age, who speaks for themselves. */
const askerOf = ({ scheme }: Grant, { members }: DemoHousehold): number =>
  scheme === 'tuitionAid' ? members.findIndex(({ birthDate }) => birthDate >= '2002' && isOfAge(birthDate, ROUND)) : 0

/** Funeral fees, burials without a grave, charity aid and tuition: each from application to grant within a month. */
export const grantStories = ({ seed, scale, roll }: County, ids: DemoIds): readonly Act[] => {
  const steady = roll.filter(({ fate }) => 'roll' in fate && fate.roll === 'STEADY')
  return grants.flatMap((grant) =>
    steady
      .filter((household) => askerOf(grant, household) >= 0)
      .slice(0, scaledTo(scale)(grant.count))
      .flatMap((household, index) => grantStory(seed, ids, grant, household, index)),
  )
}

const grantStory = (
  seed: string,
  ids: DemoIds,
  grant: Grant,
  household: DemoHousehold,
  index: number,
): readonly Act[] => {
  const { scheme, word, filing, yuan, particulars, reasons } = grant
  const { place, areaKind, members } = household
  const number = `${word}${String(index + 1).padStart(4, '0')}`
  const script = scriptOf(seed, `grant ${number}`, idFrom(seed, `case/${number}`))
  const at = askerOf(grant, household)
  const person = members[at] ?? members[0]
  const personId = ids.personOf(household, at)
  const { caseWorker, reviewer } = townshipStaff(place.township)
  const filedOn = workdayFrom(addDays(ROUND, index % 5))
  const acceptedOn = workdaysAfter(filedOn, 1)
  // Of an allowance family only the head has an account yet: a student brings one.
  if (at > 0)
    script.person(filedOn, caseWorker, personId, {
      type: 'RegisterPayeeAccount',
      data: { bank, account: `6288${85 + index}${household.account.slice(-10)}`, accountHolder: person.name },
    })
  script.case(filedOn, caseWorker, {
    type: 'RegisterIntake',
    data: {
      scheme,
      ...applicationOf(personId, person, {
        area: place.code,
        areaKind,
        filing,
        particulars: particulars(number, filedOn) as never,
      }),
    },
  })
  script.case(acceptedOn, caseWorker, { type: 'AcceptApplication', data: {} })
  script.case(acceptedOn, reviewer, { type: 'DraftOpinion', data: { opinion: 'GRANT', reasons } })
  script.case(acceptedOn, reviewer, { type: 'SubmitDossier', data: {} })
  script.case(workdaysAfter(filedOn, 4), countyStaff.confirmer, {
    type: 'DecideGrant',
    data: {
      decisionNumber: `示民${word}〔2023〕${number}号`,
      holder: personId,
      payee: ownAccount,
      amountFen: yuan * 100,
      noConflictOfInterest: true,
    },
  })
  return script.acts
}
