import { describe, expect, test } from 'vitest'
import { checkParameter } from '../../../src/domain/policy/checks.ts'
import { type Entered, findingsOf } from '../../../src/domain/policy/findings.ts'
import { noPolicy } from '../../../src/domain/policy/policy.ts'
import { priceParameters } from '../../../src/domain/price/parameters.ts'
import { PRICE_SUBSIDY } from '../../../src/domain/price/terms.ts'
import { given } from './office.ts'
import { anId, COUNTY, documentOf, SCHEME } from './published.ts'

const monthly = (yuan: number): Entered => ({ value: yuan * 100, unit: 'FEN_PER_MONTH' })
const yearly = (yuan: number): Entered => ({ value: yuan * 100, unit: 'FEN_PER_YEAR' })
const found = (quote: string, entered: Entered) => findingsOf({ quote }, entered)

describe('a print', () => {
  test.each<[string, Entered]>([
    ['我区城市低保标准提高到每人每月650元', monthly(650)],
    ['完全丧失生活自理能力每人每年10990元', yearly(10_990)],
    ['每人每年１０，９９０元', yearly(10_990)],
    ['城市低保标准从2022年的620元/月提高到640元/月', monthly(640)],
    ['孤儿、事实无人抚养儿童基本生活月保障水平提高至1500元/每人', monthly(1_500)],
    ['80-89岁100元/月', monthly(100)],
    ['每人每月86.5元', monthly(86.5)],
    ['按照3000元/户的标准', { value: 300_000, unit: 'FEN_ONCE' }],
    ['农村低保标准为城市低保的89%', { factor: { numerator: 89, denominator: 100 } }],
    ['特困供养保障标准为城乡低保的2倍', { factor: { numerator: 2, denominator: 1 } }],
    ['按照不低于低保標準的1.3倍提高特困人員供養標準', { factor: { numerator: 13, denominator: 10 } }],
    ['3-5个工作日完成入户核查工作', { value: 5, unit: 'WORKING_DAYS' }],
    ['失能半失能特困人员集中供养率不低于50%', { value: 50, unit: 'PERCENT' }],
    ['食品价格同比涨幅达到3.5%', { value: 350, unit: 'HUNDREDTHS_OF_PERCENT' }],
  ])('%s bears out what is entered', (quote, entered) => {
    expect(found(quote, entered)).toEqual([])
  })

  test('of a year for a monthly sum (Echeng: 570元/年) is found', () => {
    expect(found('农村低保标准从540元/年提高到570元/年', monthly(570))).toEqual(['print-other-period'])
    expect(found('每人每月570元', yearly(570))).toEqual(['print-other-period'])
  })

  test('without 元 (Zhuzhou: 600/月) is found', () => {
    expect(found('城市五区城乡低保标准提高到600/月', monthly(600))).toEqual(['print-no-yuan'])
    expect(found('渌口区及各县市不低于每人每月80', monthly(80))).toEqual(['print-no-yuan'])
  })

  test('that names no period, or two, is found', () => {
    expect(found('标准提高到570元', monthly(570))).toEqual(['print-no-period'])
    expect(found('每人每月570元、每人每年6840元', monthly(570))).toEqual(['print-no-period'])
  })

  test('of another number is found: fen for yuan, and a part of a number is none', () => {
    expect(found('每人每月650元', { value: 650, unit: 'FEN_PER_MONTH' })).toEqual(['print-other-figure'])
    expect(found('每人每月1650元', monthly(650))).toEqual(['print-other-figure'])
    expect(found('每人每月650.5元', monthly(650))).toEqual(['print-other-figure'])
    expect(found('为城市低保的98%', { factor: { numerator: 89, denominator: 100 } })).toEqual(['print-other-figure'])
  })
})

describe('publishing from a print', () => {
  const publish = (quote: string, over: object = {}, answers: object[] = []) => ({
    type: 'PublishStandard' as const,
    data: {
      document: documentOf('示民发〔2023〕7号'),
      effectiveFrom: '2023-04-01',
      inForceOn: '2023-03-01',
      scheme: SCHEME,
      areaKind: 'RURAL',
      monthlyFen: 57_000,
      printed: { quote, assumed: [], answers },
      ...over,
    },
  })

  test.each([
    ['print-other-period', '提高到570元/年'],
    ['print-no-period', '提高到570元'],
    ['print-no-yuan', '提高到570/月'],
    ['print-other-figure', '提高到每人每月580元'],
  ])('is refused with %s, until its publisher says why it stands', (finding, quote) => {
    given().when(publish(quote)).refuses(finding, { quote })
    const command = publish(quote, {}, [{ finding, why: '示例' }])
    given()
      .when(command)
      .emits(expect.objectContaining({ data: expect.objectContaining({ printed: command.data.printed }) }))
  })

  test('is refused for good where the words are of an average, a floor or a target', () => {
    for (const word of ['平均', '人均', '不低于', '不低於', '目标'])
      given()
        .when(publish(`${word}每人每月570元`))
        .refuses('print-not-a-standard', { word })
    given()
      .when(
        publish('全体居民年人均可支配收入30000元', {
          rate: 'DISPOSABLE_INCOME',
          monthlyFen: undefined,
          yearlyFen: 3_000_000,
        }),
      )
      .emits(expect.objectContaining({ type: 'StandardPublished' }))
  })

  test('holds for parameters too', () => {
    const set = (value: string) => ({
      type: 'PublishParameter' as const,
      data: {
        document: documentOf('示民发〔2023〕7号'),
        effectiveFrom: '2023-04-01',
        inForceOn: '2023-03-01',
        scheme: SCHEME,
        key: 'employmentCostPercent',
        value,
        printed: { quote: '按低保標準的20%扣減必要的就業成本', assumed: [], answers: [] },
      },
    })
    given().when(set('30')).refuses('print-other-figure')
    given()
      .when(set('20'))
      .emits(expect.objectContaining({ type: 'ParameterPublished' }))
  })
})

describe('the print of a parameter', () => {
  const publish = (key: string, value: string, quote: string) => () =>
    checkParameter(
      noPolicy,
      {
        type: 'PublishParameter',
        subject: COUNTY,
        newId: anId(),
        data: {
          document: documentOf('示发改价格〔2023〕5号'),
          effectiveFrom: '2023-01-01',
          inForceOn: '2023-01-01',
          scheme: PRICE_SUBSIDY,
          key,
          value,
          printed: { quote, assumed: [], answers: [] },
        },
      },
      () => priceParameters,
    )

  test.each([
    ['priceFloorFen', '2000', '每人每月补贴金额不低于20元'],
    ['priceFoodThreshold', '350', '食品价格同比涨幅达到3.5%'],
  ])('of %s is read in its own unit', (key, value, quote) => {
    expect(publish(key, value, quote)).not.toThrow()
    expect(publish(key, `${value}0`, quote)).toThrow('print-other-figure')
  })
})
