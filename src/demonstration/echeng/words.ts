import { schemes } from '../../domain/scheme/schemes.ts'
import type { PrintedFigure } from './printed.ts'

/** What the parts of a figure's name are called in the report. */
const parts: Readonly<Record<string, string>> = {
  rural: '农村',
  urban: '城市',
  povertyRegister: '建档立卡',
  centralized: '集中供养',
  dispersed: '分散',
  fromMonitoring: '监测纳入',
  unstable: '脱贫不稳定户',
  edge: '边缘易致贫户',
  sudden: '突发严重困难户',
  outOfPoverty: '脱贫户',
  monitored: '监测户',
  monitoring: '动态监测',
  alerts: '预警',
  visits: '走访',
  supervision: '督导检查',
  careService: '照料服务',
  childrenAllowances: '各类孤困儿童基本生活补贴',
  disability: '残疾人',
  registered: '登记在册',
  disabilitySubsidies: '残疾人两项补贴',
  '80_89': '80至89岁',
  '90_99': '90至99岁',
  '100plus': '100岁以上',
}

const measures: Readonly<Record<string, string>> = {
  households: '户数',
  persons: '人数',
  person_times: '人次',
  amount: '金额',
  standard: '标准',
  rate: '比例',
  times: '倍数',
  threshold: '限额',
  count: '数量',
  leastDays: '入户核查时限（最少）',
  mostDays: '入户核查时限（最多）',
  inspections: '检查次数',
  problems: '发现问题',
}

const units: Readonly<Record<string, string>> = {
  households: '户',
  persons: '人',
  'persons aged 80+': '80周岁以上老年人',
  'dispersed-support elderly': '分散供养老人',
  children: '名儿童',
  person_times: '人次',
  alerts: '条',
  inspections: '次',
  'problems reported (all rectified)': '个（均已整改）',
  CNY: '元',
  'CNY (printed: about)': '元（报告称“约”）',
  'CNY superior funds': '元（上级资金）',
  'CNY/person/month': '元/人/月',
  'CNY/person/month (printed 元/年)': '元/人/月（报告印作元/年）',
  'CNY/child/month': '元/名/月',
  'CNY/household': '元/户',
  '% rural/urban standard': '%（农村占城市标准）',
  'x allowance standard': '倍（低保标准）',
  'working days': '个工作日',
}

const periods: Readonly<Record<string, string>> = {
  '2022': '2022年',
  '2023': '2023年',
  '2023 to date': '2023年至今',
  '2023 to September (cumulative)': '2023年1至9月（累计）',
}

const said = (words: Readonly<Record<string, string>>, word: string): string => {
  const found = words[word] ?? schemes.find(({ code }) => code === word)?.name.zh
  if (found === undefined) throw new Error(`${word} has no Chinese word`)
  return found
}

/** A figure in Chinese: what it is of, what is measured, in which unit, and of which time. */
export const inChinese = ({
  scheme,
  measure,
  unit,
  period,
}: Pick<PrintedFigure, 'scheme' | 'measure' | 'unit' | 'period'>) => ({
  scheme: scheme
    .split('+')
    .map((of) =>
      of
        .split('.')
        .map((part) => said(parts, part))
        .join('·'),
    )
    .join('＋'),
  measure: said(measures, measure),
  unit: said(units, unit),
  period: said(periods, period),
})
