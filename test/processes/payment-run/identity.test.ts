import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RunLine } from '../../../src/domain/payment/line.ts'
import { contentOf, paymentIdOf } from '../../../src/processes/payment-run/identity.ts'

const key = {
  scheme: 'subsistenceAllowance',
  personId: '8a9b1c2d-0000-4000-8000-000000000001',
  month: '2023-05',
  kind: 'regular',
  sequence: 1,
} as const

const line = (paymentId: string, change: Partial<RunLine> = {}): RunLine => ({
  paymentId,
  caseId: '8a9b1c2d-0000-4000-8000-000000000002',
  personId: key.personId,
  month: '2023-05',
  kind: 'regular',
  sequence: 1,
  amountFen: 80_000,
  grossFen: 80_000,
  offsets: [],
  payee: { kind: 'HOLDER' },
  group: null,
  area: '990101001001',
  areaKind: 'RURAL',
  members: 2,
  standardFen: 70_000,
  standardDocument: 'TEST-1',
  account: 'a'.repeat(64),
  reissueOf: null,
  ...change,
})

test('a payment id never changes: these bytes are in every log', () => {
  expect(paymentIdOf(key)).toBe('82895344-d6aa-84d3-91eb-0fc631ab8d8e')
})

test('a payment id is a version 8 UUID and differs with every part of its key', () => {
  const ids = [
    key,
    { ...key, scheme: 'priceSubsidy' },
    { ...key, personId: '8a9b1c2d-0000-4000-8000-000000000003' },
    { ...key, month: '2023-06' },
    { ...key, kind: 'reissue' as const },
    { ...key, sequence: 2 },
  ].map(paymentIdOf)
  expect(new Set(ids).size).toBe(6)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('the content of a run does not depend on the order of its lines', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.uuid(), { maxLength: 20 }), fc.integer(), (ids, seed) => {
      const lines = ids.map((id, index) => line(id, { amountFen: index }))
      const mixed = [...lines].sort((a, b) => ((a.amountFen * 31 + seed) % 7) - ((b.amountFen * 31 + seed) % 7))
      expect(contentOf('run', mixed)).toEqual(contentOf('run', lines))
    }),
  )
})

test('the content of a run changes with anything that decides who is paid what', () => {
  const id = '8a9b1c2d-0000-8000-8000-000000000009'
  const contents = [
    [line(id)],
    [line(id, { amountFen: 80_001 })],
    [line(id, { account: 'b'.repeat(64) })],
    [line(id, { personId: id })],
    [line(id, { caseId: id })],
    [line(id, { standardDocument: 'TEST-2' })],
    [line(id, { reissueOf: id })],
    [],
  ].map((lines) => contentOf('run', lines).hash)
  expect(new Set([...contents, contentOf('other run', [line(id)]).hash]).size).toBe(9)
})
