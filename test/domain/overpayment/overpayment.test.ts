import { describe, expect, test } from 'vitest'
import type { OverpaymentRequest } from '../../../src/domain/overpayment/commands.ts'
import { overpaymentCommands } from '../../../src/domain/overpayment/commands.ts'
import { type OverpaymentContext, overpaymentDecider } from '../../../src/domain/overpayment/decide.ts'
import type { OverpaymentEvent } from '../../../src/domain/overpayment/events.ts'
import {
  type OverpaymentState,
  outstandingFen,
  settledByMonth,
  statusOf,
} from '../../../src/domain/overpayment/state.ts'
import type { Role } from '../../../src/domain/shared/actor.ts'
import { given, type Past } from '../../given.ts'

const overpaymentId = '2e1b7c9a-4f3d-8a10-9b2c-0d1e2f3a4b5c'
const newId = '3f1c0d2e-8a4b-4c69-9b31-6e5f4d3c2b1a'
const on = '2024-01-15'
const document = { number: '示民追〔2024〕1号', title: '责令退回告知书', issuer: '示例县民政局' }

const as = (sub: string, role: Role, change: Partial<OverpaymentContext> = {}): OverpaymentContext => ({
  actor: { sub, roles: [role], office: '990101', area: '990101' },
  today: on,
  offsetAllowed: false,
  ...change,
})
const worker = as('worker', 'caseWorker')
const officer = as('officer', 'paymentOfficer')
const confirmer = as('confirmer', 'confirmer')

const by = (actor: string, event: OverpaymentEvent): Past<OverpaymentEvent> => ({ event, actor })
const month = (name: string, overpaidFen: number) => ({
  month: name,
  paidFen: overpaidFen,
  dueFen: 0,
  overpaidFen,
  cause: 'DEATH' as const,
})
const source = { runId: '990101-subsistenceAllowance-2024-01-1', readAt: '77' }
const found = {
  scheme: 'subsistenceAllowance',
  personId: '8a9b1c2d-0000-4000-8000-000000000001',
  number: 1,
  caseId: '8a9b1c2d-0000-4000-8000-000000000002',
  area: '990101001001',
  areaKind: 'RURAL' as const,
  group: null,
  months: [month('2023-11', 70_000), month('2023-12', 70_000)],
  ...source,
}
const detected = by('maker', { type: 'OverpaymentDetected', data: { overpaymentId, ...found, detectedOn: on } })
const recovered = (amountFen: number) =>
  by('officer', { type: 'OverpaymentRecovered', data: { overpaymentId, amountFen, reference: 'K1', receivedOn: on } })
const proposed = (amountFen: number) =>
  by('worker', {
    type: 'WaiverProposed',
    data: { overpaymentId, waiverId: newId, amountFen, ground: 'HARDSHIP', reasons: '无力退回', proposedOn: on },
  })

type Asked = { [Type in OverpaymentRequest['type']]: Extract<OverpaymentRequest, { type: Type }>['data'] }
const ask = <Type extends OverpaymentRequest['type']>(type: Type, data: Asked[Type]) =>
  ({ type, subject: overpaymentId, newId, data }) as OverpaymentRequest
const one = (...past: readonly Past<OverpaymentEvent>[]) => given(overpaymentDecider, detected, ...past)
const standsAs = (status: string, leftFen: number) => (state: OverpaymentState) =>
  expect(state.status === 'NONE' ? state : [statusOf(state), outstandingFen(state)]).toEqual([status, leftFen])

const recover = (amountFen: number, receivedOn = on) =>
  ask('RecordRecovery', { amountFen, reference: '缴款书1', receivedOn })

describe('what was paid too much', () => {
  test('is recorded once', () => {
    const again = { type: 'DetectOverpayment', subject: overpaymentId, data: found } as const
    given(overpaymentDecider).when(again, worker).emits({ type: 'OverpaymentDetected' })
    one().when(again, worker).refuses('overpayment-exists')
    given(overpaymentDecider).when(recover(1), officer).refuses('unknown-overpayment')
  })

  test('comes back in parts, and never more than is owed', () => {
    one()
      .when(recover(40_000), officer)
      .emits({ type: 'OverpaymentRecovered', data: { amountFen: 40_000 } })
      .leaves(standsAs('PARTIAL', 100_000))
    one(recovered(40_000)).when(recover(100_000), officer).leaves(standsAs('RECOVERED', 0))
    one(recovered(40_000)).when(recover(100_001), officer).refuses('recovery-above-outstanding', { leftFen: 100_000 })
    one(recovered(140_000)).when(recover(1), officer).refuses('overpayment-settled')
    one().when(recover(1, '2024-01-16'), officer).refuses('recovery-in-future')
  })

  test('settles its earliest months first', () => {
    one()
      .when(recover(90_000), officer)
      .leaves((state) =>
        expect(state.status === 'NONE' ? [] : [...settledByMonth(state)].map(([, { backFen }]) => backFen)).toEqual([
          70_000, 20_000,
        ]),
      )
  })

  test('settles only what is still claimed, so that no month that was due after all takes the money of another', () => {
    const reduced = by('maker', {
      type: 'OverpaymentReduced',
      data: { overpaymentId, months: [{ month: '2023-11', byFen: 70_000 }], ...source, on },
    })
    one(reduced)
      .when(recover(70_000), officer)
      .leaves((state) =>
        expect(state.status === 'NONE' ? [] : [...settledByMonth(state)]).toEqual([
          ['2023-11', { claimedFen: 0, backFen: 0 }],
          ['2023-12', { claimedFen: 70_000, backFen: 70_000 }],
        ]),
      )
  })

  test('keeps the claim that has been settled, also where it was not owed after all', () => {
    const reduce = {
      type: 'ReduceOverpayment',
      subject: overpaymentId,
      data: { months: [{ month: '2023-11', toFen: 0 }], ...source },
    } as const
    one(recovered(50_000))
      .when(reduce, worker)
      .emits({ type: 'OverpaymentReduced', data: { months: [{ month: '2023-11', byFen: 20_000 }] } })
      .leaves(standsAs('PARTIAL', 70_000))
  })

  test('shrinks to what later facts leave of it, and twice the same takes nothing off twice', () => {
    const reduce = {
      type: 'ReduceOverpayment',
      subject: overpaymentId,
      data: { months: [{ month: '2023-12', toFen: 10_000 }], ...source },
    } as const
    one()
      .when(reduce, worker)
      .emits({ type: 'OverpaymentReduced', data: { months: [{ month: '2023-12', byFen: 60_000 }] } })
      .leaves(standsAs('ISSUED', 80_000))
    const done = by('maker', {
      type: 'OverpaymentReduced',
      data: { overpaymentId, months: [{ month: '2023-12', byFen: 60_000 }], ...source, on },
    })
    one(done).when(reduce, worker).emits()
    const rest = {
      ...reduce,
      data: {
        ...source,
        months: [
          { month: '2023-11', toFen: 0 },
          { month: '2023-12', toFen: 0 },
        ],
      },
    }
    one(done).when(rest, worker).leaves(standsAs('CORRECTED', 0))
  })

  test('is told in writing with a day to come, and agreed on in instalments that add up', () => {
    const notify = (returnBy: string) => ask('NotifyOverpayment', { document, reasons: '领取后死亡', returnBy })
    one()
      .when(notify('2024-02-29'), worker)
      .emits({ type: 'OverpaymentNotified', data: { returnBy: '2024-02-29' } })
    one().when(notify('2024-01-14'), worker).refuses('return-date-past')
    const agree = (...fen: number[]) =>
      ask('AgreeInstalments', { instalments: fen.map((sum, index) => ({ due: `2024-0${index + 2}-28`, fen: sum })) })
    one().when(agree(70_000, 70_000), worker).emits({ type: 'InstalmentsAgreed' })
    one(recovered(20_000)).when(agree(70_000, 70_000), worker).refuses('instalments-differ', { leftFen: 120_000 })
  })
})

describe('a waiver', () => {
  const approve = (amountFen: number) => ask('ApproveWaiver', { waiverId: newId, amountFen })

  test('takes two persons and closes what is left', () => {
    one(recovered(40_000))
      .when(ask('ProposeWaiver', { amountFen: 100_000, ground: 'HARDSHIP', reasons: '无力退回' }), worker)
      .emits({ type: 'WaiverProposed', data: { waiverId: newId } })
      .leaves(standsAs('PARTIAL', 100_000))
    one(recovered(40_000), proposed(100_000))
      .when(approve(100_000), confirmer)
      .emits({ type: 'OverpaymentWaived', data: { amountFen: 100_000, proposedBy: 'worker' } })
      .leaves(standsAs('WAIVED', 0))
    one(proposed(140_000)).when(approve(140_000), as('worker', 'confirmer')).refuses('own-waiver')
  })

  test('is for the sum that was seen, and for no more than is owed by then', () => {
    one(proposed(100_000)).when(approve(90_000), confirmer).refuses('waiver-differs')
    one(proposed(140_000), recovered(1)).when(approve(140_000), confirmer).refuses('waiver-differs')
    one().when(approve(1), confirmer).refuses('unknown-waiver')
    one(proposed(1))
      .when(ask('ProposeWaiver', { amountFen: 1, ground: 'UNTRACED', reasons: '失联' }), worker)
      .refuses('waiver-pending')
    one(proposed(1))
      .when(ask('RejectWaiver', { waiverId: newId, reasons: '有能力' }), confirmer)
      .emits({ type: 'WaiverRejected' })
      .leaves(standsAs('ISSUED', 140_000))
  })
})

describe('a debt', () => {
  const allowed = { offsetAllowed: true }
  const agree = (monthlyFen: number) => ask('AgreeRecoveryOffset', { monthlyFen, fromMonth: '2024-02', document })

  test('is taken off assistance only where a rule of the area allows it, once per payment', () => {
    one().when(agree(5_000), confirmer).refuses('recovery-offset-not-allowed')
    one()
      .when(agree(5_000), as('confirmer', 'confirmer', allowed))
      .emits({ type: 'RecoveryOffsetAgreed' })
      .leaves((state) => expect(state).toMatchObject({ agreedOffset: { monthlyFen: 5_000, fromMonth: '2024-02' } }))
    const agreed = by('confirmer', {
      type: 'RecoveryOffsetAgreed',
      data: { overpaymentId, monthlyFen: 5_000, fromMonth: '2024-02', document, agreedOn: on },
    })
    one(agreed)
      .when(agree(0), as('confirmer', 'confirmer', allowed))
      .leaves((state) => expect(state).toMatchObject({ agreedOffset: null }))
    const data = { paymentId: newId, month: '2024-02', amountFen: 140_000 }
    const record = { type: 'RecordOffset', subject: overpaymentId, data } as const
    const offset = by('maker', { type: 'OverpaymentOffset', data: { overpaymentId, ...data, on } })
    one().when(record, worker).leaves(standsAs('OFFSET', 0))
    one(offset).when(record, worker).emits()
    one(offset)
      .when({ ...record, type: 'UndoOffset' }, worker)
      .emits({ type: 'OverpaymentOffsetUndone' })
      .leaves(standsAs('ISSUED', 140_000))
    one()
      .when({ ...record, type: 'UndoOffset' }, worker)
      .emits()
  })

  test('goes on to others, who may still bring it in', () => {
    const transfer = ask('TransferOverpayment', { to: '示例区民政局', document, reasons: '迁出' })
    one().when(transfer, confirmer).leaves(standsAs('TRANSFERRED', 140_000))
    const refer = ask('ReferOverpayment', { to: 'POLICE', document, reasons: '骗取' })
    one().when(refer, confirmer).leaves(standsAs('REFERRED', 140_000))
    const referred = by('confirmer', {
      type: 'OverpaymentReferred',
      data: { overpaymentId, to: 'POLICE', document, reasons: '骗取', on },
    })
    one(referred).when(recover(140_000), officer).leaves(standsAs('RECOVERED', 0))
  })
})

test('every command is for its roles, in the area of the debt', () => {
  for (const { type, example } of overpaymentCommands) {
    const command = { type, subject: overpaymentId, newId, data: example } as OverpaymentRequest
    one().when(command, as('auditor', 'auditor')).refuses('overpayment-role-needed')
    const elsewhere = as('confirmer', 'confirmer')
    one()
      .when(command, { ...elsewhere, actor: { ...elsewhere.actor, area: '990102' } })
      .refuses('overpayment-outside-area')
  }
})
