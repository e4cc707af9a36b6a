import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { questions } from '../../src/demonstration/questions.ts'

type Parameter = { in: string; name: string }
type Operation = { parameters?: (Parameter | { $ref: string })[] }
const { paths, components } = JSON.parse(readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8')) as {
  paths: Record<string, { get?: Operation }>
  components: { parameters: Record<string, Parameter> }
}

/** What several operations take stands once in the document, under a name. */
const parameterOf = (one: Parameter | { $ref: string }): Parameter | undefined =>
  '$ref' in one ? components.parameters[one.$ref.split('/').at(-1) ?? ''] : one

/** The operation that an address asks, by the documents of the interface. */
const operationAt = (address: string): Operation | undefined => {
  const found = Object.keys(paths).find((path) => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(address))
  return found === undefined ? undefined : paths[found]?.get
}

/** The addresses that a document asks; what it puts in from an answer stands for an id. */
const askedIn = (document: string): string[] =>
  readFileSync(new URL(`../../${document}`, import.meta.url), 'utf8').match(/\/v1\/[^'"`\s)]+/g) ?? []

const documents = ['README.md', 'README.zh-CN.md', 'docs/auditing.md']

test.each(documents.flatMap((document) => askedIn(document).map((path) => ({ document, path }))))(
  'there is $path, which $document asks',
  ({ path }) => answers(path),
)

test.each(questions)('the demonstration answers $path', ({ path }) => answers(path))

const answers = (path: string): void => {
  const { pathname, searchParams } = new URL(path, 'http://127.0.0.1')
  const operation = operationAt(pathname)
  expect(operation).toBeDefined()
  const known = (operation?.parameters ?? []).flatMap((one) => parameterOf(one) ?? [])
  const asked = known.filter((one) => one.in === 'query').map(({ name }) => name)
  expect(asked).toEqual(expect.arrayContaining([...searchParams.keys()]))
}
