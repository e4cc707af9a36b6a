import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const textOf = (file: string): string => readFileSync(join(import.meta.dirname, file), 'utf8')
const names = (text: string, title: string): boolean => text.includes(`'${title}'`) || text.includes(`"${title}"`)

/* A test that is renamed is renamed in the table too: a promise must never point to nothing. */
test.each([
  ['README.md', 40],
  ['contract/README.md', 50],
] as const)('the table of %s names tests that exist', (readme, atLeast) => {
  const named = [...textOf(readme).matchAll(/`([^`]+\.ts)` “([^”]+)”/g)]
  expect(named.length).toBeGreaterThan(atLeast)
  const missing = named.filter(([, file = '', title = '']) => !names(textOf(join(dirname(readme), file)), title))
  expect(
    missing.map(([, file, title]) => `${file}: ${title}`),
    `renamed? then in test/${readme} too`,
  ).toEqual([])
})
