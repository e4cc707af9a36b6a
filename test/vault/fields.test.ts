import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { caseEvents } from '../../src/domain/case/events.ts'
import { paymentEvents } from '../../src/domain/payment/events.ts'
import { runEvents } from '../../src/domain/payment/run-events.ts'
import { personEvents } from '../../src/domain/person/events.ts'
import { policyEvents } from '../../src/domain/policy/events.ts'
import { personal } from '../../src/domain/shared/personal.ts'
import { openFields, personsIn, sealFields } from '../../src/vault/fields.ts'
import type { PersonKeys } from '../../src/vault/port.ts'
import { PersonalFieldFault, walkOf } from '../../src/vault/walker.ts'

/** Keys that show in the text what a value was sealed for. */
const keys: PersonKeys = {
  seal: (personId, field, value) => `sealed:${personId}/${field}=${JSON.stringify(value)}`,
  open: (personId, field, sealed) => {
    const before = `sealed:${personId}/${field}=`
    if (!sealed.startsWith(before)) throw new Error(`sealed for somebody else: ${sealed}`)
    return JSON.parse(sealed.slice(before.length))
  },
}

const person = z.strictObject({
  personId: z.string(),
  sex: z.string(),
  name: personal(z.string()),
  idNumber: personal(z.string().nullable()),
})
const wang = { personId: 'p1', sex: 'F', name: '王', idNumber: null }
const li = { personId: 'p2', sex: 'M', name: '李', idNumber: '990101199001010015' }

const sealsAndOpens = (schema: z.ZodType, data: unknown) => {
  const sealed = sealFields(schema, data, keys)
  expect(openFields(schema, sealed, keys)).toEqual(data)
  return sealed
}

describe('personal fields', () => {
  test('are sealed under the person their object names, and nothing else is touched', () => {
    expect(sealsAndOpens(person, wang)).toEqual({
      personId: 'p1',
      sex: 'F',
      name: 'sealed:p1/name="王"',
      idNumber: 'sealed:p1/idNumber=null',
    })
  })

  test('leave the data they came in unchanged, and the order of its keys', () => {
    const before = { ...wang }
    const sealed = sealFields(person, wang, keys)
    expect(wang).toEqual(before)
    expect(Object.keys(sealed as object)).toEqual(Object.keys(wang))
  })

  test('belong to the nearest enclosing person, in lists, records, tuples and objects without one', () => {
    const schema = z.strictObject({
      personId: z.string(),
      note: z.strictObject({ text: personal(z.string()) }),
      members: z.array(person),
      pair: z.tuple([person, z.string()]),
      byRole: z.record(z.string(), person),
    })
    const data = { personId: 'p9', note: { text: 'x' }, members: [wang, li], pair: [wang, 'a'], byRole: { self: li } }
    expect(sealsAndOpens(schema, data)).toMatchObject({
      note: { text: 'sealed:p9/text="x"' },
      members: [{ name: 'sealed:p1/name="王"' }, { name: 'sealed:p2/name="李"' }],
      pair: [{ name: 'sealed:p1/name="王"' }, 'a'],
      byRole: { self: { name: 'sealed:p2/name="李"' } },
    })
    expect(personsIn(schema, data)).toEqual(['p9', 'p1', 'p2'])
  })

  test('that are lists or objects are sealed whole', () => {
    const schema = z.strictObject({
      personId: z.string(),
      illness: personal(z.strictObject({ kinds: z.array(z.string()) })),
    })
    expect(sealsAndOpens(schema, { personId: 'p1', illness: { kinds: ['A', 'B'] } })).toEqual({
      personId: 'p1',
      illness: 'sealed:p1/illness={"kinds":["A","B"]}',
    })
  })

  test('may be absent or null around the mark, and then stay so', () => {
    const schema = z.strictObject({
      personId: z.string(),
      said: personal(z.string()).nullable(),
      heard: personal(z.string()).optional(),
      by: person.nullable(),
    })
    expect(sealsAndOpens(schema, { personId: 'p1', said: null, by: null })).toEqual({
      personId: 'p1',
      said: null,
      by: null,
    })
    expect(sealsAndOpens(schema, { personId: 'p1', said: 'a', heard: 'b', by: li })).toMatchObject({
      said: 'sealed:p1/said="a"',
      heard: 'sealed:p1/heard="b"',
    })
  })

  test('are found in the option of a union that the value is built like, plain or sealed', () => {
    const told = z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('nobody'), text: z.string() }),
      z.strictObject({ kind: z.literal('somebody'), personId: z.string(), text: personal(z.iso.date()) }),
    ])
    expect(sealsAndOpens(told, { kind: 'nobody', text: 'a' })).toEqual({ kind: 'nobody', text: 'a' })
    expect(sealsAndOpens(told, { kind: 'somebody', personId: 'p1', text: '2026-01-01' })).toEqual({
      kind: 'somebody',
      personId: 'p1',
      text: 'sealed:p1/text="2026-01-01"',
    })
    const plain = z.union([z.string(), person, z.array(person)])
    expect(sealsAndOpens(plain, 'nobody')).toBe('nobody')
    expect(sealsAndOpens(plain, [wang])).toMatchObject([{ name: 'sealed:p1/name="王"' }])
    expect(() => sealFields(plain, 5, keys)).toThrow(PersonalFieldFault)
  })

  test('are found again behind a description, a default and in recursive schemas', () => {
    type Node = { personId: string; name: string; children: Node[] }
    const node: z.ZodType<Node> = z.lazy(() =>
      z.strictObject({
        personId: z.string(),
        name: personal(z.string()).meta({ description: 'the name' }).default('none'),
        children: z.array(node),
      }),
    )
    const tree = { personId: 'p1', name: 'a', children: [{ personId: 'p2', name: 'b', children: [] }] }
    expect(sealsAndOpens(node, tree)).toEqual({
      personId: 'p1',
      name: 'sealed:p1/name="a"',
      children: [{ personId: 'p2', name: 'sealed:p2/name="b"', children: [] }],
    })
  })

  test('that read erased stay erased, and need no key', () => {
    const erased = { ...wang, name: 'erased', idNumber: 'erased' }
    expect(sealFields(person, erased, keys)).toEqual(erased)
    expect(openFields(person, erased, keys)).toEqual(erased)
    expect(personsIn(person, erased)).toEqual([])
  })

  test('without an owner are a mistake of the schema, told at once', () => {
    const schema = z.strictObject({ name: personal(z.string()) })
    expect(() => sealFields(schema, { name: 'a' }, keys)).toThrow(/"name" has no enclosing object with a personId/)
    const nobody = z.strictObject({ personId: z.string().nullable(), name: personal(z.string()) })
    expect(() => sealFields(nobody, { personId: null, name: 'a' }, keys)).toThrow(PersonalFieldFault)
  })

  test('in an intersection are refused, never overlooked', () => {
    const schema = z.intersection(z.object({ a: z.string() }), person)
    expect(() => sealFields(schema, { a: 'x', ...wang }, keys)).toThrow(/intersection/)
  })

  test('that were never sealed are not taken for opened', () => {
    expect(() => openFields(person, wang, keys)).toThrow()
  })
})

describe('event schemas', () => {
  const events = [...caseEvents, ...personEvents, ...paymentEvents, ...runEvents, ...policyEvents]

  test.each(events)('$type names the owner of every personal field', ({ data }) => {
    expect(() => walkOf(data)).not.toThrow()
  })

  test('without personal fields give the very same data back', () => {
    const data = { caseId: 'c' }
    const closed = caseEvents.find(({ type }) => type === 'CaseClosed')!
    expect(sealFields(closed.data, data, keys)).toBe(data)
  })
})
