import { personRefusals } from '../../domain/person/refusals.ts'

/** How a finding in a roll file is worded. The codes are stable: scripts outside sort by them. */
export type FindingText = { en: string; zh: string }

const { 'id-number-malformed': malformed, 'id-number-birth-date': birthDate } = personRefusals
const { 'id-number-check-digit': checkDigit, 'id-number-differs': differs } = personRefusals
const { 'birth-date-implausible': implausible } = personRefusals

/** Everything that can be wrong with a row or a household of a roll file (`docs/import-households.md`). */
export const findingTexts = {
  // One cell
  'value-required': { en: 'This column must be filled in.', zh: '此列必填' },
  'value-not-listed': { en: 'This value is not one of those allowed.', zh: '不在允许的取值之内' },
  'value-too-long': { en: 'This value is too long.', zh: '内容过长' },
  'text-unreadable': { en: 'This cell holds characters that could not be read.', zh: '单元格含有无法识别的字符' },
  'precision-lost': {
    en: 'The spreadsheet keeps this long number as a number and has lost its last digits: format the column as text.',
    zh: '电子表格将长号码存为数值，末几位已丢失，请将该列设为文本格式后重填',
  },
  'date-impossible': { en: 'There is no such day.', zh: '日期不存在或格式有误' },
  'date-in-future': { en: 'This day has not come yet.', zh: '日期晚于今天' },
  'month-impossible': { en: 'There is no such month.', zh: '月份不存在或格式有误' },
  'sum-malformed': { en: 'This is not a sum of money in yuan.', zh: '不是以元为单位的金额' },
  'sum-negative': { en: 'A sum is never negative.', zh: '金额不得为负数' },
  'sum-fraction': {
    en: 'A sum has at most two decimals: there is nothing below one fen.',
    zh: '金额最多两位小数（分）',
  },
  'count-malformed': { en: 'This is not a whole number in the allowed range.', zh: '不是允许范围内的整数' },
  'account-malformed': { en: 'An account number has 8 to 32 digits.', zh: '银行账号应为8至32位数字' },
  'area-malformed': { en: 'An area code has 9 or 12 digits.', zh: '区划代码应为9位或12位数字' },
  'area-unknown': {
    en: 'This area does not lie in the county of the import.',
    zh: '该区划不属于本次导入的县（市、区）',
  },
  'id-number-malformed': malformed,
  'id-number-birth-date': birthDate,
  'id-number-check-digit': checkDigit,
  // One member
  'id-number-differs': differs,
  'birth-date-implausible': implausible,
  'disability-incomplete': { en: 'A disability needs both its kind and its grade.', zh: '残疾类别与等级应同时填写' },
  'row-too-wide': { en: 'This row has more cells than there are headings.', zh: '该行的单元格多于表头列数' },
  // One household
  'household-differs': {
    en: 'The rows of one household differ in this column; fill it in on the first row or alike on all.',
    zh: '同一户各行此列内容不一致，请只填首行或各行一致',
  },
  'household-twice': {
    en: 'This household number has already occurred above; the rows of one household stand together.',
    zh: '户编号在前面已出现，同一户的各行应连续排列',
  },
  'household-too-large': { en: 'A household has at most 50 members.', zh: '每户最多50人' },
  'member-count-differs': {
    en: 'The number of members differs from the number of rows.',
    zh: '保障人数与成员行数不一致',
  },
  'applicant-missing': { en: 'No row of this household is the applicant (本人).', zh: '该户没有申请人（本人）' },
  'applicant-twice': { en: 'Two rows of this household are the applicant (本人).', zh: '该户有两名申请人（本人）' },
  'holder-twice': { en: 'Two rows of this household receive its money.', zh: '该户有两名领款人' },
  'account-missing': {
    en: 'The row of the holder needs bank, account and account holder.',
    zh: '领款人行应填写开户银行、账号和户名',
  },
  'single-with-others': { en: 'A single filing (单人户) has exactly one member.', zh: '单人户只能有一名成员' },
  'review-overdue': { en: 'The next review lies before the old decision.', zh: '下次复核日期早于原审批日期' },
  'month-already-past': {
    en: 'The first month to be paid here lies before this month.',
    zh: '接续发放月份早于当前月份',
  },
  // The money
  'standard-missing': { en: 'No standard is in force for this area and month.', zh: '该地区该月份没有有效的保障标准' },
  'amount-differs': {
    en: 'The monthly amount differs from what standard, members and income give.',
    zh: '月保障金额与按标准、人数和收入核算的金额不一致',
  },
  'amount-zero': { en: 'Under the standard this household gets nothing.', zh: '按现行标准核算，该户无应发金额' },
  // The scheme's own facts
  'fact-malformed': {
    en: 'This is not what the scheme asks for in this column.',
    zh: '不符合该救助项目对此列的填写要求',
  },
  'not-qualified': {
    en: 'By the rules of today this entry does not qualify under the scheme.',
    zh: '按现行规定不符合该救助项目的条件',
  },
  // Doubles
  'id-number-twice-in-file': { en: 'This ID number has already occurred above.', zh: '身份证号码在本文件前面已出现' },
  'name-differs': {
    en: 'The register knows this ID number under another name.',
    zh: '系统中该身份证号码登记的姓名与本文件不一致',
  },
} as const satisfies Record<string, FindingText>
export type FindingCode = keyof typeof findingTexts

/** Something wrong: where it stands (row as the spreadsheet counts, heading of the column) and what it is. */
export type Finding = {
  row: number
  household: string
  /** Heading of the column; empty where the whole row or household is meant. */
  field: string
  code: string
  en: string
  zh: string
}

/** A finding of a code of the table. */
export const finding = (place: { row: number; household: string; field?: string }, code: FindingCode): Finding => ({
  row: place.row,
  household: place.household,
  field: place.field ?? '',
  code,
  en: findingTexts[code].en,
  zh: findingTexts[code].zh,
})
