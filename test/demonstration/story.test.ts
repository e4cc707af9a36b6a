import { describe, expect, test } from 'vitest'
import { countyOf, DEMONSTRATION_SEED } from '../../src/demonstration/county.ts'
import { hubeiPrices } from '../../src/demonstration/hubei-prices.ts'
import { STORY_ENDS, storyMonths, storyOf } from '../../src/demonstration/story.ts'
import { reviewTasks } from '../../src/demonstration/story-reviews.ts'
import { workdayFrom } from '../../src/demonstration/workdays.ts'
import { judgeMonth } from '../../src/domain/price/trigger.ts'
import { versionOf } from '../../src/domain/price/versions.ts'
import { HardshipCause } from '../../src/domain/shared/hardship.ts'

const SHA256 = 'a'.repeat(64)

describe.each([DEMONSTRATION_SEED, 'another'])('the story of a small county made from %s', (seed) => {
  const acts = storyOf(countyOf(seed, 'small'), SHA256)
  const types = new Set<string>(acts.map(({ command }) => command.type))

  test('has something of every kind, in the order of its days, each command once', () => {
    const kinds = ['alert', 'case', 'crisis', 'enquiry', 'inspection', 'overpayment', 'person', 'price', 'reserve']
    expect([...new Set(acts.map(({ of }) => of))].sort()).toEqual(kinds)
    expect(new Set(acts.map(({ commandId }) => commandId)).size).toBe(acts.length)
    expect(acts.every(({ on }, index) => on <= STORY_ENDS && on >= (acts[index - 1]?.on ?? on))).toBe(true)
  })

  test('warns and refers, helps first and by the full procedure, moves, inspects and asks money back', () => {
    for (const type of [
      'CloseAlert',
      'SettleComplaint',
      'RecordWorkAnswer',
      'RecordWish',
      'ReferTo',
      'GrantEmergencyAid',
      'PostNotice',
      'StartGradualExit',
      'AcceptTransfer',
      'DrawSample',
      'VerifyRectification',
      'DeclarePriceTrigger',
      'NotifyOverpayment',
      'RecordRecovery',
    ])
      expect(types).toContain(type)
    const filed = acts.flatMap(({ command }) => (command.type === 'RegisterIntake' ? [command.data] : []))
    expect(new Set(filed.map(({ scheme }) => scheme))).toEqual(
      new Set([
        'subsistenceAllowance',
        'temporaryAssistance',
        'agedAllowance',
        'homeAdaptation',
        'funeralFeeRelief',
        'ecologicalBurial',
        'charityAid',
        'tuitionAid',
      ]),
    )
    const aids = filed.flatMap(({ scheme, particulars }) =>
      scheme === 'temporaryAssistance'
        ? [particulars as { kind: string; stages: unknown[] | null; hardship: { cause: string } }]
        : [],
    )
    expect(new Set(aids.map(({ kind }) => kind))).toEqual(new Set(['EMERGENCY', 'EXPENDITURE']))
    expect(aids.some(({ stages }) => stages?.length === 2)).toBe(true)
    const causes = new Set(aids.map(({ hardship }) => hardship.cause))
    expect(causes).toEqual(new Set(HardshipCause.options.filter((cause) => cause !== 'OTHER')))
  })
})

test('the reviews of a month are opened, looked into and closed on working days of its first half', () => {
  for (const month of storyMonths) {
    const days = reviewTasks(DEMONSTRATION_SEED, month).map(({ on }) => on)
    expect(days.map(workdayFrom)).toEqual(days)
    expect([...new Set(days)].sort()).toEqual(days)
    expect([month, (days.at(-1) ?? '') <= `${month}-12`]).toEqual([month, true])
  }
})

test('of the months of which a release was at hand, September 2022 triggers by food and August does not', () => {
  const judged = (month: string) =>
    judgeMonth(
      versionOf(month).triggers.map(({ index, atLeast, months }) => ({
        index: index === 'BASE' ? ('CPI' as const) : index,
        atLeast,
        months,
      })),
      month,
      (index, of) => {
        const found = hubeiPrices.find((one) => one.index === index && one.month === of)
        return (
          found &&
          ({ ...found, indexId: '', correctedBy: null, document: { number: '', title: '', issuer: '' } } as never)
        )
      },
    )
  expect(judged('2022-08')).toMatchObject({ met: false })
  expect(judged('2022-09')).toMatchObject({ met: true, triggeredBy: 'FOOD_CPI', rise: 970 })
})
