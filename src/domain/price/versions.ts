import { cited } from '../policy/cited.ts'
import type { Month } from '../shared/day.ts'
import type { PriceGroup } from './groups.ts'
import { refuse } from './refusals.ts'
import type { PriceVersion, TriggerRule } from './version.ts'

const rule = (index: TriggerRule['index'], atLeast: number, clause: string): TriggerRule => ({
  index,
  atLeast: { value: atLeast, clause },
  placesDownTo: null,
  months: 1,
})

const fourGroups: readonly PriceGroup[] = [
  'SUBSISTENCE_ALLOWANCE',
  'EXTREME_POVERTY',
  'UNEMPLOYMENT_BENEFIT',
  'PREFERENTIAL_TREATMENT',
]
const children: readonly PriceGroup[] = ['ORPHAN', 'UNSUPPORTED_CHILD']

/**
 * The versions, oldest first: 发改价格〔2016〕1835号, 〔2020〕278号, 〔2021〕1553号 and the temporary notice of 2022. No text of them
 * was at hand: numbers and terms are as reported, and to be verified before they are claimed as law. One without an end
 * counts until the next one begins; one with an end lies over it for its months.
 */
export const versions: readonly PriceVersion[] = [
  {
    // The first joint notice let each place choose between 3 and 4 %; where none has said so, the higher one is asked for.
    // Its first month is not reported (product default), nor are its groups.
    id: 'before-2016-08',
    from: '2011-03',
    to: null,
    triggers: [
      { index: 'BASE', atLeast: cited(400, 'before-2016-08'), placesDownTo: 300, months: 3 },
      { index: 'GRAIN_PRICE', atLeast: cited(1_000, 'before-2016-08'), placesDownTo: null, months: 3 },
    ],
    groups: null,
    factor: cited(1, 'before-2016-08'),
    payBy: { endOf: 'QUARTER', clause: 'before-2016-08' },
  },
  {
    id: '2016-1835',
    from: '2016-08',
    to: null,
    triggers: [rule('BASE', 350, '2016-1835'), rule('FOOD_CPI', 600, '2016-1835')],
    groups: cited(fourGroups, '2016-1835'),
    factor: cited(1, '2016-1835'),
    payBy: { within: { count: 20, unit: 'WORKING_DAYS', clause: '2016-1835' } },
  },
  {
    id: '2020-278',
    from: '2020-03',
    to: '2020-06',
    triggers: [rule('BASE', 350, '2020-278'), rule('FOOD_CPI', 600, '2020-278')],
    groups: cited([...fourGroups, ...children, 'UNEMPLOYMENT_SUBSIDY'], '2020-278'),
    factor: cited(2, '2020-278'),
    payBy: { within: { count: 20, unit: 'WORKING_DAYS', clause: '2020-278' } },
  },
  {
    // Reported as of late 2021; its first index month is not printed (product default: November).
    id: '2021-1553',
    from: '2021-11',
    to: null,
    triggers: [rule('BASE', 350, '2021-1553'), rule('FOOD_CPI', 600, '2021-1553')],
    groups: cited([...fourGroups, ...children, 'HIV_INFECTED_CHILD'], '2021-1553'),
    factor: cited(1, '2021-1553'),
    payBy: { endOf: 'MONTH', clause: '2021-1553' },
  },
  {
    id: '2022-temp',
    from: '2022-08',
    to: '2023-02',
    triggers: [rule('BASE', 300, '2022-temp'), rule('FOOD_CPI', 600, '2022-temp')],
    groups: cited(
      [...fourGroups, ...children, 'HIV_INFECTED_CHILD', 'UNEMPLOYMENT_SUBSIDY', 'MARGINAL_HOUSEHOLD'],
      '2022-temp',
    ),
    factor: cited(1, '2022-temp'),
    payBy: { endOf: 'MONTH', clause: '2022-temp' },
  },
]

/**
 * The version of an index month: the newest that covers it.
 * @throws Refused `no-price-version` before the first
 */
export const versionOf = (month: Month): PriceVersion => {
  const version = versions.findLast(({ from, to }) => from <= month && (to === null || month <= to))
  if (!version) throw refuse('no-price-version', { month })
  return version
}
