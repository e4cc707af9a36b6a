import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { stringify } from 'csv-stringify'
import type { Finding } from './findings.ts'
import type { InspectedFile } from './inspect-file.ts'
import { readRows } from './read-rows.ts'

/** Only its owner may read it: a workbook goes back with the personal data it came with. */
const PRIVATE = 0o600

/**
 * Writes what is wrong with a roll file beside it and returns the new file's path: for CSV a list of findings
 * (`roll.csv` → `roll.errors.csv`), for a workbook the same rows with a column of errors (`roll.errors.xlsx`).
 */
export const writeFindings = async (file: InspectedFile, findings: readonly Finding[]): Promise<string> => {
  const path = `${file.path.replace(/\.[^./\\]+$/, '')}.errors.${file.format}`
  if (file.format === 'xlsx') await writeBack(file, findings, path)
  else await writeList(findings, path)
  return path
}

const writeList = async (findings: readonly Finding[], path: string): Promise<void> => {
  const rows = findings.map(({ row, household, field, code, zh, en }) => [row, inert(household), field, code, zh, en])
  await pipeline(
    [['行号', '户编号', '列', '代码', '说明', 'Explanation'], ...rows],
    stringify({ bom: true, record_delimiter: 'windows' }),
    createWriteStream(path, { mode: PRIVATE }),
  )
}

/** A cell that starts like a formula would be run by the spreadsheet that opens the list. */
const inert = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

const writeBack = async (file: InspectedFile, findings: readonly Finding[], path: string): Promise<void> => {
  const byRow = Map.groupBy(findings, ({ row }) => row)
  const rows: { value: string }[][] = []
  let width = 0
  for await (const { row, cells } of readRows(file)) {
    if (width === 0) width = cells.length
    const told = (byRow.get(row) ?? []).map(
      ({ field, zh, code }) => `${field === '' ? '' : `${field}：`}${zh}（${code}）`,
    )
    const padded = Array.from({ length: width }, (_, index) => ({ value: cells[index] ?? '' }))
    rows.push([...padded, { value: rows.length === 0 ? '错误' : told.join('；') }])
  }
  const { default: writeWorkbook } = await import('write-excel-file/node')
  await writeFile(path, await writeWorkbook(rows).toBuffer(), { mode: PRIVATE })
}
