import { expect, test } from 'vitest'
import { type RunCommand, runDecider } from '../../../src/domain/payment/run-decide.ts'
import { given } from '../../given.ts'

const runId = '990101-priceSubsidy-2022-09-1'
const opening = {
  runId,
  area: '990101',
  scheme: 'priceSubsidy',
  month: '2022-09',
  number: 1,
  purpose: 'REGULAR',
} as const
const context = {
  actor: { sub: 'maker', roles: ['paymentPreparer' as const], office: '990101', area: '990101' },
  today: '2022-10-18',
  contributors: new Set<string>(),
}
const open = (data: Partial<Extract<RunCommand, { type: 'OpenPaymentRun' }>['data']>): RunCommand => ({
  type: 'OpenPaymentRun',
  data: { ...opening, ...data },
})

test('a run whose month the law wants paid by a day is opened with that day and its clause', () => {
  const deadline = { due: '2022-10-31', provisional: false, clause: '2022-temp' }
  given(runDecider)
    .when(open({ deadline }), context)
    .emits({ type: 'PaymentRunOpened', data: opening }, { type: 'PaymentRunDeadlineSet', data: { runId, ...deadline } })
    .leaves((run) => expect(run).toMatchObject({ status: 'OPEN', runId }))
})

test('any other run has none', () => {
  given(runDecider).when(open({}), context).emits({ type: 'PaymentRunOpened', data: opening })
})
