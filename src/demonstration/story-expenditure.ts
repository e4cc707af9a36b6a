import { ownAccount } from '../domain/scheme/payee.ts'
import { addDays, addMonths, type Day, type Month, monthOf } from '../domain/shared/day.ts'
import type { Fen } from '../domain/shared/fen.ts'
import type { Hardship } from '../domain/shared/hardship.ts'
import { idFrom } from '../log/event-id.ts'
import { type Act, scriptOf } from './acts.ts'
import type { Granted } from './awards.ts'
import type { DemoHousehold } from './household.ts'
import { countyStaff, townshipStaff } from './staff.ts'
import { assessmentOf, type DemoIds, memberInput, noticePlaces } from './story-parts.ts'
import { workdayFrom, workdaysAfter } from './workdays.ts'

const SCHEME = 'temporaryAssistance'

/** When applications for expenditure aid come in, and how many months after the first the second stage is paid. */
const FILED = '2023-05-08'
const SECOND_STAGE = 2

/** The months in which expenditure aid is paid: that of the decisions, and that of the second stages. */
export const expenditureMonths: readonly Month[] = [
  addMonths(monthOf(FILED), 1),
  addMonths(monthOf(FILED), 1 + SECOND_STAGE),
]

/** Whether a child of the household is of an age to study. */
export const hasStudent = ({ members }: DemoHousehold): boolean =>
  members.some(({ relation, birthDate }) => relation === 'CHILD' && birthDate >= '1999-09' && birthDate < '2008-09')

/** What the bills of a household are for, and what it must bear of them itself. */
const billsOf = (household: DemoHousehold): { hardship: Hardship; spendingFen: Fen } =>
  hasStudent(household)
    ? {
        hardship: { cause: 'EDUCATION_COST', account: '子女就读高中、大学，学费及住宿费负担较重。' },
        spendingFen: 1_460_000,
      }
    : {
        hardship: { cause: 'MEDICAL_COST', account: '重病住院，医保报销后自付费用较大。' },
        spendingFen: 2_860_000,
      }

/** One of five is paid in two stages of one approval. */
const isStaged = (index: number): boolean => index % 5 === 0

/**
 * Expenditure aid of a certified family, for treatment or for studies: the bills alone are looked at, the opinion hangs for seven days, the county decides
 * in the first days of June, and a payment run pays it [2018-23]. `yuan` is the whole sum, staged or not.
 */
export const expenditureStory = (
  seed: string,
  ids: DemoIds,
  { household, granted }: { household: DemoHousehold; granted: Granted },
  index: number,
): readonly Act[] => {
  const matter = `Z${String(index + 1).padStart(6, '0')}`
  const script = scriptOf(seed, matter, idFrom(seed, `case/${matter}`))
  const { place, areaKind, povertyRegister } = household
  const { caseWorker, assistant, reviewer } = townshipStaff(place.township)
  const applicant = ids.personOf(household, 0)
  const filedOn = workdayFrom(addDays(FILED, index % 5))
  const acceptedOn = workdaysAfter(filedOn, 2)
  const postedOn = workdaysAfter(acceptedOn, 3)
  const submittedOn = workdayFrom(addDays(postedOn, 8))
  // Not before June, so that all first stages are one month's.
  const decidedOn = workdaysAfter(submittedOn < '2023-06-01' ? '2023-06-01' : submittedOn, 2)
  script.case(filedOn, caseWorker, {
    type: 'RegisterIntake',
    data: {
      scheme: SCHEME,
      area: place.code,
      areaKind,
      filing: 'HOUSEHOLD',
      applicant,
      proxy: null,
      members: household.members.map((member, at) => memberInput(ids.personOf(household, at), member)),
      declared: assessmentOf(applicant, household.incomeFen, 'DECLARED'),
      povertyRegister,
      commitmentSignedOn: filedOn,
      particulars: particularsOf(household, granted, { filedOn, staged: isStaged(index) }),
    },
  })
  script.case(filedOn, caseWorker, { type: 'DeclareCloseRelatives', data: { relatives: [] } })
  script.case(acceptedOn, caseWorker, { type: 'AcceptApplication', data: {} })
  const reasons = '低保家庭，自付费用属实，建议给予支出型救助。'
  script.case(workdaysAfter(acceptedOn, 2), reviewer, { type: 'DraftOpinion', data: { opinion: 'GRANT', reasons } })
  script.case(postedOn, assistant, {
    type: 'PostNotice',
    data: { places: noticePlaces(household), photoSha256: null },
  })
  script.case(submittedOn, reviewer, { type: 'SubmitDossier', data: {} })
  script.case(decidedOn, countyStaff.confirmer, {
    type: 'DecideGrant',
    data: {
      decisionNumber: `示临救支〔2023〕${matter}号`,
      holder: applicant,
      payee: ownAccount,
      amountFen: granted.yuan * 100,
      noConflictOfInterest: true,
    },
  })
  script.case(workdaysAfter(decidedOn, 1), assistant, {
    type: 'PublishDecision',
    data: { places: noticePlaces(household) },
  })
  return script.acts
}

const particularsOf = (
  household: DemoHousehold,
  { yuan, awardOn }: Granted,
  { filedOn, staged }: { filedOn: Day; staged: boolean },
) => {
  const { place, number } = household
  const half = Math.floor(yuan / 2) * 100
  return {
    kind: 'EXPENDITURE' as const,
    ...billsOf(household),
    happenedOn: addDays(filedOn, -45),
    place: place.code,
    urgent: false,
    immediate: false,
    certified: { as: 'ALLOWANCE' as const, documentNumber: `低保证${number}`, until: null },
    returnedToPoverty: false,
    againBecause: null,
    award: awardOn(addDays(filedOn, -1)),
    stages: staged
      ? [
          { monthsAfter: 0, fen: half },
          { monthsAfter: SECOND_STAGE, fen: yuan * 100 - half },
        ]
      : null,
  }
}
