import { type Compared, compareWithEcheng } from '../demonstration/echeng/compare.ts'
import { echengReport } from '../demonstration/echeng/report.ts'
import { inChinese } from '../demonstration/echeng/words.ts'
import { csvOf } from '../reports/csv.ts'
import { withAnjuan } from './open.ts'
import { say } from './print.ts'

/** How the report is told. */
export type ReportOptions = { csv?: boolean }

/**
 * `anjuan report echeng`: every printed figure of the report that the demonstration county borrows, beside what the county's
 * own events give, with the difference and why there is one, in Chinese and English.
 */
export const echengCommand = ({ csv = false }: ReportOptions): Promise<void> =>
  withAnjuan({ mode: 'demonstration' }, async ({ deps }) => {
    const { oneIn, rows } = await compareWithEcheng(deps)
    if (csv) {
      for await (const piece of csvOf(echengReport, pagesOf(rows))) process.stdout.write(piece)
      return
    }
    for (const line of headOf(oneIn)) say(line)
    for (const line of tableOf(rows)) say(line)
  })

async function* pagesOf(rows: readonly Compared[]): AsyncGenerator<readonly Compared[]> {
  yield rows
}

/** What the numbers are, before them. */
const headOf = (oneIn: number): readonly string[] => {
  const scale =
    oneIn === 1
      ? ['演示县按报告的实际规模生成。', 'This county is as large as the printed one.']
      : [
          `演示县规模为报告的${oneIn}分之一：“应为”是报告数除以${oneIn}后向上取整，比例和标准不缩小。实际规模：npm run demo -- --whole`,
          `This county is one in ${oneIn}: "at scale" is what is printed divided by ${oneIn}, rounded up; rates and limits are not scaled. The whole of it: npm run demo -- --whole`,
        ]
  return [...scale, '']
}

/** How many columns of numbers stand before the words. */
const NUMBERS = 4

const number = (value: number | null): string => (value === null ? '–' : value.toLocaleString('en-US'))

const tableOf = (rows: readonly Compared[]): string[] => {
  const cells = rows.map((row) => [
    number(row.printed),
    number(row.expected),
    number(row.own),
    number(row.difference),
    `${inChinese(row).scheme} ${inChinese(row).measure}（${inChinese(row).unit}，${inChinese(row).period}）`,
    `${row.scheme} ${row.measure}`,
  ])
  const heading = ['printed', 'at scale', 'county', 'difference', '报告数 / 应为 / 演示县 / 差额', 'figure']
  const widths = heading
    .slice(0, NUMBERS)
    .map((name, column) => Math.max(name.length, ...cells.map((row) => row[column]?.length ?? 0)))
  // Chinese words come after the numbers: their width differs from terminal to terminal.
  const lineOf = (row: readonly string[]): string =>
    row.map((cell, column) => (column < NUMBERS ? cell.padStart(widths[column] ?? 0) : cell)).join('  ')
  const indent = ' '.repeat(widths.reduce((sum, width) => sum + width + 2, 0))
  return [
    lineOf(heading),
    ...rows.flatMap(({ why }, index) => [
      lineOf(cells[index] ?? []),
      ...(why === null ? [] : [`${indent}${why.zh}`, `${indent}${why.en}`]),
    ]),
  ]
}
