import { expect, test } from 'vitest'
import { schemesDocument } from '../../docs/schemes.ts'
import { schemes } from '../../src/domain/scheme/schemes.ts'

const document = await schemesDocument()
const rows = document.split('\n').filter((line) => line.startsWith('| **'))

test('every scheme has its row', () => {
  expect(rows.map((row) => row.match(/`(\w+)`/)?.[1])).toEqual(schemes.map(({ code }) => code))
})

test('every limit in the table is cited', () => {
  const limits = [...document.matchAll(/\d+ (?:wd|d|months)\b.{0,60}/g)].map(([text]) => text)
  expect(limits.length).toBeGreaterThan(schemes.length)
  expect(limits.filter((text) => !/^[^|]* \[[^\]]+/.test(text))).toEqual([])
})

test('every text in force on a day is named with that day', () => {
  for (const { code, rulesets } of schemes)
    for (const { from, ruleset } of rulesets)
      expect(document).toContain(`| \`${code}\` | ${from} | ${ruleset?.id ?? 'none in force'}`)
})
