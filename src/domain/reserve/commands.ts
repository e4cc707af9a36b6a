import { z } from 'zod'
import { lateEntry } from '../shared/act-day.ts'
import { type CommandOf, commandSchema } from '../shared/command.ts'
import { Day } from '../shared/day.ts'
import { Uuid } from '../shared/event.ts'
import { Fen } from '../shared/fen.ts'
import { Hardship } from '../shared/hardship.ts'
import { StaffInput, TextInput } from '../shared/text.ts'
import { transfer } from './events.ts'

const exampleTransfer = {
  source: 'RELIEF_FUND' as const,
  budgetYear: 2023,
  document: { number: '示财社〔2023〕12号', title: '关于下达临时救助备用金的通知', issuer: '示例县财政局' },
  amountFen: 2_000_000,
}
const draw = '2b6f0c1d-7e3a-4c58-9f21-5d4e3c2b1a09'

/** What people may do with the reserve of a township; `subject` is its area code. */
export const reserveCommands = [
  commandSchema(
    'AllocateReserve',
    z.strictObject({ ...transfer, ...lateEntry }),
    { en: 'Pay a reserve ahead to a township.', zh: '向乡镇（街道）预拨临时救助备用金' },
    exampleTransfer,
  ),
  commandSchema(
    'ReplenishReserve',
    z.strictObject({ ...transfer, ...lateEntry }),
    { en: 'Top a reserve up after aid has been handed out.', zh: '补充备用金' },
    exampleTransfer,
  ),
  commandSchema(
    'SettleReserve',
    z.strictObject({ ...transfer, ...lateEntry }),
    { en: 'Give unspent money of one source back to the county.', zh: '备用金结算缴回' },
    { ...exampleTransfer, amountFen: 300_000 },
  ),
  commandSchema(
    'ReturnDraw',
    z.strictObject({ drawId: Uuid, amountFen: Fen.min(1), reasons: TextInput, ...lateEntry }),
    { en: 'Record aid that came back in cash, whole or in part.', zh: '登记现金救助退回' },
    { drawId: draw, amountFen: 50_000, reasons: '住院费用已由肇事方全额支付，救助金退回。' },
  ),
  commandSchema(
    'CountReserve',
    z.strictObject({
      countedFen: Fen,
      explanation: TextInput.nullable().meta({ description: 'Required where cash and book differ.' }),
      witness: StaffInput,
      ...lateEntry,
    }),
    { en: 'Count the cash against the book, two people together.', zh: '备用金盘点' },
    { countedFen: 1_850_000, explanation: null, witness: 'counter-2' },
  ),
] as const

/** What only processes do: money is drawn for an aid that a case grants, and put back where the case came not to. */
export const internalReserveCommands = [
  commandSchema(
    'DrawReserve',
    z.strictObject({
      caseId: Uuid,
      personId: Uuid,
      hardship: Hardship,
      amountFen: Fen.min(1),
      /** From which day on a draw of another case for the same person and cause stands in the way. */
      onceSince: Day.nullable(),
      ...lateEntry,
    }),
    { en: 'Draw on the reserve for the aid of one person.', zh: '支取备用金用于先行救助' },
    {
      caseId: '00000000-0000-4000-8000-000000000001',
      personId: '6f1a8e52-3c0b-4d7e-9a41-0b7d5c2e1f01',
      hardship: { cause: 'FIRE', account: '夜间失火，住房及口粮烧毁。' },
      amountFen: 200_000,
      onceSince: '2023-01-01',
    },
  ),
  commandSchema(
    'AnnulDraw',
    z.strictObject({ drawId: Uuid, reason: TextInput }),
    { en: 'Annul a draw that no aid came to stand on.', zh: '撤销未形成救助的支取' },
    { drawId: draw, reason: 'no aid was granted on it' },
  ),
] as const

/** Any command on a reserve. */
export type ReserveCommand = CommandOf<(typeof reserveCommands)[number] | (typeof internalReserveCommands)[number]>

/** The command of one type. */
export type ReserveCommandNamed<Type extends ReserveCommand['type']> = Extract<ReserveCommand, { type: Type }>
