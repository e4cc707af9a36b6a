import { stringify } from 'csv-stringify/sync'
import { yuanText } from '../domain/shared/fen.ts'
import type { Column, Report } from './report.ts'

/** Excel takes a CSV for UTF-8 only when it begins like this. */
const BYTE_ORDER_MARK = '\ufeff'

/** Leading characters that make a spreadsheet compute a cell. */
const FORMULA = /^[=+\-@\t\r]/

const cellOf = <Row>(column: Column<Row>, row: Row): string => {
  const value = column.value(row)
  if (value === null) return ''
  if (typeof value === 'number') return column.kind === 'fen' ? yuanText(value).replaceAll(',', '') : String(value)
  return FORMULA.test(value) ? `'${value}` : value
}

/** A report as CSV, piece by piece as its rows come. Texts that a spreadsheet would compute are disarmed. */
export const csvOf = async function* <Row>(
  report: Report<Row>,
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + stringify([report.columns.map(({ zh }) => zh)], { record_delimiter: '\r\n' })
  for await (const rows of pages) {
    yield stringify(
      rows.map((row) => report.columns.map((column) => cellOf(column, row))),
      { record_delimiter: '\r\n' },
    )
  }
}
