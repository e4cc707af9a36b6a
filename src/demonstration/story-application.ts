import { addDays, addMonthsToDay, type Day } from '../domain/shared/day.ts'
import type { Script } from './acts.ts'
import type { NewFate } from './fates.ts'
import type { DemoHousehold } from './household.ts'
import { addressOf, bank } from './roll.ts'
import { countyStaff, townshipStaff } from './staff.ts'
import { decide } from './story-decision.ts'
import { noticeAndObjections } from './story-notice.ts'
import { type Application, assessmentOf, type DemoIds, memberInput, visitBy } from './story-parts.ts'
import { workdaysAfter } from './workdays.ts'

const SCHEME = 'subsistenceAllowance'

/** Everything that happens to a household which applies in 2023, from the lead or the counter to the end of its fate. */
export const applicationStory = (
  script: Script,
  household: DemoHousehold,
  ids: DemoIds,
  { fate, leadDays, filedOn }: { fate: NewFate; leadDays: { registered: Day; verified: Day } | null; filedOn: Day },
): void => {
  const application = { script, household, ids, fate, staff: townshipStaff(household.place.township) }
  if (leadDays) verifyLead(application, leadDays)
  else register(application, filedOn)
  const acceptedOn = fileApplication(application, leadDays !== null, filedOn)
  const assessedOn = investigate(application, acceptedOn)
  if (assessedOn === undefined) return
  const submittedOn = noticeAndObjections(application, assessedOn)
  decide(application, submittedOn)
}

const register = ({ script, household, ids, staff }: Application, on: Day): void => {
  const address = addressOf(household)
  for (const [index, { name, idNumber, sex, birthDate }] of household.members.entries())
    script.person(on, staff.caseWorker, ids.personOf(household, index), {
      type: 'RegisterPerson',
      data: { name, idNumber, sex, birthDate, address, area: household.place.code },
    })
  const { account } = household
  script.person(on, staff.caseWorker, ids.personOf(household, 0), {
    type: 'RegisterPayeeAccount',
    data: { bank, account, accountHolder: household.members[0].name },
  })
}

/** A household that monitoring has found: registered, warned of (`story-alerts.ts`), and verified once it is a lead. */
const verifyLead = (application: Application, { registered, verified }: { registered: Day; verified: Day }): void => {
  register(application, registered)
  application.script.case(verified, application.staff.surveyor, {
    type: 'VerifyLead',
    data: { inNeed: true, note: '已入户核实，符合申请条件，协助申请。' },
  })
}

const fileApplication = (application: Application, fromLead: boolean, filedOn: Day): Day => {
  const { script, household, ids, fate, staff } = application
  const applicant = ids.personOf(household, 0)
  const data = {
    area: household.place.code,
    areaKind: household.areaKind,
    filing: 'HOUSEHOLD' as const,
    applicant,
    proxy: null,
    members: household.members.map((member, index) => memberInput(ids.personOf(household, index), member)),
    declared: assessmentOf(applicant, household.incomeFen, 'DECLARED'),
    povertyRegister: household.povertyRegister,
    commitmentSignedOn: filedOn,
    particulars: null,
  }
  script.case(
    filedOn,
    staff.caseWorker,
    fromLead
      ? { type: 'OpenApplicationFromLead', data }
      : { type: 'RegisterIntake', data: { scheme: SCHEME, ...data } },
  )
  for (const [index, { birthDate }] of household.members.entries())
    if (birthDate < '2006')
      script.case(filedOn, staff.caseWorker, {
        type: 'RecordAuthorization',
        data: {
          personId: ids.personOf(household, index),
          signedOn: filedOn,
          validTo: addDays(addMonthsToDay(filedOn, 12), -1),
        },
      })
  const isRelative = fate === 'GRANTED_TO_CLOSE_RELATIVE'
  script.case(filedOn, staff.caseWorker, {
    type: 'DeclareCloseRelatives',
    data: {
      relatives: isRelative ? [{ personId: applicant, relation: '兄弟', officialRole: '村（居）委会委员' }] : [],
    },
  })
  return accept(application, filedOn)
}

const accept = ({ script, fate, staff }: Application, filedOn: Day): Day => {
  let acceptedOn = workdaysAfter(filedOn, 1)
  if (fate === 'GRANTED_AFTER_SUPPLEMENT') {
    const papers = ['大病诊断证明', '劳动合同复印件']
    const receivedOn = workdaysAfter(acceptedOn, 4)
    script.case(acceptedOn, staff.caseWorker, { type: 'RequestSupplement', data: { missing: papers } })
    script.case(receivedOn, staff.assistant, { type: 'ReceiveSupplement', data: { received: papers } })
    acceptedOn = receivedOn
  }
  script.case(acceptedOn, staff.caseWorker, { type: 'AcceptApplication', data: {} })
  return acceptedOn
}

/** Survey, register check and assessment; undefined where the household withdraws after the visit. */
const investigate = ({ script, household, ids, fate, staff }: Application, acceptedOn: Day): Day | undefined => {
  const startedOn = workdaysAfter(acceptedOn, 1)
  const visitedOn = workdaysAfter(acceptedOn, 2)
  const surveyors = [staff.surveyor, staff.secondSurveyor]
  script.case(startedOn, staff.surveyor, { type: 'StartSurvey', data: { surveyors: surveyors.map(({ sub }) => sub) } })
  script.case(startedOn, staff.caseWorker, { type: 'RequestEconomicCheck', data: {} })
  script.case(visitedOn, staff.surveyor, { type: 'RecordHomeVisit', data: visitBy(household, surveyors) })
  if (fate === 'WITHDRAWN') {
    const data = { ground: 'WITHDRAWN' as const, reasons: '申请人书面撤回申请。' }
    script.case(workdaysAfter(visitedOn, 2), staff.caseWorker, { type: 'DiscontinueProcedure', data })
    script.case(workdaysAfter(visitedOn, 3), staff.reviewer, { type: 'CloseCase', data: {} })
    return undefined
  }
  const reportedOn = workdaysAfter(acceptedOn, 5)
  const assessedOn = workdaysAfter(acceptedOn, 6)
  script.case(reportedOn, countyStaff.checker, {
    type: 'CompleteEconomicCheck',
    data: { reportNumber: `核报〔2023〕${household.number}号`, outcome: 'CONSISTENT', findings: '与申报一致。' },
  })
  script.case(assessedOn, staff.surveyor, {
    type: 'AssessIncome',
    data: { assessment: assessmentOf(ids.personOf(household, 0), household.incomeFen, 'REGISTER') },
  })
  return assessedOn
}
