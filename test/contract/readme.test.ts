import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const textOf = (file: string): string => readFileSync(join(import.meta.dirname, file), 'utf8')

test('the table of promises names tests that exist', () => {
  const named = [...textOf('README.md').matchAll(/`([^`]+\.ts)` “([^”]+)”/g)]
  expect(named.length).toBeGreaterThan(50)
  const missing = named.filter(([, file = '', title = '']) => !textOf(file).includes(`'${title}'`))
  expect(missing.map(([, file, title]) => `${file} ${title}`)).toEqual([])
})
