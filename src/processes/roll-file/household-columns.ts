import { day, localArea, month, oneOf, textOf, wholeNumber, yesOrNo, yuan } from './cells.ts'
import { column, type ValuesOf, wordsOf } from './column.ts'

const areaKinds = { 城市: 'URBAN', 农村: 'RURAL' } as const
const filings = { 整户: 'HOUSEHOLD', 单人户: 'SINGLE' } as const

/**
 * What a roll file says of a household. These stand on the first row of a household, or alike on all of its rows; only
 * the household number is on every row, because it is what groups them.
 */
export const householdColumns = {
  householdNumber: column('户编号', 'required', textOf(40), {
    en: 'Number of the household in the old register; unique in the file, on every row.',
    zh: '原系统户编号，文件内唯一，每行必填',
    example: 'R000001',
  }),
  area: column('区划代码', 'required', localArea, {
    en: 'Code of the village or residents’ committee (12 digits) or township (9 digits).',
    zh: '村（居）委会12位或乡镇（街道）9位区划代码',
    example: '990101004001',
  }),
  areaKind: column('城乡类别', 'required', oneOf(areaKinds), {
    en: `Which standard applies: ${wordsOf(areaKinds)}.`,
    zh: `适用的保障标准：${wordsOf(areaKinds)}`,
    example: '农村',
  }),
  filing: column('施保类型', 'required', oneOf(filings), {
    en: `For the whole household or one member alone: ${wordsOf(filings)}.`,
    zh: wordsOf(filings),
    example: '整户',
  }),
  povertyRegister: column('建档立卡', 'required', yesOrNo, {
    en: 'In the register of poor households: 是 / 否.',
    zh: '是 / 否',
    example: '是',
  }),
  closeRelative: column('近亲属备案', 'required', yesOrNo, {
    en: 'In the separate register of close relatives of staff: 是 / 否.',
    zh: '是否列入近亲属备案：是 / 否',
    example: '否',
  }),
  oldDecisionNumber: column('原审批文号', 'required', textOf(100), {
    en: 'Number of the decision that the entitlement rests on.',
    zh: '原审批（审核确认）文号',
    example: '示民低审〔2021〕0001号',
  }),
  oldDecisionOn: column('原审批日期', 'required', day, {
    en: 'Day of that decision.',
    zh: '原审批（审核确认）日期',
    example: '2021-09-14',
  }),
  memberCount: column('保障人数', 'required', wholeNumber(1, 50), {
    en: 'Number of members paid for: equal to the rows of the household.',
    zh: '保障人数，应与该户行数一致',
    example: '2',
  }),
  income: column('月核定收入', 'required', yuan, {
    en: 'Countable monthly income of the household after deductions, in yuan.',
    zh: '家庭月核定收入（扣减后，元）',
    example: '180.00',
  }),
  tier: column('保障档次', 'optional', textOf(20), {
    en: 'Tier, where the place pays by tiers; empty where it pays the gap.',
    zh: '分档发放地区填写档次，补差发放地区留空',
    example: '',
  }),
  amount: column('月保障金额', 'required', yuan, {
    en: 'Monthly amount of the household today, in yuan; checked against standard, members and income.',
    zh: '现月保障金额（元），导入时与标准、人数、收入核对',
    example: '900.00',
  }),
  fromMonth: column('接续发放月份', 'required', month, {
    en: 'First month that this system pays.',
    zh: '由本系统发放的首月',
    example: '2023-01',
  }),
  reviewDue: column('下次复核日期', 'required', day, {
    en: 'Day by which the next review is due.',
    zh: '下次动态复核到期日',
    example: '2023-09-14',
  }),
} as const

/** The household columns of one row as read. */
export type HouseholdCells = ValuesOf<typeof householdColumns>
