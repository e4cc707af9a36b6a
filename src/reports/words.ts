import type { z } from 'zod'
import type { AidForm, PaperworkOutcome } from '../domain/case/words.ts'
import type { PaymentKind } from '../domain/payment/events.ts'
import type { PaymentStatus } from '../domain/payment/state.ts'
import { PriceGroup, priceGroups } from '../domain/price/groups.ts'
import { PRICE_SUBSIDY } from '../domain/price/terms.ts'
import type { FundSource } from '../domain/reserve/events.ts'
import { schemes } from '../domain/scheme/schemes.ts'
import type { AreaKind } from '../domain/shared/area.ts'
import type { HardshipCause } from '../domain/shared/hardship.ts'
import type { Paperwork } from '../projections/reserve/aids.ts'
import type { ReserveMovementKind } from '../projections/reserve/tables.ts'

/** The codes that files write out, of every concept. A code that two concepts share has to have one word for both. */
type Word =
  | AreaKind
  | PaymentKind
  | PaymentStatus
  | ReserveMovementKind
  | FundSource
  | HardshipCause
  | z.infer<typeof AidForm>
  | Paperwork
  | z.infer<typeof PaperworkOutcome>

const words: Readonly<Record<Word, string>> = {
  URBAN: '城市',
  RURAL: '农村',
  regular: '正常发放',
  arrears: '补发',
  correction: '更正',
  reissue: '重发',
  recoveryOffset: '追回抵扣',
  PLANNED: '待发放',
  FILED: '已报盘',
  PAID: '已发放',
  RETURNED: '退票',
  FAILED: '发放失败',
  CANCELLED: '已取消',
  ALLOCATED: '预拨',
  REPLENISHED: '补充',
  SETTLED: '结算缴回',
  DRAWN: '支取',
  ANNULLED: '撤销支取',
  DRAW_RETURNED: '救助退回',
  COUNTED: '盘点',
  CENTRAL: '中央财政',
  PROVINCE: '省级财政',
  CITY: '市级财政',
  COUNTY: '县级财政',
  RELIEF_FUND: '困难群众救助补助资金',
  LOTTERY: '福彩公益金',
  CHARITY: '慈善捐赠',
  FIRE: '火灾',
  TRAFFIC_ACCIDENT: '交通事故',
  OTHER_ACCIDENT: '其他意外事件',
  SUDDEN_ILLNESS: '突发重大疾病',
  MEDICAL_COST: '医疗支出',
  EDUCATION_COST: '教育支出',
  LOST_INCOME: '收入中断',
  RETURN_TO_POVERTY: '返贫致贫',
  OTHER: '其他',
  CASH: '现金',
  GOODS: '实物',
  OPEN: '期限内',
  OVERDUE: '逾期',
  DONE: '已补齐',
  BORNE_OUT: '属实',
  NOT_BORNE_OUT: '不属实',
}

/** The Chinese word for a code. */
export const wordFor = (code: Word): string => words[code]

/** The Chinese name of a scheme; its code where it is not one of ours. */
export const schemeName = (code: string): string =>
  schemes.find((scheme) => scheme.code === code)?.name.zh ?? (code === PRICE_SUBSIDY ? '价格临时补贴' : code)

/** The Chinese name of a protected group; 不予显示 for one that is withheld, null for none. */
export const groupName = (code: string | null): string | null => {
  const group = PriceGroup.safeParse(code)
  return group.success ? priceGroups[group.data].zh : code === null ? null : '不予显示'
}

/** 是 or nothing. */
export const yes = (value: boolean): string => (value ? '是' : '')
