import { expect, test } from 'vitest'
import { reissueLines } from '../../../src/processes/payment-run/reissue-lines.ts'
import { id } from './county.ts'
import { paymentTo, rowOf } from './month-facts.ts'

test('what came back of two holders of one case is paid again under a number that its case has not had', () => {
  const before = rowOf('li', ['father', 'mother'])
  const now = { ...before, holder: id('person mother') }
  const back = { status: 'RETURNED', endedAt: null } as const
  const first = paymentTo(before, 500, back)
  const again = paymentTo(before, 500, {
    kind: 'reissue',
    sequence: 2,
    ...back,
    reissueOf: first.paymentId,
    noLongerDue: true,
  })
  const arrears = paymentTo(now, 500, { kind: 'arrears', ...back })
  const { lines } = reissueLines({
    scheme: now.scheme,
    month: '2023-05',
    area: '990101',
    payments: [first, again, { ...arrears, endedAt: 3n }],
    accounts: new Map([[now.holder, { digest: 'b'.repeat(64), registeredAt: 4n }]]),
    claimOn: () => ({ claimedFen: 0, backFen: 0, settledFen: 0 }),
    dueNow: () => ({ fen: 500, holder: now.holder, payee: now.payee }),
  })
  expect(lines).toMatchObject([{ reissueOf: arrears.paymentId, sequence: 3 }])
})
