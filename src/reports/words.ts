import { schemes } from '../domain/scheme/schemes.ts'

const words: Readonly<Record<string, string>> = {
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
}

/** The Chinese word for a code of the domain; the code itself where there is none. */
export const wordFor = (code: string): string => words[code] ?? code

/** The Chinese name of a scheme; its code where it is not one of ours. */
export const schemeName = (code: string): string => schemes.find((scheme) => scheme.code === code)?.name.zh ?? code

/** 是 or nothing. */
export const yes = (value: boolean): string => (value ? '是' : '')
