import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import type { PolicyCommand } from '../../../src/domain/policy/commands.ts'
import { type PolicyList, readPolicyFile } from '../../../src/processes/import-policy/policy-file.ts'

/** Every standard, rate and threshold that the five reports print, as somebody else has read them. */
const printed: { report: string; scheme: string; measure: string; value: string; unit: string; quote: string }[] =
  parse(readFileSync(new URL('printed.csv', import.meta.url)), { columns: true })

const reports = [...new Set(printed.map(({ report }) => report))]
const listOf = (report: string): PolicyList =>
  readPolicyFile(readFileSync(new URL(`../../../policies/${report}.json`, import.meta.url), 'utf8'))

/** The numbers that an entry publishes, as a report would print them. */
const numbersOf = ({ data }: PolicyCommand): readonly number[] => {
  const { monthlyFen, yearlyFen, onceFen, value, unit, factor, key } = data as Record<string, unknown> & {
    factor?: { numerator: number; denominator: number }
  }
  const money = [monthlyFen, yearlyFen, onceFen].flatMap((fen) => (typeof fen === 'number' ? [fen / 100] : []))
  const figure = typeof value === 'number' ? [unit === 'PERCENT' ? value : value / 100] : []
  const parameter = typeof value === 'string' ? [Number(value) / (String(key).endsWith('Fen') ? 100 : 1)] : []
  const link = factor ? [factor.numerator / factor.denominator, (100 * factor.numerator) / factor.denominator] : []
  return [...money, ...figure, ...parameter, ...link].filter((number) => !Number.isNaN(number))
}

const quoteOf = ({ data }: PolicyCommand): string => ('printed' in data ? (data.printed?.quote ?? '') : '')

describe.each(reports)('the policy file of %s', (report) => {
  const { commands, notPublished } = listOf(report)
  const told = new Set(notPublished.map(({ quote }) => quote))

  test.each(printed.filter((line) => line.report === report))(
    'says what becomes of $scheme $measure $value',
    ({ value, quote }) => {
      const published = commands.some(
        (command) => quoteOf(command) === quote && numbersOf(command).includes(Number(value)),
      )
      expect({ quote, published: published || told.has(quote) }).toEqual({ quote, published: true })
    },
  )

  test('dates every entry twice and names its document', () => {
    for (const { data } of commands) {
      expect(data).toMatchObject({
        document: { number: report, title: expect.any(String), issuer: expect.any(String) },
      })
      if ('effectiveFrom' in data)
        expect(data).toMatchObject({ effectiveFrom: expect.any(String), inForceOn: expect.any(String) })
    }
  })

  test('gives each reason for what it leaves out in Chinese too', () => {
    for (const { why } of notPublished) expect(why).toMatch(/[\u4e00-\u9fff]/)
  })
})
