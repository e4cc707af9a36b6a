import { accountNumber, day, oneOf, textOf, yesOrNo } from './cells.ts'
import { column, type ValuesOf, wordsOf } from './column.ts'
import { idNumber } from './id-number-cell.ts'

const relations = {
  本人: 'SELF',
  配偶: 'SPOUSE',
  子女: 'CHILD',
  父母: 'PARENT',
  祖父母: 'GRANDPARENT',
  孙子女: 'GRANDCHILD',
  兄弟姐妹: 'SIBLING',
  其他: 'OTHER',
} as const
const sexes = { 男: 'MALE', 女: 'FEMALE' } as const
const disabilityKinds = {
  视力: 'VISUAL',
  听力: 'HEARING',
  言语: 'SPEECH',
  肢体: 'PHYSICAL',
  智力: 'INTELLECTUAL',
  精神: 'MENTAL',
  多重: 'MULTIPLE',
} as const
const grades = { 一级: 1, 二级: 2, 三级: 3, 四级: 4, '1': 1, '2': 2, '3': 3, '4': 4 } as const

/** What a roll file says of one member: one row is one member. */
export const memberColumns = {
  name: column('姓名', 'required', textOf(50), {
    en: 'Name of the member.',
    zh: '成员姓名',
    example: '演示甲',
  }),
  relation: column('与申请人关系', 'required', oneOf(relations), {
    en: `How the member stands to the applicant: ${wordsOf(relations)}.`,
    zh: wordsOf(relations),
    example: '本人',
  }),
  idNumber: column('身份证号码', 'optional', idNumber, {
    en: 'ID number of 18 characters, the column formatted as text; empty only where there is none.',
    zh: '18位身份证号码（文本格式）；确无证件的留空',
    example: '990101195203070012',
  }),
  sex: column('性别', 'optional', oneOf(sexes), {
    en: '男 / 女; may be left empty where there is an ID number.',
    zh: '男 / 女；有身份证号码的可留空',
    example: '男',
  }),
  birthDate: column('出生日期', 'optional', day, {
    en: 'Birth date; may be left empty where there is an ID number.',
    zh: '出生日期；有身份证号码的可留空',
    example: '1952-03-07',
  }),
  address: column('住址', 'optional', textOf(200), {
    en: 'Address.',
    zh: '住址',
    example: '示范县青塘镇柳湾村三组',
  }),
  disabilityKind: column('残疾类别', 'optional', oneOf(disabilityKinds), {
    en: `Kind of disability as on the certificate: ${wordsOf(disabilityKinds)}.`,
    zh: `残疾人证类别：${wordsOf(disabilityKinds)}`,
    example: '肢体',
  }),
  disabilityGrade: column('残疾等级', 'optional', oneOf(grades), {
    en: 'Grade of disability: 一级 / 二级 / 三级 / 四级, or 1 to 4.',
    zh: '一级 / 二级 / 三级 / 四级，或1至4',
    example: '二级',
  }),
  seriousIllness: column('大病', 'optional', yesOrNo, {
    en: 'Seriously ill: 是 / 否; empty means 否.',
    zh: '是否患重大疾病：是 / 否，留空为否',
    example: '否',
  }),
  canWork: column('劳动能力', 'required', oneOf({ 有: true, 无: false }), {
    en: 'Able to work: 有 / 无.',
    zh: '有 / 无',
    example: '无',
  }),
  employed: column('就业', 'optional', yesOrNo, {
    en: 'Has a job now: 是 / 否; empty means 否.',
    zh: '现是否就业：是 / 否，留空为否',
    example: '否',
  }),
  holder: column('领款人', 'optional', yesOrNo, {
    en: 'Receives the household’s money: 是 on one row; where nobody has it, the applicant does.',
    zh: '每户一人为“是”；均未填写的，申请人为领款人',
    example: '是',
  }),
  bank: column('开户银行', 'optional', textOf(100), {
    en: 'Bank of the account; on the row of the holder.',
    zh: '开户银行，领款人行必填',
    example: '示范农商银行',
  }),
  account: column('银行账号', 'optional', accountNumber, {
    en: 'Account number, the column formatted as text; on the row of the holder.',
    zh: '银行账号（文本格式），领款人行必填',
    example: '6299010100000000017',
  }),
  accountHolder: column('户名', 'optional', textOf(50), {
    en: 'Name on the account; on the row of the holder.',
    zh: '账户户名，领款人行必填',
    example: '演示甲',
  }),
} as const

/** The member columns of one row as read. */
export type MemberCells = ValuesOf<typeof memberColumns>
