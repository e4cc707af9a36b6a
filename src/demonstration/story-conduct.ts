import { addDays, type Day } from '../domain/shared/day.ts'
import { type Act, scriptOf } from './acts.ts'
import { type County, scaledTo } from './county.ts'
import type { DemoHousehold } from './household.ts'
import { type Random, randomOf } from './random.ts'
import { enrolledIn } from './rolls/enrolled.ts'
import { caseOf } from './rolls/ids.ts'
import { townshipStaff } from './staff.ts'
import type { DemoIds } from './story-parts.ts'
import { workdayFrom, workdaysAfter } from './workdays.ts'

/** How often in the year: the report counts none of it. */
const COMPLAINTS = 24
const OFFERS = 18
const WISHES = 60

/** In the second half of a month, when no routine review is open. */
const someDay = (random: Random): Day =>
  workdayFrom(addDays(`2023-${String(random.between(2, 11)).padStart(2, '0')}-13`, random.int(5)))

/** What else townships hear and do about whoever is on a roll: complaints, offers of work, the wishes of the supported. */
export const conductStories = (county: County, ids: DemoIds): readonly Act[] => {
  const { seed, scale, roll, schemes } = county
  const scaled = scaledTo(scale)
  const steady = roll.filter(({ fate }) => 'roll' in fate && fate.roll === 'STEADY')
  const able = steady.filter(({ members }) => members.some(({ canWork }) => canWork))
  const supported = enrolledIn(schemes, 'extremePovertySupport').filter(({ home }) => home === null)
  return [
    ...steady.slice(-scaled(COMPLAINTS)).flatMap((household) => complaint(seed, ids, household)),
    ...able.slice(0, scaled(OFFERS)).flatMap((household) => offer(seed, ids, household)),
    ...supported.slice(0, scaled(WISHES)).flatMap(({ number, place }) => {
      const script = scriptOf(seed, `wish ${number}`, caseOf(seed, { number }))
      script.case(someDay(randomOf(`${seed}/wish/${number}`)), townshipStaff(place.township).assistant, {
        type: 'RecordWish',
        data: { wish: 'DISPERSED', statedBy: 'SELF', occasion: 'SURVEY' },
      })
      return script.acts
    }),
  ]
}

const complaint = (seed: string, ids: DemoIds, household: DemoHousehold): readonly Act[] => {
  const script = scriptOf(seed, `complaint ${household.number}`, ids.caseOf(household))
  const { assistant, reviewer } = townshipStaff(household.place.township)
  const on = someDay(randomOf(`${seed}/complaint/${household.number}`))
  const complaintId = script.case(on, assistant, {
    type: 'ReceiveComplaint',
    data: { ground: '匿名来电，反映该户有小汽车。' },
  })
  script.case(workdaysAfter(on, 4), reviewer, {
    type: 'SettleComplaint',
    data: { complaintId, answer: '经入户并核对车辆登记，车辆为邻居所有。' },
  })
  return script.acts
}

/** Declined for a good reason, which counts neither way: three refusals in a row without one would cost the member their share. */
const offer = (seed: string, ids: DemoIds, household: DemoHousehold): readonly Act[] => {
  const script = scriptOf(seed, `offer ${household.number}`, ids.caseOf(household))
  const { assistant } = townshipStaff(household.place.township)
  const on = someDay(randomOf(`${seed}/offer/${household.number}`))
  const at = household.members.findIndex(({ canWork }) => canWork)
  const offerId = script.case(on, assistant, {
    type: 'OfferWork',
    data: { personId: ids.personOf(household, at), job: '乡镇公益性岗位保洁员', suits: '身体健康，离家较近。' },
  })
  script.case(workdaysAfter(on, 2), assistant, {
    type: 'RecordWorkAnswer',
    data: { offerId, answer: 'EXCUSED', reasons: '需照料患病家属，暂不能外出务工。' },
  })
  return script.acts
}
