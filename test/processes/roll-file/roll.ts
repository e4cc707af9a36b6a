import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import type { CheckedHousehold } from '../../../src/processes/roll-file/check-household.ts'
import { type ColumnKey, columnList } from '../../../src/processes/roll-file/columns.ts'
import { inspectFile } from '../../../src/processes/roll-file/inspect-file.ts'
import { readRoll } from '../../../src/processes/roll-file/read-roll.ts'

/** The cells of one row by column. */
export type Cells = Partial<Record<ColumnKey, string>>

/** A sound row: the applicant and only member of a rural household without income. */
export const soundRow: Cells = {
  householdNumber: 'R1',
  area: '990101004201',
  areaKind: '农村',
  filing: '整户',
  povertyRegister: '是',
  closeRelative: '否',
  oldDecisionNumber: '示民低审〔2021〕0001号',
  oldDecisionOn: '2021-09-14',
  memberCount: '1',
  income: '0',
  amount: '540.00',
  fromMonth: '2023-01',
  reviewDue: '2023-09-14',
  name: '演示甲',
  relation: '本人',
  idNumber: '990101195203070011',
  canWork: '无',
  holder: '是',
  bank: '示范农商银行',
  account: '6299010100000000017',
  accountHolder: '演示甲',
}

/** A second member of the same household: only what a member needs. */
export const soundMember: Cells = {
  householdNumber: 'R1',
  name: '演示乙',
  relation: '配偶',
  idNumber: '990101195508120024',
  canWork: '无',
}

/** The rows as a table with headings. */
export const tableOf = (rows: readonly Cells[]): string[][] => [
  columnList.map(({ heading }) => heading),
  ...rows.map((row) => columnList.map(({ key }) => row[key] ?? '')),
]

/** A file of these bytes in a fresh directory. */
export const fileOf = async (bytes: Buffer | string, name = 'roll.csv'): Promise<string> => {
  const path = join(await mkdtemp(join(tmpdir(), 'anjuan-roll-')), name)
  await writeFile(path, bytes)
  return path
}

/** A UTF-8 CSV file of these rows. */
export const csvOf = (rows: readonly Cells[]): Promise<string> => fileOf(stringify(tableOf(rows)))

/** Reads a whole roll file as of the day before the takeover month. */
export const readAll = async (path: string): Promise<CheckedHousehold[]> =>
  Array.fromAsync(readRoll(await inspectFile(path), { area: '990101', today: '2022-12-28' }))

/** `row/heading/code` of every finding in a roll of these rows. */
export const findingsOf = async (...rows: Cells[]): Promise<string[]> =>
  (await readAll(await csvOf(rows))).flatMap(({ findings }) =>
    findings.map(({ row, field, code }) => `${row}/${field}/${code}`),
  )
