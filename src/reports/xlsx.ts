import writeXlsxFile, { type Cell, type SheetData } from 'write-excel-file/node'
import type { Column, Report } from './report.ts'

/** Rows a workbook may have; longer lists are for CSV, which is written as it is read. */
export const XLSX_ROWS = 50_000

const cellOf = <Row>(column: Column<Row>, row: Row): Cell => {
  const value = column.value(row)
  if (value === null) return null
  // Yuan only here, where a person looks at it; every sum was made in fen.
  return column.kind === 'fen' ? { value: Number(value) / 100, type: Number, format: '#,##0.00' } : value
}

/** A report as a workbook of one sheet with fixed headings. Texts stay texts: nothing in them is computed. */
export const xlsxOf = async <Row>(report: Report<Row>, rows: readonly Row[]): Promise<Buffer> => {
  const headings = report.columns.map(({ zh }): Cell => ({ value: zh, fontWeight: 'bold' }))
  const data: SheetData = [headings, ...rows.map((row) => report.columns.map((column) => cellOf(column, row)))]
  const columns = report.columns.map(({ width }) => ({ width }))
  return writeXlsxFile(data, { sheet: report.zh, columns, stickyRowsCount: 1 }).toBuffer()
}
