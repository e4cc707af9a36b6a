import { createHash } from 'node:crypto'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { accountsIn, bankFile } from '../../../src/processes/payment-run/bank-file.ts'

const head = { fileId: 'run-p1-abc', scheme: 'subsistenceAllowance', month: '2023-05' }
const line = (paymentId: string, accountHolder = '李某') => ({
  paymentId,
  bank: '农商银行',
  account: `6222-${paymentId}`,
  accountHolder,
  amountFen: 81_000,
})

test('a bank file is GB18030 text, sorted by payment id, with count, total and digests', () => {
  const bytes = bankFile(head, [line('b'), line('a', '欧阳,"某"')])
  const text = iconv.decode(bytes, 'gb18030')
  const trailer = text.indexOf('\r\nT,') + 2
  const body = iconv.encode(text.slice(0, trailer), 'gb18030')
  const digest = (algorithm: string) => createHash(algorithm).update(body).digest('hex')
  expect(text.split('\r\n')).toEqual([
    'H,ANJUAN-PAY,1,run-p1-abc,subsistenceAllowance,2023-05,2,162000',
    'D,a,农商银行,6222-a,"欧阳,""某""",81000',
    'D,b,农商银行,6222-b,李某,81000',
    `T,2,162000,${digest('sha256')},${digest('sm3')}`,
    '',
  ])
})

test('the same payments in any order give the same bytes', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 12 }), (ids) => {
      const lines = ids.map((id) => line(id))
      expect(bankFile(head, [...lines].reverse()).equals(bankFile(head, lines))).toBe(true)
    }),
  )
})

test('rare and hostile names come back as they were, and move no field', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      const bytes = bankFile(head, [line('a', `𠮷${name}\r\nD,x,y,z`), line('b')])
      expect([...accountsIn(bytes).keys()]).toEqual(['a', 'b'])
    }),
  )
})
