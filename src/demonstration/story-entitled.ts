import { addDays, addMonths, type Day, lastDayOf, monthOf } from '../domain/shared/day.ts'
import type { Script } from './acts.ts'
import type { RollFate } from './fates.ts'
import type { DemoHousehold } from './household.ts'
import { type Place, places } from './places.ts'
import { addressOf, amountOf } from './roll.ts'
import { countyStaff, townshipStaff } from './staff.ts'
import { assessmentOf, type DemoIds, decisionNumber, memberInput } from './story-parts.ts'
import { workdayFrom, workdaysAfter } from './workdays.ts'

type Entitled = {
  script: Script
  household: DemoHousehold
  ids: DemoIds
  /** The day on which it begins: in the second half of a month, so that nothing straddles a payment run. */
  on: Day
  staff: ReturnType<typeof townshipStaff>
}

/** The fate in 2023 of a household that was on the roll before 2022; its reviews are the office's (`story-reviews.ts`). */
export const entitledStory = (
  script: Script,
  household: DemoHousehold,
  ids: DemoIds,
  { fate, on }: { fate: RollFate; on: Day },
): void => {
  fates[fate]({ script, household, ids, on, staff: townshipStaff(household.place.township) })
}

type Cause = 'DATA_MATCH' | 'OWN_REPORT'

const openReview = ({ script, on, staff }: Entitled, cause: Cause): void => {
  script.case(on, staff.caseWorker, { type: 'OpenReview', data: { cause } })
}

const assess = ({ script, household, ids, on, staff }: Entitled, incomeFen: number): void => {
  const assessment = assessmentOf(ids.personOf(household, 0), incomeFen, 'REGISTER')
  script.case(workdaysAfter(on, 2), staff.caseWorker, { type: 'AssessIncome', data: { assessment } })
}

const deliver = ({ script, household, ids, on, staff }: Entitled, number: string): void => {
  script.case(workdaysAfter(on, 4), staff.caseWorker, {
    type: 'DeliverWrittenNotice',
    data: { decisionNumber: number, receivedBy: ids.personOf(household, 0) },
  })
}

const change = (
  entitled: Entitled,
  type: 'DecideIncrease' | 'DecideReduction',
  to: { members: number; incomeFen: number; reasons: string },
): void => {
  const { script, household, on } = entitled
  const number = decisionNumber('变', household)
  const amountFen = amountOf(household, 2023, to.members, to.incomeFen)
  script.case(workdaysAfter(on, 3), countyStaff.confirmer, {
    type,
    data: { decisionNumber: number, amountFen, reasons: to.reasons },
  })
  if (type === 'DecideReduction') deliver(entitled, number)
}

const stop = (
  { script, household, on }: Entitled,
  ground: 'INCOME' | 'DEATH' | 'MOVED_OUT' | 'OWN_WISH',
  reasons: string,
): void => {
  script.case(workdaysAfter(on, 3), countyStaff.confirmer, {
    type: 'DecideTermination',
    data: { decisionNumber: decisionNumber('停', household), ground, reasons },
  })
}

/** Income per head in fen that no standard allows. */
const TOO_MUCH = 90_000

const recordDeath = ({ script, household, ids, on, staff }: Entitled, index: number): void => {
  const personId = ids.personOf(household, index)
  const diedOn = addDays(on, -3)
  script.person(on, staff.caseWorker, personId, {
    type: 'RecordDeath',
    data: { diedOn, source: '殡葬信息比对' },
  })
  script.case(on, staff.caseWorker, { type: 'RemoveMember', data: { personId, leftOn: diedOn, reason: 'DIED' } })
}

const memberDies = (entitled: Entitled): void => {
  const { members, incomeFen } = entitled.household
  const left = members.length - 1
  // What the one who died had is gone with them: whole ten-yuan steps, so that the sheet stays readable.
  const remaining = Math.floor((incomeFen * left) / members.length / 1000) * 1000
  recordDeath(entitled, left)
  assess(entitled, remaining)
  change(entitled, 'DecideReduction', { members: left, incomeFen: remaining, reasons: '共同生活成员死亡一人。' })
}

const childIsBorn = (entitled: Entitled): void => {
  const { script, household, ids, on, staff } = entitled
  const { newborn, members, incomeFen } = household
  if (!newborn) throw new Error(`${household.number} expects a child`)
  const personId = ids.personOf(household, members.length)
  const { name, idNumber, sex, birthDate } = newborn
  script.person(on, staff.caseWorker, personId, {
    type: 'RegisterPerson',
    data: { name, idNumber, sex, birthDate, address: addressOf(household), area: household.place.code },
  })
  script.case(on, staff.caseWorker, {
    type: 'AddMember',
    data: { member: memberInput(personId, newborn), joinedOn: birthDate },
  })
  assess(entitled, incomeFen)
  const reasons = '新增共同生活成员一人。'
  change(entitled, 'DecideIncrease', { members: members.length + 1, incomeFen, reasons })
}

const incomeMoves = (entitled: Entitled, type: 'DecideIncrease' | 'DecideReduction'): void => {
  const { members, incomeFen: before } = entitled.household
  const falls = type === 'DecideIncrease'
  const incomeFen = falls ? Math.floor(before / 2000) * 1000 : before + members.length * 12_000
  openReview(entitled, falls ? 'OWN_REPORT' : 'DATA_MATCH')
  assess(entitled, incomeFen)
  change(entitled, type, { members: members.length, incomeFen, reasons: falls ? '家庭收入减少。' : '家庭收入增加。' })
}

const suspendedAndResumed = ({ script, on }: Entitled): void => {
  const resumedOn = workdayFrom(addDays(lastDayOf(addMonths(monthOf(on), 2)), -6))
  script.case(on, countyStaff.confirmer, {
    type: 'SuspendEntitlement',
    data: { until: addDays(resumedOn, 30), reasons: '多次入户未见，待核实。' },
  })
  script.case(resumedOn, countyStaff.confirmer, {
    type: 'ResumeEntitlement',
    data: { fromMonth: addMonths(monthOf(resumedOn), 1), reasons: '已联系上，家庭情况未变。' },
  })
}

const gradualExit = (entitled: Entitled, months: number): void => {
  const { script, household, ids, on } = entitled
  openReview(entitled, 'DATA_MATCH')
  assess(entitled, TOO_MUCH * household.members.length)
  const lastMonth = addMonths(monthOf(on), months)
  script.case(workdaysAfter(on, 3), countyStaff.confirmer, {
    type: 'StartGradualExit',
    data: {
      decisionNumber: decisionNumber('渐', household),
      personId: ids.personOf(household, 0),
      lastMonth,
      reasons: '就业后人均收入超过保障标准，给予渐退期。',
    },
  })
  deliver(entitled, decisionNumber('渐', household))
  const over = workdayFrom(`${addMonths(lastMonth, 1)}-02`)
  script.case(over, countyStaff.confirmer, { type: 'RecordDueFacts', data: {} })
  script.case(workdaysAfter(over, 1), countyStaff.confirmer, { type: 'CloseCase', data: {} })
}

const leavesByIncome = (entitled: Entitled): void => {
  openReview(entitled, 'DATA_MATCH')
  assess(entitled, TOO_MUCH * entitled.household.members.length)
  stop(entitled, 'INCOME', '人均月收入高于保障标准。')
  deliver(entitled, decisionNumber('停', entitled.household))
}

const leavesByDeath = (entitled: Entitled): void => {
  recordDeath(entitled, 0)
  stop(entitled, 'DEATH', '保障对象死亡，户内无其他成员。')
}

const leaves = (entitled: Entitled, ground: 'MOVED_OUT' | 'OWN_WISH', reasons: string): void => {
  openReview(entitled, 'OWN_REPORT')
  stop(entitled, ground, reasons)
  deliver(entitled, decisionNumber('停', entitled.household))
}

/** To another township of the same kind, which pays from the next month on: no month is lost and none is paid twice. */
const movesTownship = ({ script, household, on, staff }: Entitled): void => {
  const to = otherTownship(household)
  const toStaff = townshipStaff(to.township)
  script.case(on, staff.reviewer, {
    type: 'RequestTransfer',
    data: { to: to.code, areaKind: to.areaKind, reasons: '全家迁至本县其他乡镇（街道）居住。' },
  })
  script.case(workdaysAfter(on, 3), toStaff.reviewer, {
    type: 'AcceptTransfer',
    data: { area: to.code, fromMonth: addMonths(monthOf(on), 1), reasons: '已入户核实居住情况。' },
  })
}

const otherTownship = ({ place, areaKind }: DemoHousehold): Place => {
  const found = places.find((one) => one.areaKind === areaKind && one.township !== place.township)
  if (!found) throw new Error(`there is no other ${areaKind} township`)
  return found
}

const fates: Record<RollFate, (entitled: Entitled) => void> = {
  STEADY: () => {},
  MEMBER_DIES: memberDies,
  CHILD_IS_BORN: childIsBorn,
  INCOME_FALLS: (entitled) => incomeMoves(entitled, 'DecideIncrease'),
  INCOME_RISES: (entitled) => incomeMoves(entitled, 'DecideReduction'),
  SUSPENDED_AND_RESUMED: suspendedAndResumed,
  GRADUAL_EXIT_RUNNING: (entitled) => gradualExit(entitled, 6),
  MOVES_TOWNSHIP: movesTownship,
  LEAVES_BY_INCOME: leavesByIncome,
  LEAVES_BY_DEATH: leavesByDeath,
  LEAVES_BY_MOVE: (entitled) => leaves(entitled, 'MOVED_OUT', '全家户籍迁出本县。'),
  LEAVES_BY_OWN_WISH: (entitled) => leaves(entitled, 'OWN_WISH', '本人书面申请退出。'),
  LEAVES_BY_GRADUAL_EXIT: (entitled) => gradualExit(entitled, 3),
}
