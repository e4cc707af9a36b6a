import { timesOfSupport, yuanOf } from './echeng-policies.ts'

// What the same report (echeng-2023) prints of every scheme beside the allowance; the quotes are its own words. Money is
// whole yuan as printed. What it does not print and the county needs all the same is in `assumed`, and is no figure of it. Sums
// and limits are those of the report's policy file.

/** Support for the extremely poor: 816 people by kind of area and form of support. */
export const publishedSupport = {
  total: { persons: 816, quote: '特困供养816户816人' },
  povertyRegister: { persons: 435, quote: '含建档立卡对象户435户435人' },
  forms: {
    ruralCentralized: { persons: 114, quote: '农村集中供养114人' },
    urbanCentralized: { persons: 58, quote: '城市集中供养58人' },
    ruralDispersed: { persons: 509, quote: '农村分散供养509人' },
    urbanDispersed: { persons: 135, quote: '城市分散供养135人' },
  },
  timesStandard: { value: timesOfSupport(), quote: '特困供养保障标准为城乡低保的2倍' },
} as const

/** The children, all of them with families: no orphan in an institution is printed. */
export const publishedChildren = {
  ruralOrphans: { persons: 4, quote: '农村孤儿4人' },
  urbanOrphans: { persons: 15, quote: '城市分散孤儿15人' },
  unsupported: { persons: 190, quote: '事实无人抚养儿童190人' },
  monthly: {
    yuan: yuanOf('unsupportedChildAllowance'),
    quote: '孤儿、事实无人抚养儿童基本生活月保障水平提高至1500元/每人',
  },
} as const

/** The two subsidies for disabled people. Their sums per month are not printed. */
export const publishedDisabled = {
  living: { persons: 3426, quote: '3426人纳入了困难残疾人生活补贴' },
  nursing: { persons: 8282, quote: '8282人纳入了重度残疾人护理补贴' },
} as const

/** The aged: tiers by age, and two counts that add up over the months to September. */
export const publishedAged = {
  tiers: {
    80: { yuan: yuanOf('agedAllowance', 'AGED_80'), quote: '80-89岁100元/月' },
    90: { yuan: yuanOf('agedAllowance', 'AGED_90'), quote: '90-99岁200元/月' },
    100: { yuan: yuanOf('agedAllowance', 'AGED_100'), quote: '100岁以上500元/月' },
  },
  allowance: { persons: 10_724, quote: '截至9月累计为10724名80周岁以上的老年人发放高龄津贴1026.81万元' },
  disabledSubsidy: { persons: 359, quote: '累计为359名' },
} as const

/** Temporary assistance in person-times and yuan: all of it, and the two groups of the poverty register. */
export const publishedAid = {
  total: { personTimes: 941, yuan: 2_366_000, quote: '全区共实施临时救助941人次' },
  outOfPoverty: { personTimes: 401, yuan: 894_000, quote: '建档立卡脱贫户401人次89.4万元' },
  monitored: { personTimes: 42, yuan: 147_000, quote: '监测户42人次14.7万元' },
} as const

/** Alerts of monitoring. */
export const publishedAlerts = { count: 123, quote: '截至目前已预警123条' } as const

/** Homes adapted for the aged. */
export const publishedAdaptation = {
  households: 261,
  yuan: yuanOf('homeAdaptation'),
  quote: '为261户特殊困难老年人家庭实施居家适老化改造',
} as const

/**
 * Sums per month in yuan that the report does not print. For ten months, 70 and 100 yuan for the printed persons come within a
 * third of a per cent of the printed money of both disability subsidies; 100 yuan for nine months is what an aged disabled
 * person would get for somewhat less than the printed sum per head. A burial under a tree, which it does not mention, is paid
 * once.
 */
export const assumed = { disabilityLiving: 70, disabilityNursing: 100, agedDisabled: 100, treeBurial: 1000 } as const
