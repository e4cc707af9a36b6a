import { ownAccount } from '../domain/scheme/payee.ts'
import { addDays, type Day } from '../domain/shared/day.ts'
import { type Act, type Script, scriptOf } from './acts.ts'
import type { County } from './county.ts'
import { type Random, randomOf } from './random.ts'
import type { Enrolled } from './rolls/enrolled.ts'
import { caseOf, personOf } from './rolls/ids.ts'
import { itemsAt } from './rolls/support.ts'
import { countyStaff, townshipStaff } from './staff.ts'
import { applicationOf, registerPerson } from './story-parts.ts'
import { workdayFrom, workdaysAfter } from './workdays.ts'

/** What happens in 2023 to people on the rolls of one person's schemes: a death, or self-care that falls. */
export const personStories = (county: County): readonly Act[] => {
  const random = randomOf(`${county.seed}/persons`)
  return county.schemes.flatMap(({ enrolled }) =>
    enrolled.flatMap((one) => {
      if (one.fate === 'STEADY') return []
      const script = scriptOf(county.seed, one.number, caseOf(county.seed, one))
      const on = beginsOn(random.fork(one.number))
      if (one.fate === 'DIES') dies(script, county.seed, one, { on, diedOn: addDays(on, -4) })
      else if (one.fate === 'DIES_UNREPORTED') dies(script, county.seed, one, reportedLate)
      else selfCareFalls(script, one, on)
      return script.acts
    }),
  )
}

/** After the month's payments are prepared, with what follows on it inside the same month. */
const beginsOn = (random: Random): Day =>
  workdayFrom(`2023-${String(random.between(1, 11)).padStart(2, '0')}-${random.between(13, 19)}`)

/** Found months later, when registers are compared: what was paid meanwhile was too much. */
const reportedLate = { on: '2023-08-15', diedOn: '2023-04-06' }

const dies = (script: Script, seed: string, one: Enrolled, { on, diedOn }: { on: Day; diedOn: Day }): void => {
  const { who, number, place } = one
  if (who.known === 'HOUSEHOLD') throw new Error(`${number} is of an allowance family, in which nothing happens`)
  const personId = personOf(seed, who.known === 'ROLL' ? who.number : number)
  const { caseWorker } = townshipStaff(place.township)
  script.person(on, caseWorker, personId, { type: 'RecordDeath', data: { diedOn, source: '殡葬信息比对' } })
  // Whoever draws the living subsidy as one of a marginal family has that status in a case of its own.
  const cases = [number, ...(who.known === 'ROLL' ? [who.number] : [])]
  for (const caseNumber of cases) {
    const subject = caseOf(seed, { number: caseNumber })
    script.act('case', on, caseWorker, subject, {
      type: 'RemoveMember',
      data: { personId, leftOn: diedOn, reason: 'DIED' },
    })
    script.act('case', workdaysAfter(on, 2), countyStaff.confirmer, subject, {
      type: 'DecideTermination',
      data: { decisionNumber: `示民停〔2023〕${caseNumber}号`, ground: 'DEATH', reasons: '保障对象死亡。' },
    })
  }
}

/** Reported by the village and assessed anew in time: the level falls. The sum holds the care money, so that it stays. */
const selfCareFalls = (script: Script, { place }: Enrolled, on: Day): void => {
  const { assistant, caseWorker, surveyor, reviewer } = townshipStaff(place.township)
  script.case(on, assistant, { type: 'ReportSelfCareChange', data: { note: '村干部反映本人已不能独自行走、洗澡。' } })
  script.case(workdaysAfter(on, 1), caseWorker, { type: 'OpenReview', data: { cause: 'OWN_REPORT' } })
  script.case(workdaysAfter(on, 4), surveyor, {
    type: 'AssessSelfCare',
    data: { items: itemsAt('PARTIAL'), level: 'PARTIAL', assessor: '示范县人民医院' },
  })
  script.case(workdaysAfter(on, 5), reviewer, {
    type: 'CloseReviewUnchanged',
    data: { reasons: '自理能力为部分丧失；供养标准已含照料护理费用，金额不变。' },
  })
}

/** Whoever applies for the aged allowance late in the year, after the count that the report prints: no visit, no notice. */
export const agedApplications = ({ seed, applicants }: County): readonly Act[] => {
  const random = randomOf(`${seed}/applicants`)
  return applicants.flatMap((one) => {
    const script = scriptOf(seed, one.number, caseOf(seed, one))
    const filedOn = workdayFrom(addDays('2023-10-09', random.int(40)))
    applies(script, personOf(seed, one.number), one, filedOn)
    return script.acts
  })
}

const applies = (script: Script, personId: string, one: Enrolled, filedOn: Day): void => {
  const { place, areaKind, who, account, amountFen, number } = one
  const { person } = who
  const { caseWorker, reviewer } = townshipStaff(place.township)
  registerPerson(script, filedOn, { personId, person, place, account })
  script.case(filedOn, caseWorker, {
    type: 'RegisterIntake',
    data: {
      scheme: one.scheme,
      ...applicationOf(personId, person, { area: place.code, areaKind, filing: 'SINGLE', particulars: null }),
    },
  })
  const acceptedOn = workdaysAfter(filedOn, 1)
  script.case(acceptedOn, caseWorker, { type: 'AcceptApplication', data: {} })
  script.case(acceptedOn, reviewer, { type: 'DraftOpinion', data: { opinion: 'GRANT', reasons: '已满80周岁。' } })
  script.case(acceptedOn, reviewer, { type: 'SubmitDossier', data: {} })
  script.case(workdaysAfter(filedOn, 4), countyStaff.confirmer, {
    type: 'DecideGrant',
    data: {
      decisionNumber: `示民高龄〔2023〕${number}号`,
      holder: personId,
      payee: ownAccount,
      amountFen,
      noConflictOfInterest: true,
    },
  })
}
