import { expect, test } from 'vitest'
import { isStoreAway } from '../../src/log/away.ts'
import { LogHalted, LogUnavailable, OutcomeUnknown } from '../../src/log/errors.ts'

const withCode = (code: string): Error => Object.assign(new Error('of a driver'), { code })

test.each([
  ['a log that cannot be reached', new LogUnavailable('no leader')],
  ['a refused connection', withCode('ECONNREFUSED')],
  ['a server that shuts down', withCode('57P01')],
  ['a server with too many connections', withCode('53300')],
  ['a connection that broke under a query', new Error('Connection terminated unexpectedly')],
])('%s passes by itself', (_what, error) => {
  expect(isStoreAway(error)).toBe(true)
})

test.each([
  ['a log that waits for a person', new LogHalted('fsync is off')],
  ['an outcome that is unknown', new OutcomeUnknown('no answer')],
  ['a violated constraint', withCode('23505')],
  ['a statement ended for its time', withCode('57014')],
  ['a missing file', withCode('ENOENT')],
  ['what is no error', 'ECONNREFUSED'],
])('%s does not', (_what, error) => {
  expect(isStoreAway(error)).toBe(false)
})
