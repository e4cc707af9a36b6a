import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { personal } from '../../src/domain/shared/personal.ts'
import { Envelope } from '../../src/log/envelope.ts'
import {
  everyVersion,
  fileOf,
  fingerprintOf,
  goldenKeys,
  goldenNames,
  goldenOf,
  keysOfErased,
  nameOf,
  newestOf,
  read,
  readingOf,
  SUMS,
  sumOf,
  textOf,
} from './golden.ts'

const HOW = 'see docs/changing-an-event.md'

describe('every event version that has ever existed', () => {
  test.each(everyVersion.map((schema) => [nameOf(schema), schema] as const))('%s has a golden file', (name) => {
    expect(existsSync(fileOf(name)), `${name} has no golden file: ${HOW}`).toBe(true)
  })

  test('is still read: no golden is left without a version in the program', () => {
    expect(goldenNames().sort()).toEqual(everyVersion.map(nameOf).sort())
  })

  test('stands in its golden file as it was written when it was born', () => {
    expect(readFileSync(SUMS, 'utf8').trim().split('\n')).toEqual(goldenNames().sort().map(sumOf))
  })
})

describe.each(goldenNames().map((name) => [name, goldenOf(name)] as const))('%s', (name, golden) => {
  test('has the schema it was born with', () => {
    const schema = everyVersion.find((known) => nameOf(known) === name)
    expect(schema && fingerprintOf(schema.data), `${name} has changed: declare the next version; ${HOW}`).toEqual(
      golden.schema,
    )
  })

  test('reads in the newest version as approved', async () => {
    const data = read(golden, goldenKeys)
    expect(newestOf(golden).parse(data)).toEqual(data)
    await expect(textOf(data)).toMatchFileSnapshot(readingOf(name))
  })

  test('reads in the newest version when the keys of its persons have been destroyed', () => {
    const data = read(golden, keysOfErased)
    expect(newestOf(golden).parse(data)).toEqual(data)
  })

  test('has an envelope that is still one', () => {
    expect(Envelope.parse(golden.meta)).toEqual(golden.meta)
  })
})

describe('the fingerprint of a schema', () => {
  const schema = { personId: z.uuid(), fen: z.int().min(0), note: personal(z.string()), kind: z.enum(['A', 'B']) }
  const before = fingerprintOf(z.strictObject(schema))

  test.each<[string, z.ZodType]>([
    ['a field more', z.strictObject({ ...schema, more: z.string() })],
    ['an optional field more', z.strictObject({ ...schema, more: z.string().optional() })],
    ['a field that may be null', z.strictObject({ ...schema, fen: schema.fen.nullable() })],
    ['another limit', z.strictObject({ ...schema, fen: z.int().min(1) })],
    ['a word more in a list', z.strictObject({ ...schema, kind: z.enum(['A', 'B', 'C']) })],
    [
      'a field that is no longer sealed',
      z.strictObject({ ...schema, note: z.union([z.string(), z.literal('erased')]) }),
    ],
    ['an object that takes unknown fields', z.object(schema)],
  ])('shows %s', (_, changed) => {
    expect(fingerprintOf(changed)).not.toEqual(before)
  })

  test('does not show what only documents', () => {
    const described = { ...schema, fen: schema.fen.meta({ description: 'Money.', examples: [1] }) }
    expect(fingerprintOf(z.strictObject(described))).toEqual(before)
  })
})
