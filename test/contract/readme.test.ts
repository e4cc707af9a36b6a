import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const textOf = (file: string): string => readFileSync(join(import.meta.dirname, file), 'utf8')

/* A test that is renamed is renamed in the table too: a promise must never point to nothing. */
test('the table of promises names tests that exist', () => {
  const named = [...textOf('README.md').matchAll(/`([^`]+\.ts)` “([^”]+)”/g)]
  expect(named.length).toBeGreaterThan(50)
  const missing = named.filter(([, file = '', title = '']) => !textOf(file).includes(`'${title}'`))
  expect(
    missing.map(([, file, title]) => `${file}: ${title}`),
    'renamed? then in test/contract/README.md too',
  ).toEqual([])
})
