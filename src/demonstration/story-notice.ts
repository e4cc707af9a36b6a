import { addDays, type Day } from '../domain/shared/day.ts'
import { type Application, noticePlaces, visitBy } from './story-parts.ts'
import { workdayFrom, workdaysAfter } from './workdays.ts'

/** Opinion, notice, and what is said against it; answers the day of the dossier. */
export const noticeAndObjections = ({ script, household, fate, staff }: Application, assessedOn: Day): Day => {
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
