import { refuse as refuseRoster } from '../../domain/price/refusals.ts'
import type { AreaKind } from '../../domain/shared/area.ts'
import type { Read } from '../roll-file/cells.ts'
import type { Column } from '../roll-file/column.ts'
import { householdColumns } from '../roll-file/household-columns.ts'
import { inspectBytes } from '../roll-file/inspect-file.ts'
import { memberColumns } from '../roll-file/member-columns.ts'
import { matchHeadings } from '../roll-file/read-headings.ts'
import { readRows } from '../roll-file/read-rows.ts'
import { refuse } from '../roll-file/refusals.ts'

/** One row of a roster: who, and where they live. */
export type RosterRow = { row: number; idNumber: string; area: string; areaKind: AreaKind }

/** No county has a group of so many people, and what is read is held in memory. */
const MOST_ROWS = 300_000

/** What is wrong in a cell or row: its number as a spreadsheet counts, the heading, and a stable code. */
export type RosterFinding = { row: number; heading: string; code: string }

/** The columns of a roster, as they are in a roll file. */
const columns = {
  idNumber: { ...memberColumns.idNumber, required: true },
  area: householdColumns.area,
  areaKind: householdColumns.areaKind,
} as const
type ColumnKey = keyof typeof columns
const columnList = (Object.keys(columns) as ColumnKey[]).map((key) => ({ ...columns[key], key }))

/**
 * Reads a roster of another office: CSV (UTF-8 or GB18030) or a workbook, with ID number, area and kind of area.
 * @throws Refused `price-roster-too-long` · `roll-file-unreadable` · `roll-file-headings` · `roll-file-empty` · `roll-file-too-large`
 */
export const readRoster = async (
  bytes: Buffer,
): Promise<{ rows: readonly RosterRow[]; findings: readonly RosterFinding[] }> => {
  const rows: RosterRow[] = []
  const findings: RosterFinding[] = []
  let headings: readonly (typeof columnList)[number][] | undefined
  for await (const { row, cells } of readRows(inspectBytes(bytes))) {
    if (row > MOST_ROWS) throw refuseRoster('price-roster-too-long', { most: MOST_ROWS })
    if (!headings) {
      headings = matchHeadings(cells, columnList)
      continue
    }
    const textOf = (key: ColumnKey): string =>
      cells[headings?.findIndex((column) => column.key === key) ?? -1]?.trim() ?? ''
    const read = <T>(key: ColumnKey, column: Column<T>): T | undefined => {
      const found = cellOf(column, textOf(key))
      if ('value' in found) return found.value
      findings.push({ row, heading: column.heading, code: found.wrong })
      return undefined
    }
    const idNumber = read('idNumber', columns.idNumber)?.number
    const area = read('area', columns.area)
    const areaKind = read('areaKind', columns.areaKind)
    if (idNumber !== undefined && area !== undefined && areaKind !== undefined)
      rows.push({ row, idNumber, area, areaKind })
  }
  if (!headings) throw refuse('roll-file-empty')
  return { rows, findings }
}

const cellOf = <T>(column: Column<T>, text: string): Read<T> =>
  text === '' ? { wrong: 'value-required' } : column.read(text)
