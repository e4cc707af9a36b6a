import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { columnList } from '../../../src/processes/roll-file/columns.ts'
import { findingTexts } from '../../../src/processes/roll-file/findings.ts'

const page = await readFile('docs/import-households.md', 'utf8')

const between = (name: string): string =>
  new RegExp(`<!-- ${name}:begin[^\\n]*-->\\n([\\s\\S]*?)<!-- ${name}:end -->`).exec(page)?.[1]?.trim() ?? ''

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

test('the page lists every column as the code reads it', () => {
  const rows = columnList.map(({ heading, of, required, zh, en, example }) => [
    heading,
    of,
    required ? 'yes' : '',
    zh,
    en,
    example === '' ? '' : `\`${example}\``,
  ])
  expect(between('columns')).toBe(table(['Heading', 'Of', 'Required', '说明', 'What goes in', 'Example'], rows))
})

test('the page lists every finding as the code words it', () => {
  const rows = Object.entries(findingTexts).map(([code, { zh, en }]) => [`\`${code}\``, zh, en])
  expect(between('findings')).toBe(table(['Code', '说明', 'Meaning'], rows))
})
