import { expect, test } from 'vitest'
import { eventIdOf, idFrom } from '../../src/log/event-id.ts'

const command = '0198c2a0-0000-7000-8000-000000000001'

test('the same command gives the same event ids, for ever', () => {
  expect(eventIdOf(command, 'case-1', 0)).toBe(eventIdOf(command, 'case-1', 0))
  expect(eventIdOf(command, 'case-1', 0)).toBe('9204c6e6-adfb-538e-93a1-1cbd7ce647e6')
})

test('another command, stream or index gives another id', () => {
  const other = '0198c2a0-0000-7000-8000-000000000002'
  const ids = [
    eventIdOf(command, 'case-1', 0),
    eventIdOf(command, 'case-1', 1),
    eventIdOf(command, 'case-11', 0),
    eventIdOf(other, 'case-1', 0),
  ]
  expect(new Set(ids).size).toBe(4)
})

test('a derived id depends on seed and name, and never on where one ends and the other begins', () => {
  expect(idFrom('a', 'b')).toBe(idFrom('a', 'b'))
  expect(idFrom('ab', 'c')).not.toBe(idFrom('a', 'bc'))
})
