import { PRECISION_LOST } from './cells.ts'
import type { ColumnKey, NamedColumn } from './columns.ts'
import { type Finding, type FindingCode, finding } from './findings.ts'
import type { HouseholdCells } from './household-columns.ts'
import type { MemberCells } from './member-columns.ts'
import type { FileRow } from './read-rows.ts'
import type { SchemeColumn, ToldFacts } from './scheme-columns.ts'

/** One row with its cells read; a cell with a finding reads as blank. */
export type RollRow = {
  row: number
  /** The household number as written, the group key even when something else is wrong. */
  household: string
  /** The text of every filled household cell, to compare the rows of a household. */
  texts: ReadonlyMap<ColumnKey, string>
  /** The text of every filled cell of the scheme's own facts, by its heading. */
  told: ToldFacts
  values: HouseholdCells & MemberCells
  findings: readonly Finding[]
}

// Control and invisible characters, and what a decoder puts in place of bytes it does not know.
const UNREADABLE = /[\p{Cc}\p{Cf}\p{Cs}\uFFFD]/u

/** Reads the cells of a row by the columns of the headings. */
export const readRow = (file: FileRow, given: readonly (NamedColumn | SchemeColumn)[]): RollRow => {
  const columns = given.map((column) => ('key' in column ? column : undefined))
  const textAt = new Map(columns.map((column, index) => [column?.key, file.cells[index]?.trim() ?? '']))
  const household = textAt.get('householdNumber') ?? ''
  const place = { row: file.row, household }
  const findings: Finding[] = []
  const texts = new Map<ColumnKey, string>()
  const values: Partial<Record<ColumnKey, unknown>> = {}
  for (const column of columns) {
    if (column === undefined) continue
    const text = textAt.get(column.key) ?? ''
    if (text === '') continue
    const read = readCell(column, text)
    if ('wrong' in read) findings.push(finding({ ...place, field: column.heading }, read.wrong))
    else values[column.key] = read.value
    if (column.of === 'household') texts.set(column.key, text)
  }
  for (const { key, heading, of, required } of columns.filter((column) => column !== undefined))
    if (required && of === 'member' && textAt.get(key) === '')
      findings.push(finding({ ...place, field: heading }, 'value-required'))
  if (household === '') findings.push(finding({ ...place, field: '户编号' }, 'value-required'))
  if (file.cells.slice(columns.length).some((cell) => cell.trim() !== '')) findings.push(finding(place, 'row-too-wide'))
  const told = toldIn(file, given, (heading, code) => findings.push(finding({ ...place, field: heading }, code)))
  return { row: file.row, household, texts, told, values: values as RollRow['values'], findings }
}

const toldIn = (
  { cells }: FileRow,
  columns: readonly (NamedColumn | SchemeColumn)[],
  tell: (heading: string, code: FindingCode) => void,
): ToldFacts => {
  const told = new Map<string, string>()
  for (const [index, { of, heading }] of columns.entries()) {
    const text = cells[index]?.trim() ?? ''
    if (of !== 'scheme' || text === '') continue
    const wrong = unreadable(text)
    if (wrong) tell(heading, wrong)
    else told.set(heading, text)
  }
  return told
}

const unreadable = (text: string): FindingCode | undefined => {
  if (text.includes(PRECISION_LOST)) return 'precision-lost'
  return UNREADABLE.test(text) ? 'text-unreadable' : undefined
}

const readCell = (column: NamedColumn, text: string): { value: unknown } | { wrong: FindingCode } => {
  const wrong = unreadable(text)
  return wrong ? { wrong } : column.read(text)
}
