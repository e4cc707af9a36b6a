import { type Compared, compareWithEcheng } from '../demonstration/echeng/compare.ts'
import { echengReport } from '../demonstration/echeng/report.ts'
import { csvOf } from '../reports/csv.ts'
import { withAnjuan } from './open.ts'
import { say } from './print.ts'

/** How the report is told. */
export type ReportOptions = { csv?: boolean }

/**
 * `anjuan report echeng`: every printed figure of the report that the demonstration county borrows, beside what the county's
 * own events give, with the difference and why there is one.
 */
export const echengCommand = ({ csv = false }: ReportOptions): Promise<void> =>
  withAnjuan({ mode: 'demonstration' }, async ({ deps }) => {
    const rows = await compareWithEcheng(deps)
    if (csv) for await (const piece of csvOf(echengReport, pagesOf(rows))) process.stdout.write(piece)
    else for (const line of tableOf(rows)) say(line)
  })

async function* pagesOf(rows: readonly Compared[]): AsyncGenerator<readonly Compared[]> {
  yield rows
}

const number = (value: number | null): string => (value === null ? '–' : value.toLocaleString('en-US'))

const tableOf = (rows: readonly Compared[]): string[] => {
  const cells = rows.map(({ scheme, measure, unit, printed, expected, own, difference }) => [
    `${scheme} ${measure}`,
    number(printed),
    number(expected),
    number(own),
    number(difference),
    unit,
  ])
  const heading = ['figure', 'printed', 'at scale', 'county', 'difference', 'unit']
  const widths = heading.map((name, column) => Math.max(name.length, ...cells.map((row) => row[column]?.length ?? 0)))
  const lineOf = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 0 || column === 5 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd()
  return [
    lineOf(heading),
    ...rows.flatMap(({ why }, index) => [lineOf(cells[index] ?? []), ...(why === null ? [] : [`    ${why}`])]),
  ]
}
