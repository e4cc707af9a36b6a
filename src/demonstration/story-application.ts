import type { Actor } from '../domain/shared/actor.ts'
import { addDays, addMonthsToDay, type Day } from '../domain/shared/day.ts'
import type { Script } from './acts.ts'
import type { LeadGroup, NewFate } from './fates.ts'
import type { DemoHousehold } from './household.ts'
import { addressOf, amountOf, bank } from './roll.ts'
import { countyStaff, townshipStaff } from './staff.ts'
import { assessmentOf, type DemoIds, decisionNumber, memberInput, noticePlaces } from './story-parts.ts'
import { workdayFrom, workdaysAfter } from './workdays.ts'

const SCHEME = 'subsistenceAllowance'

/** The township that confirms by itself, and from when. */
export const delegation = { to: '990101005', from: '2023-07-03' } as const

const leadNotes: Record<LeadGroup, string> = {
  unstable: '监测对象：脱贫不稳定户，收入骤减。',
  edge: '监测对象：边缘易致贫户，支出骤增。',
  sudden: '监测对象：突发严重困难户。',
}

type Application = {
  script: Script
  household: DemoHousehold
  ids: DemoIds
  fate: NewFate
  staff: ReturnType<typeof townshipStaff>
}

/** Everything that happens to a household which applies in 2023, from the lead or the counter to the end of its fate. */
export const applicationStory = (
  script: Script,
  household: DemoHousehold,
  ids: DemoIds,
  { fate, lead, filedOn }: { fate: NewFate; lead: LeadGroup | null; filedOn: Day },
): void => {
  const application = { script, household, ids, fate, staff: townshipStaff(household.place.township) }
  if (lead) reportLead(application, lead, filedOn)
  else register(application, filedOn)
  const acceptedOn = fileApplication(application, lead !== null, filedOn)
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

const reportLead = (application: Application, lead: LeadGroup, filedOn: Day): void => {
  const { script, household, ids, staff } = application
  const reportedOn = workdayFrom(addDays(filedOn, -9))
  register(application, reportedOn)
  script.case(reportedOn, staff.assistant, {
    type: 'ReportLead',
    data: {
      scheme: SCHEME,
      area: household.place.code,
      source: 'DATA_MATCH',
      personId: ids.personOf(household, 0),
      note: leadNotes[lead],
    },
  })
  script.case(workdaysAfter(reportedOn, 2), staff.surveyor, {
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

const visitBy = (household: DemoHousehold, surveyors: readonly Actor[]) => ({
  surveyors: surveyors.map(({ sub }) => sub),
  mode: 'IN_PERSON' as const,
  place: addressOf(household),
  signedByHousehold: true,
  signedBySurveyors: true,
  formSha256: null,
  findings: `共同生活${household.members.length}人，家庭收入与申报一致。`,
})

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

/** Opinion, notice, and what is said against it; answers the day of the dossier. */
const noticeAndObjections = ({ script, household, fate, staff }: Application, assessedOn: Day): Day => {
  const refused = fate === 'REFUSED'
  const draftedOn = workdaysAfter(assessedOn, 2)
  const postedOn = workdaysAfter(draftedOn, 1)
  script.case(draftedOn, staff.reviewer, {
    type: 'DraftOpinion',
    data: refused
      ? { opinion: 'REFUSE', reasons: '人均月收入高于保障标准，建议不予给予。' }
      : { opinion: 'GRANT', reasons: '人均月收入低于保障标准，建议给予。' },
  })
  script.case(postedOn, staff.assistant, {
    type: 'PostNotice',
    data: { places: noticePlaces(household), photoSha256: null },
  })
  const over = addDays(postedOn, 8)
  if (fate !== 'GRANTED_AFTER_DELIBERATION' && fate !== 'GRANTED_AFTER_RE_SURVEY') return workdayFrom(over)
  // Whoever objects calls the hotline on any day, so that no holiday outlasts the notice.
  const raisedOn = addDays(postedOn, 3)
  const objectionId = script.case(raisedOn, staff.assistant, {
    type: 'RaiseObjection',
    data: { anonymous: true, ground: '反映该户有子女在外务工。' },
  })
  const draftedAgainOn = answer({
    script,
    household,
    staff,
    objectionId,
    raisedOn,
    deliberated: fate === 'GRANTED_AFTER_DELIBERATION',
  })
  return draftedAgainOn > over ? draftedAgainOn : workdayFrom(over)
}

const answer = ({
  script,
  household,
  staff,
  objectionId,
  raisedOn,
  deliberated,
}: Pick<Application, 'script' | 'household' | 'staff'> & {
  objectionId: string
  raisedOn: Day
  deliberated: boolean
}): Day => {
  const lookedOn = workdaysAfter(raisedOn, 2)
  const settledOn = workdaysAfter(raisedOn, 4)
  if (deliberated) {
    script.case(lookedOn, staff.assistant, {
      type: 'RecordDeliberation',
      data: {
        objectionId,
        attendees: 11,
        residents: 8,
        outcome: 'DISMISSED',
        record: '到会十一人，一致认为情况属实。',
      },
    })
  } else {
    const reason = '需再次核实子女赡养情况。'
    script.case(workdaysAfter(raisedOn, 1), staff.reviewer, { type: 'OrderReSurvey', data: { objectionId, reason } })
    const visit = visitBy(household, [staff.surveyor, staff.secondSurveyor])
    script.case(lookedOn, staff.surveyor, { type: 'RecordHomeVisit', data: visit })
  }
  const settled = { objectionId, outcome: 'DISMISSED' as const, answer: '子女已分户，不属于共同生活家庭成员。' }
  script.case(settledOn, staff.reviewer, { type: 'SettleObjection', data: settled })
  const draftedOn = workdaysAfter(settledOn, 1)
  script.case(draftedOn, staff.reviewer, {
    type: 'DraftOpinion',
    data: { opinion: 'GRANT', reasons: '异议经调查不成立，维持原初审意见。' },
  })
  return draftedOn
}

const decide = (application: Application, submittedOn: Day): void => {
  const { script, household, ids, fate, staff } = application
  const holder = ids.personOf(household, 0)
  if (household.place.township === delegation.to && submittedOn >= delegation.from && fate === 'GRANTED') {
    decideInTownship(application, holder, submittedOn)
    return
  }
  script.case(submittedOn, staff.reviewer, { type: 'SubmitDossier', data: {} })
  if (fate === 'GRANTED_TO_CLOSE_RELATIVE') visitByCounty(application, submittedOn)
  const decidedOn = workdaysAfter(submittedOn, 5)
  if (fate === 'REFUSED') {
    const number = decisionNumber('不予', household)
    script.case(decidedOn, countyStaff.confirmer, {
      type: 'DecideRefusal',
      data: { decisionNumber: number, grounds: ['INCOME'], reasons: '人均月收入高于保障标准。' },
    })
    script.case(workdaysAfter(decidedOn, 2), staff.caseWorker, {
      type: 'DeliverWrittenNotice',
      data: { decisionNumber: number, receivedBy: holder },
    })
    return
  }
  script.case(decidedOn, countyStaff.confirmer, grant(household, holder))
  script.case(workdaysAfter(decidedOn, 1), staff.assistant, publish(household))
}

const grant = (household: DemoHousehold, holder: string) => ({
  type: 'DecideGrant' as const,
  data: {
    decisionNumber: decisionNumber('审', household),
    holder,
    amountFen: amountOf(household, 2023, household.members.length, household.incomeFen),
    noConflictOfInterest: true as const,
  },
})

const publish = (household: DemoHousehold) => ({
  type: 'PublishDecision' as const,
  data: { places: noticePlaces(household) },
})

const visitByCounty = ({ script, household }: Application, submittedOn: Day): void => {
  script.case(workdaysAfter(submittedOn, 1), countyStaff.confirmer, {
    type: 'OrderCountyVisit',
    data: { reason: 'CLOSE_RELATIVE' },
  })
  script.case(workdaysAfter(submittedOn, 3), countyStaff.surveyor, {
    type: 'RecordCountyVisit',
    data: visitBy(household, [countyStaff.surveyor, countyStaff.checker]),
  })
}

/** Under the delegation there is no dossier to the county: the township confirms, publishes, and files the decision. */
const decideInTownship = ({ script, household, staff }: Application, holder: string, noticeOverOn: Day): void => {
  const decidedOn = workdaysAfter(noticeOverOn, 2)
  script.case(decidedOn, staff.confirmer, grant(household, holder))
  script.case(workdaysAfter(decidedOn, 1), staff.assistant, publish(household))
  script.case(workdaysAfter(decidedOn, 3), staff.reviewer, {
    type: 'FileDecision',
    data: { decisionNumber: decisionNumber('审', household) },
  })
}
