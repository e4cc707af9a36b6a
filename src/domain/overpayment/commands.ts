import { z } from 'zod'
import { Document } from '../policy/events.ts'
import { type CommandOf, commandSchema } from '../shared/command.ts'
import { Day, Month } from '../shared/day.ts'
import { Uuid } from '../shared/event.ts'
import { Fen } from '../shared/fen.ts'
import { TextInput } from '../shared/text.ts'
import type { OverpaymentEvent } from './events.ts'
import { ReferralTo, WaiverGround } from './words.ts'

const document = { number: '示民追〔2023〕8号', title: '责令退回告知书', issuer: '示例县民政局' }
const waiver = '3f1c0d2e-8a4b-4c69-9b31-6e5f4d3c2b1a'

/** What people may do about an overpayment; `subject` is its id. */
export const overpaymentCommands = [
  commandSchema(
    'NotifyOverpayment',
    z.strictObject({ document: Document, reasons: TextInput, returnBy: Day }),
    { en: 'Tell the person in writing what to give back, why, and by when.', zh: '送达责令退回告知书' },
    { document, reasons: '2023年10月、11月领取后已不符合条件', returnBy: '2024-02-29' },
  ),
  commandSchema(
    'AgreeInstalments',
    z.strictObject({
      instalments: z
        .array(z.strictObject({ due: Day, fen: Fen.min(1) }))
        .min(1)
        .max(120),
    }),
    { en: 'Agree on instalments that add up to what is owed.', zh: '约定分期退回' },
    { instalments: [{ due: '2024-01-31', fen: 80_000 }] },
  ),
  commandSchema(
    'RecordRecovery',
    z.strictObject({ amountFen: Fen.min(1), reference: TextInput.max(100), receivedOn: Day }),
    { en: 'Record money that came back.', zh: '登记退回款项' },
    { amountFen: 40_000, reference: '国库缴款书 2024-0017', receivedOn: '2024-01-15' },
  ),
  commandSchema(
    'AgreeRecoveryOffset',
    z.strictObject({ monthlyFen: Fen, fromMonth: Month, document: Document }),
    { en: 'Take so much off later payments, where the area has a rule that allows it.', zh: '约定从后续救助金中抵扣' },
    { monthlyFen: 5_000, fromMonth: '2024-02', document },
  ),
  commandSchema(
    'ProposeWaiver',
    z.strictObject({ amountFen: Fen.min(1), ground: WaiverGround, reasons: TextInput }),
    { en: 'Propose to give up what is owed, or part of it.', zh: '提出免于追回' },
    { amountFen: 80_000, ground: 'HARDSHIP', reasons: '家庭仍在低保范围，无力退回' },
  ),
  commandSchema(
    'ApproveWaiver',
    z.strictObject({ waiverId: Uuid, amountFen: Fen.min(1) }),
    { en: 'Approve a waiver that somebody else proposed.', zh: '批准免于追回' },
    { waiverId: waiver, amountFen: 80_000 },
  ),
  commandSchema(
    'RejectWaiver',
    z.strictObject({ waiverId: Uuid, reasons: TextInput }),
    { en: 'Refuse a waiver: the debt stands.', zh: '不同意免于追回' },
    { waiverId: waiver, reasons: '有能力分期退回' },
  ),
  commandSchema(
    'TransferOverpayment',
    z.strictObject({ to: TextInput, document: Document, reasons: TextInput }),
    { en: 'Hand the recovery over to another office.', zh: '移交其他单位追回' },
    { to: '示例区民政局', document, reasons: '户籍已迁出' },
  ),
  commandSchema(
    'ReferOverpayment',
    z.strictObject({ to: ReferralTo, document: Document, reasons: TextInput }),
    { en: 'Refer it to the police, discipline inspection or a court.', zh: '移送有关机关处理' },
    { to: 'POLICE', document, reasons: '涉嫌骗取救助金' },
  ),
] as const
export type OverpaymentRequest = CommandOf<(typeof overpaymentCommands)[number]>

type Facts<Type extends OverpaymentEvent['type'], Known extends string> = Omit<
  Extract<OverpaymentEvent, { type: Type }>['data'],
  'overpaymentId' | Known
>

/** What each month's claim comes to by what is known now: never more than it was. */
export type Reduction = { months: readonly { month: Month; toFen: Fen }[]; runId: string; readAt: string }

/** What only processes do, as a payment run finds it. */
type InternalCommand =
  | { type: 'DetectOverpayment'; subject: string; data: Facts<'OverpaymentDetected', 'detectedOn'> }
  | { type: 'ReduceOverpayment'; subject: string; data: Reduction }
  | { type: 'RecordOffset' | 'UndoOffset'; subject: string; data: Facts<'OverpaymentOffset', 'on'> }

/** Any command on an overpayment. */
export type OverpaymentCommand = OverpaymentRequest | InternalCommand
