import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { csvOf } from '../reports/csv.ts'
import type { Report } from '../reports/report.ts'
import { XLSX_ROWS, xlsxOf } from '../reports/xlsx.ts'
import { HttpRefused } from './refusals.ts'

const mediaTypes = {
  json: 'application/json',
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** How a list may be had. */
export const Format = z.enum(['json', 'csv', 'xlsx']).meta({ description: 'Instead of Accept.' })
export type Format = z.infer<typeof Format>

/**
 * The format asked for by `?format=`, else by `Accept`, in the order in which it names them.
 * @throws HttpRefused `not-acceptable`
 */
export const formatOf = (request: FastifyRequest, asked: Format | undefined): Format => {
  const accept = request.headers.accept
  if (asked !== undefined) return asked
  if (accept === undefined) return 'json'
  for (const range of accept.split(',')) {
    const type = range.split(';', 1)[0]?.trim().toLowerCase()
    if (type === '*/*' || type === 'application/*') return 'json'
    for (const format of Format.options) if (mediaTypes[format] === type) return format
  }
  throw new HttpRefused('not-acceptable', { facts: { offered: Object.values(mediaTypes) } })
}

/** Sends a report as a file: CSV as its rows come, a workbook when it is whole. */
export const sendReport = async <Row>(
  reply: FastifyReply,
  format: Exclude<Format, 'json'>,
  report: Report<Row>,
  name: string,
  pages: AsyncIterable<readonly Row[]>,
): Promise<FastifyReply> => {
  const file = encodeURIComponent(`${report.zh}-${name}.${format}`)
  const body = format === 'csv' ? Readable.from(csvOf(report, pages)) : await xlsxOf(report, await gather(pages))
  return reply
    .type(format === 'csv' ? `${mediaTypes.csv}; charset=utf-8` : mediaTypes.xlsx)
    .header('content-disposition', `attachment; filename*=UTF-8''${file}`)
    .send(body)
}

const gather = async <Row>(pages: AsyncIterable<readonly Row[]>): Promise<Row[]> => {
  const all: Row[] = []
  for await (const rows of pages) {
    all.push(...rows)
    if (all.length > XLSX_ROWS) throw new HttpRefused('too-many-rows', { facts: { limit: XLSX_ROWS } })
  }
  return all
}
