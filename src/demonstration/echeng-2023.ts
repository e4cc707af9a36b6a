import { SUBSISTENCE_ALLOWANCE } from '../domain/scheme/subsistence-allowance/code.ts'
import type { AreaKind } from '../domain/shared/area.ts'
import { printedPeople } from './echeng/printed.ts'
import { yuanOf } from './echeng-policies.ts'

// The county of the demonstration borrows its counts from the report and its standards from the report's policy file, nothing
// else: its people, places and documents are made up.

const SCHEME = SUBSISTENCE_ALLOWANCE

/** One part of the allowance roll (低保在册). */
export type RollPart = {
  key: 'rural-register' | 'rural-other' | 'urban-register' | 'urban-other'
  areaKind: AreaKind
  povertyRegister: boolean
  households: number
  persons: number
}

/** The allowance roll as printed: in all, rural and urban, each with its part on the poverty register. */
export const publishedRoll = {
  total: printedPeople(SCHEME),
  rural: printedPeople(`${SCHEME}.rural`),
  ruralRegister: printedPeople(`${SCHEME}.rural.povertyRegister`),
  urban: printedPeople(`${SCHEME}.urban`),
  urbanRegister: printedPeople(`${SCHEME}.urban.povertyRegister`),
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
  2022: yuanOf(SCHEME, 'STANDARD', areaKind, 2022),
  2023: yuanOf(SCHEME, 'STANDARD', areaKind, 2023),
})

/**
 * Standards in yuan per person and month, from the policy file of the report. The report prints the rural ones per year
 * (元/年), a unit error: only per month gives its own "89 % of the urban standard" (570 ÷ 640). It prints no day: 1 January is
 * assumed.
 */
export const publishedStandards = { urban: standardsOf('URBAN'), rural: standardsOf('RURAL') } as const

/** Households that came onto the roll from monitoring: 82 of 236 persons, in the three groups that are printed. */
export const publishedFromMonitoring = {
  total: printedPeople(`${SCHEME}.fromMonitoring`),
  unstable: printedPeople(`${SCHEME}.fromMonitoring.unstable`),
  edge: printedPeople(`${SCHEME}.fromMonitoring.edge`),
  sudden: printedPeople(`${SCHEME}.fromMonitoring.sudden`),
} as const
