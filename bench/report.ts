import { readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { readRun, renderRun } from './report/tables.ts'

const document = join(import.meta.dirname, '..', 'docs', 'benchmarks.md')
const BEGIN = '<!-- tables of '
const END = '<!-- end of tables -->'

/** Puts the tables of a run where the document has its markers. */
const update = async (file: string): Promise<void> => {
  const text = await readFile(document, 'utf8')
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (begin < 0 || end < begin) throw new Error(`${document} has no place for tables`)
  const tables = renderRun(readRun(await readFile(file, 'utf8')))
  const source = relative(join(import.meta.dirname, '..'), file)
  await writeFile(document, `${text.slice(0, begin)}${BEGIN}${source} -->\n\n${tables}\n\n${text.slice(end)}`)
}

const file = process.argv[2]
if (file === undefined) {
  process.stderr.write('node bench/report.ts bench/results/<date>.jsonl\n')
  process.exitCode = 1
} else await update(file)
