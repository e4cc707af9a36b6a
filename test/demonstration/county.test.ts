import { describe, expect, test } from 'vitest'
import { countyOf, DEMONSTRATION_SEED, partsOf } from '../../src/demonstration/county.ts'
import { publishedFromMonitoring, publishedRoll, rollParts } from '../../src/demonstration/echeng-2023.ts'
import type { DemoHousehold } from '../../src/demonstration/household.ts'
import { rollRows } from '../../src/demonstration/roll.ts'
import { checkHousehold } from '../../src/processes/roll-file/check-household.ts'
import { idNumber } from '../../src/processes/roll-file/id-number-cell.ts'
import { readHeadings } from '../../src/processes/roll-file/read-headings.ts'
import { readRow } from '../../src/processes/roll-file/read-row.ts'

const county = countyOf(DEMONSTRATION_SEED)
const households = [...county.roll, ...county.fresh]

/** Members in December 2023, when everything in store for the household has happened; 0 when it is not on the roll then. */
const inDecember = ({ members, fate }: DemoHousehold): number => {
  if ('fresh' in fate) return fate.fresh.startsWith('GRANTED') ? members.length : 0
  if (fate.roll.startsWith('LEAVES')) return 0
  if (fate.roll === 'MEMBER_DIES') return members.length - 1
  return fate.roll === 'CHILD_IS_BORN' ? members.length + 1 : members.length
}

const counted = (among: readonly DemoHousehold[]) => {
  const sizes = among.map(inDecember).filter((size) => size > 0)
  return { households: sizes.length, persons: sizes.reduce((sum, size) => sum + size, 0) }
}

describe('the made-up county', () => {
  test('has in December 2023 the published households and persons, in all and in every part', () => {
    const { households: total, persons } = publishedRoll.total
    expect(counted(households)).toEqual({ households: total, persons })
    for (const part of rollParts) {
      const own = households.filter(
        ({ areaKind, povertyRegister }) => areaKind === part.areaKind && povertyRegister === part.povertyRegister,
      )
      expect(counted(own)).toEqual({ households: part.households, persons: part.persons })
    }
  })

  test('has the published counts for any other seed as well', () => {
    const other = countyOf('another')
    expect(counted([...other.roll, ...other.fresh])).toEqual({
      households: publishedRoll.total.households,
      persons: publishedRoll.total.persons,
    })
  })

  test('has every fate in a small one as well, and the counts scaled', () => {
    const small = countyOf(DEMONSTRATION_SEED, 'small')
    const all = [...small.roll, ...small.fresh]
    const sum = (key: 'households' | 'persons') => partsOf('small').reduce((total, part) => total + part[key], 0)
    expect(counted(all)).toEqual({ households: sum('households'), persons: sum('persons') })
    const fates = (among: readonly DemoHousehold[]) => new Set(among.map(({ fate }) => Object.values(fate)[0]))
    expect(fates(all)).toEqual(fates(households))
  })

  test('takes in the published households from monitoring', () => {
    const leads = county.fresh.filter(({ fate }) => 'fresh' in fate && fate.lead !== null)
    expect(counted(leads)).toEqual({
      households: publishedFromMonitoring.total.households,
      persons: publishedFromMonitoring.total.persons,
    })
  })

  test('is the same for the same seed, byte for byte, and another for another', () => {
    const bytes = (seed: string) => JSON.stringify([...rollRows(countyOf(seed))])
    expect(bytes(DEMONSTRATION_SEED)).toBe(bytes(DEMONSTRATION_SEED))
    expect(bytes(DEMONSTRATION_SEED)).not.toBe(bytes('another'))
  })

  test('gives everybody an ID number of their own, with a valid check digit and a prefix assigned to no place', () => {
    const numbers = households.flatMap(({ members }) => members.map((member) => member.idNumber))
    expect(new Set(numbers).size).toBe(numbers.length)
    for (const { members } of households)
      for (const { idNumber: number, birthDate, sex } of members) {
        expect(idNumber(number)).toEqual({ value: { number, birthDate, sex, area: '990101' } })
      }
  })

  test('hands over a roll in which every household is sound', () => {
    const [headings, ...rows] = [...rollRows(county)]
    const columns = readHeadings(headings ?? [])
    const groups = Map.groupBy(
      rows.map((cells, index) => readRow({ row: index + 2, cells }, columns)),
      ({ household }) => household,
    )
    expect(groups.size).toBe(county.roll.length)
    for (const [first, ...others] of groups.values()) {
      if (!first) throw new Error('a group has a row')
      const checked = checkHousehold([first, ...others], { area: '990101', today: '2021-12-28' })
      expect(checked.findings).toEqual([])
      expect(checked.household?.members).toHaveLength(others.length + 1)
    }
  })
})
