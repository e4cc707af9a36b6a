import { PRECISION_LOST } from './cells.ts'
import type { ColumnKey, NamedColumn } from './columns.ts'
import { type Finding, type FindingCode, finding } from './findings.ts'
import { type HouseholdCells, householdColumns } from './household-columns.ts'
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
export const readRow = ({ row, cells }: FileRow, columns: readonly (NamedColumn | SchemeColumn)[]): RollRow => {
  const filled = columns.map((column, index) => ({ column, text: cells[index]?.trim() ?? '' }))
  const household = filled.find(({ column }) => column.heading === HOUSEHOLD_NUMBER)?.text ?? ''
  const place = { row, household }
  const findings: Finding[] = []
  const texts = new Map<ColumnKey, string>()
  const told = new Map<string, string>()
  const values: Partial<Record<ColumnKey, unknown>> = {}
  for (const { column, text } of filled) {
    if (text === '') continue
    const read = readCell(column, text)
    if ('wrong' in read) findings.push(finding({ ...place, field: column.heading }, read.wrong))
    else if (column.of === 'scheme') told.set(column.heading, text)
    else values[column.key] = read.value
    if (column.of === 'household') texts.set(column.key, text)
  }
  for (const { column, text } of filled)
    if (column.required && column.of === 'member' && text === '')
      findings.push(finding({ ...place, field: column.heading }, 'value-required'))
  if (household === '') findings.push(finding({ ...place, field: HOUSEHOLD_NUMBER }, 'value-required'))
  if (cells.slice(columns.length).some((cell) => cell.trim() !== '')) findings.push(finding(place, 'row-too-wide'))
  return { row, household, texts, told, values: values as RollRow['values'], findings }
}

const HOUSEHOLD_NUMBER = householdColumns.householdNumber.heading

const readCell = (column: NamedColumn | SchemeColumn, text: string): { value: unknown } | { wrong: FindingCode } => {
  if (text.includes(PRECISION_LOST)) return { wrong: 'precision-lost' }
  if (UNREADABLE.test(text)) return { wrong: 'text-unreadable' }
  return column.of === 'scheme' ? { value: text } : column.read(text)
}
