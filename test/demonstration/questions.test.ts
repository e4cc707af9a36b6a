import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { questions } from '../../src/demonstration/questions.ts'

type Operation = { parameters?: { in: string; name: string }[] }
const { paths } = JSON.parse(readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8')) as {
  paths: Record<string, { get?: Operation }>
}

/** The operation that an address asks, by the documents of the interface. */
const operationAt = (address: string): Operation | undefined => {
  const found = Object.keys(paths).find((path) => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(address))
  return found === undefined ? undefined : paths[found]?.get
}

test.each(questions)('the demonstration answers $path', ({ path }) => {
  const { pathname, searchParams } = new URL(path, 'http://127.0.0.1')
  const operation = operationAt(pathname)
  expect(operation).toBeDefined()
  const known = (operation?.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => name)
  expect(known).toEqual(expect.arrayContaining([...searchParams.keys()]))
})
