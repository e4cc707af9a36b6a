import { z } from 'zod'
import { type CommandOf, commandSchema } from '../shared/command.ts'
import { TextInput } from '../shared/text.ts'
import { StopReason } from './stop-reason.ts'

/** What people may ask of a single payment; `subject` is its id. Everything else happens to it through its run and the bank. */
export const paymentCommands = [
  commandSchema(
    'CancelPayment',
    z.strictObject({ reason: StopReason, note: TextInput }),
    {
      en: 'Stop one payment of an instructed run before the bank file; the next run of the month calculates it anew.',
      zh: '单笔止付（代发文件生成前）',
    },
    { reason: 'DEATH', note: '村委会来电，领取人昨日去世，待核实' },
  ),
] as const
export type PaymentRequest = CommandOf<(typeof paymentCommands)[number]>
