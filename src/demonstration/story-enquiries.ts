import { addDays, type Day } from '../domain/shared/day.ts'
import { idFrom } from '../log/event-id.ts'
import { leadIdOf } from '../processes/outreach/leads.ts'
import { type Act, commandIdOf, scriptOf } from './acts.ts'
import { type County, scaledTo } from './county.ts'
import { randomOf } from './random.ts'
import { type Enrolled, enrolledIn } from './rolls/enrolled.ts'
import { personOf } from './rolls/ids.ts'
import { townshipStaff } from './staff.ts'
import { workdayFrom, workdaysAfter } from './workdays.ts'

const AID = 'temporaryAssistance'

/** How many call or come in the year: the report prints no number. */
const ENQUIRIES = 50

/** What they want: a word of advice, another department, aid that is then not due; the last is still open. */
const wants = ['QUESTION', 'DEPARTMENT', 'AID', 'OPEN'] as const
type Want = (typeof wants)[number]

/** Calls on the hotline and visits to the one window: answered, referred to a department or to a scheme, one still open. */
export const enquiryStories = ({ seed, scale, schemes }: County): readonly Act[] => {
  const aged = enrolledIn(schemes, 'agedAllowance').slice(0, Math.max(wants.length, scaledTo(scale)(ENQUIRIES)))
  const random = randomOf(`${seed}/enquiries`)
  return aged.flatMap((one, index) => {
    const want = index === aged.length - 1 ? 'OPEN' : (wants[index % 3] ?? 'QUESTION')
    const on = want === 'OPEN' ? '2023-12-27' : workdayFrom(addDays('2023-01-16', random.int(300)))
    return enquiryStory(seed, one, { want, on, ticket: `GD2023${String(index + 1).padStart(6, '0')}` })
  })
}

const enquiryStory = (
  seed: string,
  { number, place }: Enrolled,
  { want, on, ticket }: { want: Want; on: Day; ticket: string },
): readonly Act[] => {
  const matter = `enquiry ${number}`
  const enquiryId = idFrom(seed, matter)
  const { assistant, caseWorker, surveyor, reviewer } = townshipStaff(place.township)
  const isCall = want !== 'QUESTION'
  // The case that a referral to a scheme opens has its id from the act that refers.
  const lead = leadIdOf({ commandId: commandIdOf(seed, matter, 1) }, AID)
  const script = scriptOf(seed, matter, lead)
  script.act('enquiry', on, assistant, enquiryId, {
    type: 'ReceiveEnquiry',
    data: {
      personId: personOf(seed, number),
      area: place.code,
      channel: isCall ? 'HOTLINE' : 'WINDOW',
      kind: isCall ? 'NEED' : 'QUESTION',
      call: isCall ? { hotline: '12345', ticket } : null,
      caller: null,
      what: isCall ? '反映老人生病住院，家中困难。' : '咨询高龄津贴换卡事宜。',
      origin: null,
    },
  })
  if (want === 'OPEN') return script.acts
  const next = workdaysAfter(on, 1)
  if (want === 'AID') {
    script.act('enquiry', next, caseWorker, enquiryId, {
      type: 'ReferTo',
      data: { referrals: [{ to: { kind: 'SCHEME', scheme: AID }, matter: '临时救助', answerBy: null }] },
    })
    script.case(workdaysAfter(on, 2), surveyor, {
      type: 'VerifyLead',
      data: { inNeed: false, note: '子女已承担医疗费用，暂无困难。' },
    })
  }
  if (want === 'DEPARTMENT') {
    script.act('enquiry', next, caseWorker, enquiryId, {
      type: 'ReferTo',
      data: {
        referrals: [
          {
            to: { kind: 'DEPARTMENT', department: 'MEDICAL_INSURANCE', office: '示范县医疗保障局' },
            matter: '医疗救助',
            answerBy: addDays(next, 14),
          },
        ],
      },
    })
    script.act('enquiry', workdaysAfter(next, 4), caseWorker, enquiryId, {
      type: 'RecordReferralAnswer',
      data: {
        referralId: idFrom(commandIdOf(seed, matter, 1), 'referral 0'),
        outcome: 'HELPED',
        answer: '已按规定给予医疗救助。',
      },
    })
  }
  script.act('enquiry', workdaysAfter(next, 5), reviewer, enquiryId, {
    type: 'CloseEnquiry',
    data: { answer: isCall ? '已转办并回复来电人。' : '已当场答复。' },
  })
  return script.acts
}
