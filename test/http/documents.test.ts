import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { drifted } from '../../docs/generate.ts'
import { openapiDocument } from '../../docs/openapi.ts'
import { caseCommands } from '../../src/domain/case/commands.ts'
import { paymentCommands } from '../../src/domain/payment/commands.ts'
import { runCommands } from '../../src/domain/payment/run-commands.ts'
import { personCommands } from '../../src/domain/person/commands.ts'
import { policyCommands } from '../../src/domain/policy/commands.ts'
import { httpRefusals } from '../../src/http/refusals.ts'
import { allRefusals as refusals } from '../../src/processes/refusals.ts'

const source = resolve(import.meta.dirname, '../../src')
const isTable = (file: string): boolean => /(^|\/)refusals(\/[a-z-]+)?\.ts$/.test(file)
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
const read = (file: string): string => readFileSync(join(source, file), 'utf8')
const tables = files
  .map(read)
  .filter((text) => /Refusals = \{|httpRefusals/.test(text) && text.includes('satisfies Record<string'))
const texts = files.filter((file) => !isTable(file)).map((file) => read(file).replace(/\/\*\*.*?\*\//gs, ''))

test('the documents in the repository are what the code says now', async () => {
  expect(await drifted()).toEqual([])
})

test('every refusal is thrown somewhere', () => {
  const codes = [...Object.keys(refusals), ...Object.keys(httpRefusals)]
  const unused = codes.filter((code) => !texts.some((text) => text.includes(`'${code}'`)))
  expect(unused).toEqual([])
})

test('every refusal that is thrown stands in a table', () => {
  const thrown = texts.flatMap((text) => [...text.matchAll(/\brefuse\(\s*'([^']+)'|HttpRefused\(\s*'([^']+)'/g)])
  const unknown = thrown
    .map((match) => match[1] ?? match[2] ?? '')
    .filter((code) => !(code in refusals) && !(code in httpRefusals))
  expect(thrown.length).toBeGreaterThan(50)
  expect(unknown).toEqual([])
})

test('a code stands in one table only, and is worded in both languages, which name the same fields', () => {
  const codes = tables.flatMap((text) =>
    [...text.matchAll(/^ {2}'?([a-z]+(?:-[a-z0-9]+)*)'?: \{/gm)].map(([, code]) => code),
  )
  const all = { ...refusals, ...httpRefusals }
  expect(Object.keys(all).filter((code) => codes.filter((other) => other === code).length !== 1)).toEqual([])
  const fieldsOf = (text: string) => [...text.matchAll(/`[^`]+`|\{\w+\}/g)].map(([field]) => field).toSorted()
  for (const [code, { en, zh }] of Object.entries(all)) {
    expect(code).toMatch(/^[a-z]+(-[a-z0-9]+)*$/)
    expect(en).toMatch(/^[A-Z].*[.?]$/s)
    expect(zh).toMatch(/[\u4e00-\u9fff].*[。？]$/s)
    expect(fieldsOf(zh), code).toEqual(fieldsOf(en))
  }
})

test('every refusal is provoked by a test', () => {
  const tests = readdirSync(join(source, '../test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(source, '../test', file), 'utf8'))
  const codes = [...Object.keys(refusals), ...Object.keys(httpRefusals)]
  const named = new Set(
    tests.flatMap((text) => [...text.matchAll(/['"`]([a-z]+(?:-[a-z0-9]+)*)['"`]/g)].map(([, code]) => code)),
  )
  expect(codes.filter((code) => !named.has(code))).toEqual([])
})

test('every command has a route with an example that its own schema takes', async () => {
  const all = [...caseCommands, ...personCommands, ...policyCommands, ...runCommands, ...paymentCommands]
  const { paths } = JSON.parse(await openapiDocument()) as { paths: Record<string, { post?: { operationId: string } }> }
  const offered = new Set(Object.values(paths).map(({ post }) => post?.operationId))
  expect(all.map(({ type }) => type.charAt(0).toLowerCase() + type.slice(1)).filter((id) => !offered.has(id))).toEqual(
    [],
  )
  const broken = all.filter(({ data, example }) => !data.safeParse(example).success).map(({ type }) => type)
  expect(broken).toEqual([])
})
