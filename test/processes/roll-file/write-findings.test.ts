import { readFile, stat } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/node'
import { expect, test } from 'vitest'
import writeWorkbook from 'write-excel-file/node'
import { inspectFile } from '../../../src/processes/roll-file/inspect-file.ts'
import { writeFindings } from '../../../src/processes/roll-file/write-findings.ts'
import { csvOf, fileOf, readAll, soundMember, soundRow, tableOf } from './roll.ts'

const faulty = [
  { ...soundRow, householdNumber: '=R1', memberCount: '2' },
  { ...soundMember, householdNumber: '=R1', canWork: '' },
]

test('what is wrong in a CSV file is listed beside it, harmless to the spreadsheet that opens it', async () => {
  const path = await csvOf(faulty)
  const findings = (await readAll(path)).flatMap((checked) => checked.findings)
  const errors = await writeFindings(await inspectFile(path), findings)
  expect(errors).toBe(path.replace('.csv', '.errors.csv'))
  expect((await stat(errors)).mode & 0o077).toBe(0)
  expect(parse(await readFile(errors), { bom: true })).toEqual([
    ['行号', '户编号', '列', '代码', '说明', 'Explanation'],
    ['3', "'=R1", '劳动能力', 'value-required', '此列必填', 'This column must be filled in.'],
  ])
})

test('a workbook comes back with its own rows and a column of errors', async () => {
  const cells = tableOf(faulty).map((row) => row.map((value) => ({ value })))
  const path = await fileOf(await writeWorkbook(cells).toBuffer(), 'roll.xlsx')
  const findings = (await readAll(path)).flatMap((checked) => checked.findings)
  const sheet = await readSheet(await writeFindings(await inspectFile(path), findings))
  expect(sheet.map((row) => row.at(-1))).toEqual(['错误', null, '劳动能力：此列必填（value-required）'])
  expect(sheet[2]?.[0]).toBe('=R1')
})
