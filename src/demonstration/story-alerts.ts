import type { AlertSource } from '../domain/alert/words.ts'
import { addDays, type Day } from '../domain/shared/day.ts'
import { idFrom } from '../log/event-id.ts'
import { leadIdOf } from '../processes/outreach/leads.ts'
import { type Act, commandIdOf, type Script, scriptOf } from './acts.ts'
import { type County, scaledTo } from './county.ts'
import { publishedFromMonitoring } from './echeng-2023.ts'
import { publishedAlerts } from './echeng-schemes.ts'
import type { LeadGroup } from './fates.ts'
import type { DemoHousehold } from './household.ts'
import type { Place } from './places.ts'
import { randomOf } from './random.ts'
import { enrolledIn } from './rolls/enrolled.ts'
import { personOf } from './rolls/ids.ts'
import { townshipStaff } from './staff.ts'
import { beginningOf } from './story-days.ts'
import type { DemoIds } from './story-parts.ts'
import { workdayFrom, workdaysAfter } from './workdays.ts'

const SCHEME = 'subsistenceAllowance'
const FIRST = '2023-01-03'

/** What is noted of a lead, by the group of monitoring from which it came. */
export const leadNotes: Record<LeadGroup, string> = {
  unstable: '监测对象：脱贫不稳定户，收入骤减。',
  edge: '监测对象：边缘易致贫户，支出骤增。',
  sudden: '监测对象：突发严重困难户。',
}

const matterOf = ({ number }: Pick<DemoHousehold, 'number'>): string => `alert ${number}`
const alertOf = (seed: string, matter: string): string => idFrom(seed, matter)

/** The place of the closing act in each alert's script: it opens the leads. */
const CLOSES = 2

/** The case that the alert about a household opens: its id follows from the act that closes the alert. */
export const leadCaseOf = (seed: string, household: Pick<DemoHousehold, 'number'>): string =>
  leadIdOf({ commandId: commandIdOf(seed, matterOf(household), CLOSES) }, SCHEME)

/** The days of a household that comes through monitoring: registered, warned of, looked at, taken over as a lead, verified. */
export const leadDaysOf = (seed: string, household: DemoHousehold) => {
  const early = addDays(beginningOf(seed, household), -16)
  const registered = workdayFrom(early < FIRST ? FIRST : early)
  const raised = workdaysAfter(registered, 1)
  return {
    registered,
    raised,
    visited: workdaysAfter(raised, 1),
    closed: workdaysAfter(raised, 2),
    verified: workdaysAfter(raised, 3),
  }
}

type About = { matter: string; personId: string; place: Place; source: AlertSource; what: string }

/** Raised and looked at by two; answers the script for what follows. */
const raisedAndVisited = (
  seed: string,
  { matter, personId, place, source, what }: About,
  days: { raised: Day; visited: Day },
  finding: 'IN_NEED' | 'NOT_IN_NEED' | 'NOT_MET',
): Script => {
  const script = scriptOf(seed, matter)
  const staff = townshipStaff(place.township)
  const alertId = alertOf(seed, matter)
  script.act('alert', days.raised, staff.assistant, alertId, {
    type: 'RaiseAlert',
    data: { personId, area: place.code, source, what },
  })
  const surveyors = [staff.surveyor.sub, staff.secondSurveyor.sub]
  script.act('alert', days.visited, staff.surveyor, alertId, {
    type: 'RecordAlertVisit',
    data: { surveyors, finding, findings: findings[finding] },
  })
  return script
}

const findings = {
  IN_NEED: '已入户核查，家庭生活确有困难。',
  NOT_IN_NEED: '已入户核查，基本生活有保障。',
  NOT_MET: '两次入户均未见到本人，邻居称外出务工。',
} as const

const sources: Record<LeadGroup, AlertSource> = {
  unstable: 'RURAL_REVITALIZATION',
  edge: 'RURAL_REVITALIZATION',
  sudden: 'MEDICAL_COST',
}

/** The printed households that came onto the roll through monitoring: each alert ends as a lead. */
const enteredOf = (seed: string, ids: DemoIds, household: DemoHousehold, lead: LeadGroup): readonly Act[] => {
  const days = leadDaysOf(seed, household)
  const { place } = household
  const matter = matterOf(household)
  const about = { matter, personId: ids.personOf(household, 0), place, source: sources[lead], what: leadNotes[lead] }
  const script = raisedAndVisited(seed, about, days, 'IN_NEED')
  script.act('alert', days.closed, townshipStaff(place.township).caseWorker, alertOf(seed, matter), {
    type: 'CloseAlert',
    data: { outcome: 'ENTERED', schemes: [SCHEME], enquiryId: null, note: leadNotes[lead] },
  })
  return script.acts
}

/** How the printed alerts ended of which no household came onto the roll: the report prints no more than their sum. */
const ended = { COVERED_ALREADY: 20, NOT_IN_NEED: 13, REFERRED: 5, NOT_FOUND: 2 } as const
type Ended = keyof typeof ended
type Other = Ended | 'OPEN'

const enteredOrEnded = Object.values(ended).reduce<number>(
  (sum, count) => sum + count,
  publishedFromMonitoring.total.households,
)
const others: Readonly<Record<Other, number>> = { ...ended, OPEN: publishedAlerts - enteredOrEnded }

/** Every alert of the year: those that became leads, and the others with their ends; one is still open. */
export const alertStories = (county: County, ids: DemoIds): readonly Act[] => {
  const { seed, fresh } = county
  const entered = fresh.flatMap((household) =>
    'fresh' in household.fate && household.fate.lead ? enteredOf(seed, ids, household, household.fate.lead) : [],
  )
  const scaled = scaledTo(county.scale)
  const ends = (Object.keys(others) as Other[]).flatMap((end) => Array.from({ length: scaled(others[end]) }, () => end))
  const known = steadyPeople(county, ids)
  const random = randomOf(`${seed}/alerts`)
  return [
    ...entered,
    ...ends.flatMap((end, index) => {
      const about = known(end, index)
      const raised = end === 'OPEN' ? '2023-12-27' : workdayFrom(addDays('2023-02-01', random.int(290)))
      return otherStory(seed, { ...about, matter: `alert X${index + 1}` }, { end, raised })
    }),
  ]
}

type Known = Pick<About, 'personId' | 'place'>

/** Who is warned of: families on the roll already where they are covered, and aged people otherwise. */
const steadyPeople = ({ seed, roll, schemes }: County, ids: DemoIds) => {
  const families = roll.filter(({ fate }) => 'roll' in fate && fate.roll === 'STEADY')
  const aged = enrolledIn(schemes, 'agedAllowance')
  return (end: Other, index: number): Known => {
    const family = families[index % families.length]
    const old = aged[(index * 7) % aged.length]
    if (!family || !old) throw new Error('nobody is left to be warned of')
    return end === 'COVERED_ALREADY'
      ? { personId: ids.personOf(family, 0), place: family.place }
      : { personId: personOf(seed, old.number), place: old.place }
  }
}

const otherStory = (
  seed: string,
  about: Pick<About, 'matter' | 'personId' | 'place'>,
  { end, raised }: { end: Other; raised: Day },
): readonly Act[] => {
  const { matter, place } = about
  const days = { raised, visited: workdaysAfter(raised, 2) }
  const alert = { ...about, source: 'LOW_INCOME_MONITORING' as const, what: '低收入人口动态监测提示支出骤增。' }
  const finding = end === 'NOT_FOUND' ? 'NOT_MET' : end === 'REFERRED' ? 'IN_NEED' : 'NOT_IN_NEED'
  const script = raisedAndVisited(seed, alert, days, finding)
  if (end === 'OPEN') return script.acts.slice(0, 1)
  const enquiryId = end === 'REFERRED' ? referral(script, seed, about, days.visited) : null
  script.act('alert', workdaysAfter(days.visited, 1), townshipStaff(place.township).caseWorker, alertOf(seed, matter), {
    type: 'CloseAlert',
    data: { outcome: end, schemes: [], enquiryId, note: notes[end] },
  })
  return script.acts
}

const notes: Readonly<Record<Ended, string>> = {
  COVERED_ALREADY: '该户已纳入保障，无需新增。',
  NOT_IN_NEED: '不符合救助条件，继续关注。',
  REFERRED: '已转介医疗保障部门。',
  NOT_FOUND: '未见到本人，村（居）委会继续留意。',
}

/** What no scheme here answers goes to another department, through the one window. */
const referral = (
  script: Script,
  seed: string,
  { matter, personId, place }: Pick<About, 'matter' | 'personId' | 'place'>,
  on: Day,
): string => {
  const enquiryId = idFrom(seed, `enquiry of ${matter}`)
  const { caseWorker } = townshipStaff(place.township)
  script.act('enquiry', on, caseWorker, enquiryId, {
    type: 'ReceiveEnquiry',
    data: {
      personId,
      area: place.code,
      channel: 'OTHER',
      kind: 'NEED',
      call: null,
      caller: null,
      what: '入户核查发现住院自付费用较大。',
      origin: { kind: 'ALERT', id: alertOf(seed, matter) },
    },
  })
  script.act('enquiry', on, caseWorker, enquiryId, {
    type: 'ReferTo',
    data: {
      referrals: [
        {
          to: { kind: 'DEPARTMENT', department: 'MEDICAL_INSURANCE', office: '示范县医疗保障局' },
          matter: '医疗救助',
          answerBy: addDays(on, 14),
        },
      ],
    },
  })
  return enquiryId
}
