import type { OpenAPIV3_1 } from 'openapi-types'
import { expect, test } from 'vitest'
import { openapiDocument } from '../../docs/openapi.ts'
import { caseCommands } from '../../src/domain/case/commands.ts'
import { schemes } from '../../src/domain/scheme/schemes.ts'

const text = await openapiDocument()
const document = JSON.parse(text) as OpenAPIV3_1.Document
const operations = Object.values(document.paths ?? {}).flatMap((item) => Object.values(item ?? {}))
const referred = new Set(text.match(/(?<="\$ref":\s*"#\/components\/)[^"]+/g))
const named = Object.entries(document.components ?? {})
  .filter(([kind]) => kind !== 'securitySchemes')
  .flatMap(([kind, parts]) => Object.keys(parts).map((name) => `${kind}/${name}`))

test('every part that is referred to is there, and every part that is there is referred to', () => {
  expect(named.length).toBeGreaterThan(100)
  expect(named.toSorted()).toEqual([...referred].toSorted())
})

test('names of parts are names in the sense of OpenAPI', () => {
  expect(named.filter((name) => !/^\w+\/[A-Za-z0-9._-]+$/.test(name))).toEqual([])
})

test('every operation has an id of its own, a summary, a Chinese description and an answer', () => {
  const ids = operations.map((one) => (one as OpenAPIV3_1.OperationObject).operationId)
  expect(new Set(ids).size).toBe(operations.length)
  for (const one of operations as OpenAPIV3_1.OperationObject[]) {
    expect(one.summary).toMatch(/^[A-Z]/)
    expect(one.description).toMatch(/[\u4e00-\u9fff]/)
    expect(Object.keys(one.responses ?? {})).not.toEqual([])
  }
})

test('what the parameters of a path are named stands in the path', () => {
  for (const [path, item] of Object.entries(document.paths ?? {}))
    for (const one of Object.values(item ?? {}) as OpenAPIV3_1.OperationObject[]) {
      const parameters = (one.parameters ?? []).map((part) =>
        '$ref' in part ? document.components?.parameters?.[part.$ref.split('/').at(-1) ?? ''] : part,
      ) as OpenAPIV3_1.ParameterObject[]
      const inPath = parameters.filter((part) => part.in === 'path').map(({ name }) => name)
      expect(inPath.toSorted()).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted())
    }
})

test('nothing that takes more than a few lines is said in every operation again', () => {
  expect(text.length).toBeLessThan(500_000)
})

test('the own facts of every scheme are described, and the example of them is those of a scheme', () => {
  const asking = schemes.filter(({ particulars }) => particulars !== null)
  const { anyOf } = document.components?.schemas?.Particulars ?? {}
  const refs = (anyOf ?? []) as OpenAPIV3_1.ReferenceObject[]
  const described = refs.map(({ $ref }) => document.components?.schemas?.[$ref.split('/').at(-1) ?? ''])
  expect(described.map((schema) => schema?.title)).toEqual(asking.map(({ name }) => `${name.en} ${name.zh}`))
  for (const schema of described) expect(Object.keys(schema?.properties ?? {})).not.toEqual([])
  const { example } = caseCommands.find(({ type }) => type === 'RecordParticulars') ?? {}
  const fitting = asking.filter(({ particulars }) => particulars?.safeParse(Object(example).particulars).success)
  expect(fitting.map(({ code }) => code)).toContain('disabilityNursingSubsidy')
})
