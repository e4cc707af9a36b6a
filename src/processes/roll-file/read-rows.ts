import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import iconv from 'iconv-lite'
import { PRECISION_LOST } from './cells.ts'
import type { InspectedFile } from './inspect-file.ts'
import { refuse } from './refusals.ts'
import { unpacksToMoreThan } from './unpacked-size.ts'

/** A row as it stands in the file: its number as a spreadsheet shows it (the headings are row 1) and its cells as text. */
export type FileRow = { row: number; cells: readonly string[] }

/** Where rows are read from: a file that was inspected, or bytes that were. */
type RowSource = Pick<InspectedFile, 'size' | 'format' | 'encoding'> & ({ path: string } | { content: Buffer })

/** A workbook is read whole, so its size is bounded, packed and unpacked; CSV streams and has no bound. */
const WORKBOOK_BYTES = 50 * 1024 * 1024
const UNPACKED_BYTES = 256 * 1024 * 1024

/**
 * Streams the rows of a roll file, headings included, blank rows left out.
 * @throws Refused `roll-file-unreadable` · `roll-file-too-large`
 */
export async function* readRows(file: RowSource): AsyncGenerator<FileRow> {
  for await (const one of file.format === 'csv' ? csvRows(file) : workbookRows(file))
    if (one.cells.some((cell) => cell.trim() !== '')) yield one
}

/** Empty lines are counted and skipped: each would cost the parser an error, for it has not as many cells as the headings. */
async function* csvRows(file: RowSource): AsyncGenerator<FileRow> {
  const parser = parse({ bom: true, relax_column_count: true, skip_empty_lines: true, info: true })
  // Errors reach the reader through the parser, which the pipeline destroys with them.
  pipeline(bytesOf(file), iconv.decodeStream(file.encoding, { stripBOM: true }), parser, () => {})
  try {
    for await (const { info, record } of parser) yield { row: info.records + info.empty_lines, cells: record }
  } catch (error) {
    if (error instanceof CsvError) throw refuse('roll-file-unreadable', { code: error.code })
    throw error
  }
}

const bytesOf = (file: RowSource): Readable =>
  'path' in file ? createReadStream(file.path) : Readable.from(slicesOf(file.content))

/** Bytes that the parser takes at once: nobody else is served meanwhile. */
const SLICE = 64 * 1024

function* slicesOf(content: Buffer): Generator<Buffer> {
  for (let from = 0; from < content.length; from += SLICE) yield content.subarray(from, from + SLICE)
}

async function* workbookRows(file: RowSource): AsyncGenerator<FileRow> {
  if (file.size > WORKBOOK_BYTES) throw refuse('roll-file-too-large', { bytes: file.size, most: WORKBOOK_BYTES })
  const rows = await sheetOf(file)
  for (const [index, row] of rows.entries()) yield { row: index + 1, cells: row.map(textOfCell) }
}

const sheetOf = async (file: RowSource): Promise<readonly (readonly unknown[])[]> => {
  // What reads workbooks is large, and most programs meet none.
  const { readSheet } = await import('read-excel-file/node')
  const bytes = 'path' in file ? await readFile(file.path) : file.content
  try {
    if (!(await unpacksToMoreThan(bytes, UNPACKED_BYTES))) return await readSheet(bytes)
  } catch {
    throw refuse('roll-file-unreadable', { format: 'xlsx' })
  }
  throw refuse('roll-file-too-large', { bytes: file.size, most: UNPACKED_BYTES })
}

/** Spreadsheets keep at most 15 digits of a number; what is longer was meant as text and has lost its end. */
const textOfCell = (cell: unknown): string => {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return Math.abs(cell) >= 1e15 ? PRECISION_LOST : String(cell)
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  return String(cell)
}
