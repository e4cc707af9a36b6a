import { ownAccount } from '../domain/scheme/payee.ts'
import type { Day } from '../domain/shared/day.ts'
import type { DemoHousehold } from './household.ts'
import { amountOf } from './roll.ts'
import { countyStaff } from './staff.ts'
import { type Application, decisionNumber, noticePlaces, visitBy } from './story-parts.ts'
import { workdaysAfter } from './workdays.ts'

/** The township that confirms by itself, and from when. */
export const delegation = { to: '990101005', from: '2023-07-03' } as const

/** From the dossier, or straight from the notice where the township confirms, to the end of the fate. */
export const decide = (application: Application, submittedOn: Day): void => {
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
    payee: ownAccount,
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
