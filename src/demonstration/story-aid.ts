import { addDays, type Day } from '../domain/shared/day.ts'
import { idFrom } from '../log/event-id.ts'
import { type Act, scriptOf } from './acts.ts'
import { awardsOf, type Granted } from './awards.ts'
import { type County, scaledTo } from './county.ts'
import { publishedStandards } from './echeng-2023.ts'
import { publishedAid } from './echeng-schemes.ts'
import type { DemoHousehold } from './household.ts'
import { randomOf } from './random.ts'
import { reserveActs } from './reserves.ts'
import { countyStaff, townshipStaff } from './staff.ts'
import { delegation } from './story-decision.ts'
import { expenditureStory, hasStudent } from './story-expenditure.ts'
import { assessmentOf, type DemoIds, memberInput } from './story-parts.ts'
import { workdayFrom, workdaysAfter } from './workdays.ts'

const SCHEME = 'temporaryAssistance'

/** One help of the story: who gets what; and of an aid first, on which day and whether the paperwork is ever completed. */
type Given = { household: DemoHousehold; granted: Granted; monitored: boolean }
type Aid = Given & { on: Day; isLate: boolean }

const hardships = [
  { cause: 'FIRE', account: '夜间失火，住房及口粮烧毁。' },
  { cause: 'TRAFFIC_ACCIDENT', account: '交通事故致重伤，肇事方逃逸。' },
  { cause: 'SUDDEN_ILLNESS', account: '突发重大疾病，急需住院治疗。' },
  { cause: 'LOST_INCOME', account: '主要劳动力受伤，收入突然中断。' },
  { cause: 'OTHER_ACCIDENT', account: '劳作时摔伤骨折，住院治疗。' },
] as const

/** How many of the printed person-times of families in town are expenditure aid: the report does not say how many were. */
const FOR_EXPENDITURE = 60

/** How many aids stay without their paperwork beyond its day, for the board of what is overdue. */
const LATE = 3

/**
 * The printed person-times of temporary assistance: most as aid first from the townships' reserves with the paperwork after
 * it, those of the two groups on the poverty register and others; some of families in town as expenditure aid by the full
 * procedure. Together with what the reserves are paid.
 */
export const aidStories = (county: County, ids: DemoIds): readonly Act[] => {
  const { aids, bills } = aidsOf(county)
  return [
    ...bills.flatMap((bill, index) => expenditureStory(county.seed, ids, bill, index)),
    ...aids.flatMap((aid, index) => aidStory(county.seed, ids, aid, index)),
    ...reserveActs(county.seed, drawsOf(aids)),
  ]
}

const drawsOf = (aids: readonly Aid[]) =>
  aids.map(({ household, granted, on }) => ({ township: household.place.township, yuan: granted.yuan, on }))

const steadyOf = ({ roll }: County, isOf: (household: DemoHousehold) => boolean): readonly DemoHousehold[] =>
  roll.filter((household) => 'roll' in household.fate && household.fate.roll === 'STEADY' && isOf(household))

const aidsOf = (county: County): { aids: readonly Aid[]; bills: readonly Given[] } => {
  const scaled = scaledTo(county.scale)
  const { total, outOfPoverty, monitored } = publishedAid
  const rest = {
    personTimes: total.personTimes - outOfPoverty.personTimes - monitored.personTimes,
    yuan: total.yuan - outOfPoverty.yuan - monitored.yuan,
  }
  const rural = publishedStandards.rural[2023]
  const urban = publishedStandards.urban[2023]
  const awards = (group: { personTimes: number; yuan: number }, standard: number) =>
    awardsOf(scaled(group.personTimes), scaledMoney(scaled, group.yuan), standard)
  const onRegister = steadyOf(county, ({ areaKind, povertyRegister }) => areaKind === 'RURAL' && povertyRegister)
  const inTown = steadyOf(county, ({ areaKind, povertyRegister }) => areaKind === 'URBAN' && !povertyRegister)
  const random = randomOf(`${county.seed}/aid`)
  const others = awards(rest, urban).map((granted) => ({ granted, monitored: false }))
  const withBills = scaled(FOR_EXPENDITURE)
  const [studying, ill] = [inTown.filter(hasStudent), inTown.filter((household) => !hasStudent(household))]
  const forStudies = Math.min(studying.length, Math.ceil(withBills / 4))
  const bills = [...pair(studying, others.slice(0, forStudies)), ...pair(ill, others.slice(forStudies, withBills))]
  const given = [
    ...pair(onRegister, [
      ...awards(monitored, rural).map((granted) => ({ granted, monitored: true })),
      ...awards(outOfPoverty, rural).map((granted) => ({ granted, monitored: false })),
    ]),
    ...pair(ill.slice(withBills), others.slice(withBills)),
  ]
  const late = Math.min(LATE, Math.ceil(given.length / 40))
  const aids = given.map((aid, index) => ({
    ...aid,
    on: workdayFrom(addDays('2023-01-12', random.int(300))),
    isLate: index >= given.length - late,
  }))
  return { aids, bills }
}

/** Money of a group at a scale, in whole ten yuan. */
const scaledMoney = (scaled: (count: number) => number, yuan: number): number => scaled(yuan / 10) * 10

const pair = <Of>(households: readonly DemoHousehold[], all: readonly Of[]): (Of & { household: DemoHousehold })[] =>
  all.map((one, index) => {
    const household = households[index % households.length]
    if (!household) throw new Error('nobody is left to be helped')
    return { ...one, household }
  })

const aidStory = (
  seed: string,
  ids: DemoIds,
  { household, granted, on, monitored, isLate }: Aid,
  index: number,
): readonly Act[] => {
  const matter = `T${String(index + 1).padStart(6, '0')}`
  const script = scriptOf(seed, matter, idFrom(seed, `case/${matter}`))
  const staff = townshipStaff(household.place.township)
  const recipient = ids.personOf(household, 0)
  const decisionNumber = `示临救〔2023〕${matter}号`
  const isDelegated = household.place.township === delegation.to
  script.case(on, staff.caseWorker, {
    type: 'RegisterIntake',
    data: {
      scheme: SCHEME,
      area: household.place.code,
      areaKind: household.areaKind,
      filing: 'HOUSEHOLD',
      applicant: recipient,
      proxy: null,
      members: household.members.map((member, at) => memberInput(ids.personOf(household, at), member)),
      declared: assessmentOf(recipient, household.incomeFen, 'DECLARED'),
      povertyRegister: household.povertyRegister,
      commitmentSignedOn: on,
      particulars: {
        kind: 'EMERGENCY',
        // Each household is helped once for a cause of its own; monitored families have fallen back.
        hardship: monitored
          ? { cause: 'RETURN_TO_POVERTY', account: '监测户，突发变故后生活难以为继。' }
          : { ...(hardships[index % hardships.length] ?? hardships[0]) },
        happenedOn: addDays(on, -2),
        place: household.place.code,
        urgent: true,
        immediate: true,
        spendingFen: 0,
        certified: null,
        returnedToPoverty: monitored,
        againBecause: null,
        award: granted.awardOn(on),
        stages: null,
      },
    },
  })
  script.case(on, isDelegated ? staff.confirmer : countyStaff.confirmer, {
    type: 'GrantEmergencyAid',
    data: { decisionNumber, recipient, amountFen: granted.yuan * 100, form: 'CASH', noConflictOfInterest: true },
  })
  if (isLate) return script.acts
  const completedOn = workdaysAfter(on, 6)
  script.case(completedOn, staff.caseWorker, {
    type: 'CompletePaperwork',
    data: {
      signedBy: [staff.caseWorker.sub, staff.reviewer.sub],
      signedByRecipient: true,
      formSha256: null,
      outcome: 'BORNE_OUT',
      findings: '入户核实，情况属实。',
    },
  })
  if (isDelegated) script.case(completedOn, staff.reviewer, { type: 'FileDecision', data: { decisionNumber } })
  script.case(workdaysAfter(completedOn, 1), staff.reviewer, { type: 'CloseCase', data: {} })
  return script.acts
}
