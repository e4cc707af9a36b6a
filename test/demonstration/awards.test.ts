import { expect, test } from 'vitest'
import { awardsOf } from '../../src/demonstration/awards.ts'
import { publishedAid } from '../../src/demonstration/echeng-schemes.ts'

const { outOfPoverty, monitored, total } = publishedAid
const others = {
  personTimes: total.personTimes - outOfPoverty.personTimes - monitored.personTimes,
  yuan: total.yuan - outOfPoverty.yuan - monitored.yuan,
}

test.each([
  ['401 of households out of poverty', outOfPoverty, 570],
  ['42 of monitored ones', monitored, 570],
  ['498 of others', others, 640],
])(
  'awards: %s come to the printed money, one by a conference above the tiers',
  (_what, { personTimes, yuan }, standard) => {
    const awards = awardsOf(personTimes, yuan, standard)
    expect(awards).toHaveLength(personTimes)
    expect(awards.reduce((sum, award) => sum + award.yuan, 0)).toBe(yuan)
    const conferences = awards.filter(({ awardOn }) => awardOn('2023-03-06').by === 'CONFERENCE')
    expect(conferences).toHaveLength(1)
    for (const { yuan: sum } of conferences) {
      expect(sum).toBeGreaterThan(6 * standard)
      expect(sum).toBeLessThanOrEqual(12 * standard)
    }
  },
)

test('awards that cannot come to a sum are not made', () => {
  expect(() => awardsOf(2, 100, 570)).toThrow('no 2 awards come to 100')
})
