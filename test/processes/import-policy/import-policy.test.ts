import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { belowFloor } from '../../../src/domain/policy/floors.ts'
import { delegationFor, parameterFor } from '../../../src/domain/policy/policy.ts'
import { onceFor, rateFor } from '../../../src/domain/policy/rates.ts'
import type { Actor } from '../../../src/domain/shared/actor.ts'
import type { AreaCode, AreaKind } from '../../../src/domain/shared/area.ts'
import type { Month } from '../../../src/domain/shared/day.ts'
import { importPolicy, previewImport } from '../../../src/processes/import-policy/import-policy.ts'
import { readPolicyFile } from '../../../src/processes/import-policy/policy-file.ts'
import { policyFor } from '../../../src/processes/policies.ts'
import { type Desk, openDesk } from '../import-households/desk.ts'

const publisher: Actor = { sub: 'publisher-1', roles: ['policyPublisher'], office: 'nation', area: '000000' }
const places = ['luliang-2020', 'zhuzhou-2020', 'huancui-2019', 'echeng-2023', 'xuchang-2021'] as const
const listOf = async (place: (typeof places)[number]) =>
  readPolicyFile(await readFile(new URL(`../../../policies/${place}.json`, import.meta.url), 'utf8'))

let desk: Desk
beforeAll(async () => {
  const opened = await openDesk()
  // After the last of the five reports.
  desk = { ...opened, deps: { ...opened.deps, clock: { today: () => '2024-01-02' } } }
})
afterAll(() => desk.close())

const outcomes = (planned: readonly { outcome: string }[]) => [...new Set(planned.map(({ outcome }) => outcome))]

/** What a person of a place is paid in a month under a rate, rounded; undefined where nothing is. */
const paid = async (scheme: string, rate: string, area: AreaCode, areaKind: AreaKind, month: Month) =>
  rateFor((await policyFor(desk.deps, area)).policy, { scheme, rate, area, areaKind, month })?.monthlyFen

describe.each(places)('the policy file of %s', (place) => {
  test('is published whole, and a second time nothing is', async () => {
    const list = await listOf(place)
    expect(outcomes(await previewImport(desk.deps, publisher, list))).toEqual(['PUBLISH'])
    const before = await desk.log.head()
    expect(outcomes(await importPolicy(desk.deps, publisher, list))).toEqual(['PUBLISH'])
    const after = await desk.log.head()
    expect(after).not.toBe(before)
    expect(outcomes(await importPolicy(desk.deps, publisher, list))).toEqual(['THERE'])
    expect(await desk.log.head()).toBe(after)
  })

  test('quotes every figure, and supplies no number that its report does not print without saying so', async () => {
    const { commands } = await listOf(place)
    for (const { data } of commands)
      if ('printed' in data) expect(data.printed?.assumed).toContain('DOCUMENT_NUMBER')
      else expect(data).toMatchObject({ document: { number: place } })
  })
})

const SA = 'subsistenceAllowance'
const EPS = 'extremePovertySupport'

describe('what the five places pay', () => {
  test('Huancui: standards and basic living by month, care by the year and rounded once', async () => {
    const village = '371002001001'
    expect(await paid(SA, 'STANDARD', village, 'URBAN', '2019-10')).toBe(65_000)
    expect(await paid(SA, 'STANDARD', village, 'RURAL', '2019-10')).toBe(47_000)
    expect(await paid(SA, 'STANDARD', village, 'RURAL', '2019-09')).toBeUndefined()
    expect(await paid(EPS, 'BASIC_LIVING', village, 'URBAN', '2020-01')).toBe(90_000)
    expect(await paid(EPS, 'BASIC_LIVING', village, 'RURAL', '2020-01')).toBe(62_000)
    expect(await paid(EPS, 'CARE_CENTRALIZED_NONE', village, 'RURAL', '2020-01')).toBe(91_583)
    expect(await paid(EPS, 'CARE_CENTRALIZED_PARTIAL', village, 'RURAL', '2020-01')).toBe(45_792)
    expect(await paid(EPS, 'CARE_CENTRALIZED_FULL', village, 'URBAN', '2020-01')).toBe(27_475)
    expect(await paid(EPS, 'CARE_DISPERSED_NONE', village, 'RURAL', '2020-01')).toBeUndefined()
  })

  test('Echeng: the standards of two years, support at twice of them, children, the aged, and a grant', async () => {
    const village = '420704101200'
    expect(await paid(SA, 'STANDARD', village, 'URBAN', '2022-12')).toBe(62_000)
    expect(await paid(SA, 'STANDARD', village, 'URBAN', '2023-01')).toBe(64_000)
    expect(await paid(SA, 'STANDARD', village, 'RURAL', '2022-12')).toBe(54_000)
    expect(await paid(SA, 'STANDARD', village, 'RURAL', '2023-01')).toBe(57_000)
    expect(await paid(EPS, 'BASIC_LIVING', village, 'URBAN', '2023-06')).toBe(128_000)
    expect(await paid(EPS, 'BASIC_LIVING', village, 'RURAL', '2023-06')).toBe(114_000)
    expect(await paid(EPS, 'BASIC_LIVING', village, 'RURAL', '2022-12')).toBeUndefined()
    expect(await paid('orphanAllowance', 'DISPERSED', village, 'URBAN', '2023-06')).toBe(150_000)
    expect(await paid('unsupportedChildAllowance', 'STANDARD', village, 'RURAL', '2023-06')).toBe(150_000)
    for (const [rate, fen] of [
      ['AGED_80', 10_000],
      ['AGED_90', 20_000],
      ['AGED_100', 50_000],
    ] as const)
      expect(await paid('agedAllowance', rate, village, 'RURAL', '2023-06')).toBe(fen)
    const { policy } = await policyFor(desk.deps, village)
    const grant = {
      scheme: 'homeAdaptation',
      rate: 'STANDARD',
      area: village,
      areaKind: 'RURAL',
      month: '2023-06',
    } as const
    expect(onceFor(policy, grant)?.fen).toBe(300_000)
  })

  test('Lüliang: an average pays nobody, a fifth of the standard is the cost of work, and a floor waits for a standard', async () => {
    const county = '141121'
    expect(await paid(SA, 'STANDARD', county, 'RURAL', '2020-06')).toBeUndefined()
    expect(await paid(EPS, 'BASIC_LIVING', county, 'RURAL', '2020-06')).toBeUndefined()
    const { policy } = await policyFor(desk.deps, county)
    const day = { scheme: SA, area: county, day: '2020-06-01' }
    expect(parameterFor(policy, 'employmentCostPercent', day)).toEqual({ value: '20', source: 'luliang-2020' })
  })

  test('Lüliang: both disability subsidies have no sum until the province publishes its average, in whichever kind of area', async () => {
    const county = '141121'
    const of = (scheme: string) => paid(scheme, 'STANDARD', county, 'URBAN', '2021-01')
    expect(await of('disabilityLivingSubsidy')).toBeUndefined()
    const document = {
      number: '示民发〔2021〕1号',
      title: '关于公布全省农村平均低保标准的通知',
      issuer: '示例省民政厅',
    }
    const dated = { document, effectiveFrom: '2020-01-01', inForceOn: '2020-12-31' }
    const average = { kind: 'AVERAGE', value: 500_000, unit: 'FEN_PER_YEAR' }
    const data = { ...dated, scheme: SA, areaKind: 'RURAL', ...average }
    const file = JSON.stringify([{ area: '140000', type: 'PublishFigure', data }])
    await importPolicy(desk.deps, publisher, readPolicyFile(file))
    expect(await of('disabilityLivingSubsidy')).toBe(6_250)
    expect(await of('disabilityNursingSubsidy')).toBe(8_333)
  })

  test('Lüliang: support below 1.3 times the standard is refused, and shows where the standard rises above it later', async () => {
    const county = '141121'
    const document = { number: '示民发〔2020〕2号', title: '关于公布特困人员供养标准的通知', issuer: '示例县民政局' }
    const dated = { document, inForceOn: '2020-03-01', areaKind: 'RURAL' }
    const entry = (data: object) => ({ area: county, type: 'PublishStandard', data: { ...dated, ...data } })
    const standard = entry({ scheme: SA, effectiveFrom: '2020-03-01', yearlyFen: 485_300 })
    const support = (yearlyFen: number) =>
      entry({ scheme: EPS, rate: 'BASIC_LIVING', effectiveFrom: '2020-03-01', yearlyFen })
    const run = (...entries: object[]) => importPolicy(desk.deps, publisher, readPolicyFile(JSON.stringify(entries)))
    const before = await desk.log.head()
    expect(await run(standard, support(630_889))).toMatchObject([
      { outcome: 'PUBLISH' },
      { outcome: 'REFUSED', refusal: { code: 'below-floor' } },
    ])
    expect(await desk.log.head()).toBe(before)
    expect(outcomes(await run(standard, support(630_890)))).toEqual(['PUBLISH'])
    await run(entry({ scheme: SA, effectiveFrom: '2021-03-01', inForceOn: '2021-03-01', yearlyFen: 500_000 }))
    const { policy } = await policyFor(desk.deps, county)
    const below = (month: Month) =>
      belowFloor(policy, { scheme: EPS, rate: 'BASIC_LIVING', area: county, areaKind: 'RURAL', month })
    expect(below('2021-02')).toBeUndefined()
    expect(below('2021-03')?.floor.source.document.number).toBe('luliang-2020')
  })

  test('Zhuzhou: targets pay nobody', async () => {
    const { policy } = await policyFor(desk.deps, '430211')
    expect(policy.figures.map(({ kind }) => kind)).toEqual(Array.from({ length: 7 }, () => 'TARGET'))
    for (const areaKind of ['URBAN', 'RURAL'] as const)
      expect(await paid(SA, 'STANDARD', '430211', areaKind, '2020-06')).toBeUndefined()
  })

  test('Xuchang: the townships of Changge confirm from the last day of 2021 on, for both schemes, and no neighbour’s', async () => {
    const township = '411082100'
    const { policy } = await policyFor(desk.deps, township)
    for (const scheme of [SA, EPS]) {
      const on = (day: string, area = township) => delegationFor(policy, { scheme, area, day })?.document.number
      expect(on('2021-12-31')).toBe('xuchang-2021')
      expect(on('2021-12-30')).toBeUndefined()
      expect(on('2021-12-31', '411081100')).toBeUndefined()
    }
  })
})

describe('the traps of the reports', () => {
  const trap = async (
    place: (typeof places)[number],
    index: number,
    type: string,
    change: (data: object) => object,
  ) => {
    const command = (await listOf(place)).commands[index]
    if (!command) throw new Error(`no entry ${index}`)
    const entry = { area: '990199', type, data: change(command.data) }
    const [planned] = await previewImport(desk.deps, publisher, readPolicyFile(JSON.stringify([entry])))
    return planned?.outcome === 'REFUSED' ? planned.refusal.code : planned?.outcome
  }
  const unanswered = (data: object) => ({ ...data, printed: { ...(data as { printed: object }).printed, answers: [] } })

  test('Echeng’s 元/年 is refused as a monthly sum unless it is answered, and as a yearly one for what it would pay', async () => {
    expect(await trap('echeng-2023', 3, 'PublishStandard', (data) => data)).toBe('PUBLISH')
    expect(await trap('echeng-2023', 3, 'PublishStandard', unanswered)).toBe('print-other-period')
    const yearly = (data: object) => {
      const { monthlyFen, ...rest } = unanswered(data) as { monthlyFen?: number }
      return { ...rest, yearlyFen: monthlyFen }
    }
    expect(await trap('echeng-2023', 3, 'PublishStandard', yearly)).toBe('implausible-standard')
  })

  test('Zhuzhou’s missing 元 is refused unless it is answered', async () => {
    expect(await trap('zhuzhou-2020', 0, 'PublishFigure', unanswered)).toBe('print-no-yuan')
    expect(await trap('zhuzhou-2020', 6, 'PublishFigure', unanswered)).toBe('print-no-yuan')
  })

  test('Lüliang’s average, and Zhuzhou’s floor, are refused as standards', async () => {
    const asStandard = (data: object) => {
      const { kind: _, unit: __, value, ...rest } = data as { kind: string; unit: string; value: number }
      return { ...rest, yearlyFen: value }
    }
    expect(await trap('luliang-2020', 0, 'PublishStandard', asStandard)).toBe('print-not-a-standard')
    expect(await trap('zhuzhou-2020', 1, 'PublishStandard', asStandard)).toBe('print-not-a-standard')
  })

  test('a rate without a document is no command at all', async () => {
    const without = ({ document: _, ...data }: { document?: object }) => data
    await expect(trap('huancui-2019', 0, 'PublishStandard', without)).rejects.toThrow('document')
  })
})
