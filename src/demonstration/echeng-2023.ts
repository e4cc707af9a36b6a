import type { AreaKind } from '../domain/shared/area.ts'
import { yuanOf } from './echeng-policies.ts'

// Every figure here is printed in one report (echeng-2023): the social-assistance work of 鄂州市鄂城区 (湖北) in 2023, "to date"
// at the end of that year. The quotes are the report's own words. The county of the demonstration borrows the counts and the
// standards, nothing else: its people, places and documents are made up.

/** One part of the allowance roll (低保在册). */
export type RollPart = {
  key: 'rural-register' | 'rural-other' | 'urban-register' | 'urban-other'
  areaKind: AreaKind
  povertyRegister: boolean
  households: number
  persons: number
}

const printed = {
  total: '全区在册城乡低保对象4758户7525人',
  rural: '农村低保2748户4454人',
  ruralRegister: '含建档立卡对象1690户2873人',
  urban: '城市低保2010户3071人',
  urbanRegister: '含建档立卡对象226户349人',
} as const

/** The allowance roll as printed: households and persons, in all, rural and urban, each with its part on the poverty register. */
export const publishedRoll = {
  total: { households: 4758, persons: 7525, quote: printed.total },
  rural: { households: 2748, persons: 4454, quote: printed.rural },
  ruralRegister: { households: 1690, persons: 2873, quote: printed.ruralRegister },
  urban: { households: 2010, persons: 3071, quote: printed.urban },
  urbanRegister: { households: 226, persons: 349, quote: printed.urbanRegister },
} as const

const { rural, ruralRegister, urban, urbanRegister } = publishedRoll

/** The roll in four parts that do not overlap; their sums are the printed figures. */
export const rollParts: readonly RollPart[] = [
  {
    key: 'rural-register',
    areaKind: 'RURAL',
    povertyRegister: true,
    households: ruralRegister.households,
    persons: ruralRegister.persons,
  },
  {
    key: 'rural-other',
    areaKind: 'RURAL',
    povertyRegister: false,
    households: rural.households - ruralRegister.households,
    persons: rural.persons - ruralRegister.persons,
  },
  {
    key: 'urban-register',
    areaKind: 'URBAN',
    povertyRegister: true,
    households: urbanRegister.households,
    persons: urbanRegister.persons,
  },
  {
    key: 'urban-other',
    areaKind: 'URBAN',
    povertyRegister: false,
    households: urban.households - urbanRegister.households,
    persons: urban.persons - urbanRegister.persons,
  },
]

const standardsOf = (areaKind: AreaKind) => ({
  2022: yuanOf('subsistenceAllowance', 'STANDARD', areaKind, 2022),
  2023: yuanOf('subsistenceAllowance', 'STANDARD', areaKind, 2023),
})

/**
 * Standards in yuan per person and month, from the policy file of the report. The report prints the rural ones per year
 * (元/年), a unit error: only per month gives its own "89 % of the urban standard" (570 ÷ 640). It prints no day: 1 January is
 * assumed.
 */
export const publishedStandards = {
  urban: { ...standardsOf('URBAN'), quote: '城市低保标准从2022年的620元/月提高到640元/月' },
  rural: { ...standardsOf('RURAL'), quote: '农村低保标准从540元/年提高到570元/年' },
} as const

/** Households that came onto the roll from monitoring: 82 of 236 persons, in the three groups that are printed. */
export const publishedFromMonitoring = {
  total: { households: 82, persons: 236, quote: '纳入城乡低保82户236人' },
  unstable: { households: 18, persons: 50, quote: '脱贫不稳定户18户50人' },
  edge: { households: 19, persons: 50, quote: '边缘易致贫户19户50人' },
  sudden: { households: 45, persons: 136, quote: '突发严重困难户45户136人' },
} as const
