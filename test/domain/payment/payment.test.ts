import { describe, expect, test } from 'vitest'
import { paymentDecider } from '../../../src/domain/payment/decide.ts'
import type { PaymentEvent } from '../../../src/domain/payment/events.ts'
import { paymentMoves, statusAfter } from '../../../src/domain/payment/state.ts'
import { given } from '../../given.ts'

const paymentId = '82895344-d6aa-84d3-91eb-0fc631ab8d8e'
const sha256 = 'a'.repeat(64)
const on = '2023-05-10'

const facts: { [Type in keyof typeof statusAfter]: Extract<PaymentEvent, { type: Type }> } = {
  PaymentPlanned: {
    type: 'PaymentPlanned',
    data: {
      paymentId,
      scheme: 'subsistenceAllowance',
      personId: '8a9b1c2d-0000-4000-8000-000000000001',
      month: '2023-05',
      kind: 'regular',
      sequence: 1,
      amountFen: 80_000,
      caseId: '8a9b1c2d-0000-4000-8000-000000000002',
      runId: '990101-subsistenceAllowance-2023-05-1',
      area: '990101001001',
      areaKind: 'RURAL',
      members: 2,
      reissueOf: null,
      grossFen: 80_000,
      offsets: [],
      payee: { kind: 'HOLDER' },
      group: null,
    },
  },
  PaymentFiled: { type: 'PaymentFiled', data: { paymentId, fileId: 'file', fileSha256: sha256 } },
  PaymentPaid: {
    type: 'PaymentPaid',
    data: { paymentId, paidOn: on, returnFileSha256: sha256, line: 2, bankReference: 'B1' },
  },
  PaymentReturned: {
    type: 'PaymentReturned',
    data: { paymentId, returnedOn: on, returnFileSha256: sha256, line: 2, reason: '账户已销户' },
  },
  PaymentFailed: { type: 'PaymentFailed', data: { paymentId, failedOn: on, reason: '户名不符' } },
  PaymentCancelled: { type: 'PaymentCancelled', data: { paymentId, cancelledOn: on, reason: 'DEATH', note: '' } },
}

const { PaymentPlanned, PaymentFiled, PaymentPaid, PaymentReturned, PaymentFailed, PaymentCancelled } = facts

/** A way into each state. */
const ways = {
  NONE: [],
  PLANNED: [PaymentPlanned],
  FILED: [PaymentPlanned, PaymentFiled],
  PAID: [PaymentPlanned, PaymentFiled, PaymentPaid],
  RETURNED: [PaymentPlanned, PaymentFiled, PaymentReturned],
  FAILED: [PaymentPlanned, PaymentFiled, PaymentFailed],
  CANCELLED: [PaymentPlanned, PaymentCancelled],
} as const

describe('a payment', () => {
  for (const [from, past] of Object.entries(ways))
    for (const [type, event] of Object.entries(facts)) {
      const to = statusAfter[type as keyof typeof statusAfter]
      const isAllowed = paymentMoves[from as keyof typeof ways].includes(to)
      test(`${isAllowed ? 'moves' : 'does not move'} from ${from} to ${to}`, () => {
        const when = given(paymentDecider, ...past).when({ type: 'RecordPayment', event }, null)
        if (isAllowed) when.emits(event).leaves((state) => expect(state.status).toBe(to))
        else if (from === 'NONE') when.refuses('unknown-payment')
        else if (to === 'PLANNED') when.refuses('payment-exists')
        else when.refuses('payment-cannot-move', { from, to })
      })
    }

  test('is closed as no longer due only after it came back or never arrived, and once', () => {
    const data = { paymentId, runId: 'run', closedOn: on, reason: 'DEATH' }
    const closing = { type: 'PaymentNoLongerDue', data } as const
    const close = { type: 'RecordPayment', event: closing } as const
    for (const [from, past] of Object.entries(ways)) {
      const when = given(paymentDecider, ...past).when(close, null)
      if (from === 'NONE') when.refuses('unknown-payment')
      else if (from !== 'RETURNED' && from !== 'FAILED')
        when.refuses('payment-cannot-move', { from, to: 'NO_LONGER_DUE' })
      else when.emits(closing).leaves((state) => expect(state).toMatchObject({ status: from, noLongerDue: true }))
    }
    given(paymentDecider, ...ways.RETURNED, closing)
      .when(close, null)
      .emits()
  })

  test('never leaves RETURNED, FAILED or CANCELLED, and comes back late only from PAID', () => {
    expect(paymentMoves).toEqual({
      NONE: ['PLANNED'],
      PLANNED: ['FILED', 'CANCELLED'],
      FILED: ['PAID', 'FAILED', 'RETURNED'],
      PAID: ['RETURNED'],
      FAILED: [],
      RETURNED: [],
      CANCELLED: [],
    })
  })
})
