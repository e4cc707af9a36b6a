import { z } from 'zod'
import { ownAccount, Payee } from '../../scheme/payee.ts'
import { lateEntry } from '../../shared/act-day.ts'
import { Code } from '../../shared/codes.ts'
import { commandSchema } from '../../shared/command.ts'
import { Uuid } from '../../shared/event.ts'
import { Fen } from '../../shared/fen.ts'
import { TextInput } from '../../shared/text.ts'
import * as example from './examples.ts'
import { decisionNumber, place } from './parts.ts'

/** The decision on an application, and what follows it on paper. Decisions happen today: they carry no day. */
export const decisionCommands = [
  commandSchema(
    'DecideGrant',
    z.strictObject({
      decisionNumber,
      /** The member who receives the household's money. */
      holder: Uuid,
      /** Whose account the money goes to, where the scheme allows another than the holder's. */
      payee: Payee.default(ownAccount),
      /** The monthly amount the confirmer has before them: compared with the computed one, never used. */
      amountFen: Fen,
      /** The confirmer's statement that they are no relative of the household and had no hand in the survey. */
      noConflictOfInterest: z.literal(true),
    }),
    {
      en: 'Confirm the application; amount and first month are computed.',
      zh: '审核确认：同意给予（金额、起始月由系统核算）',
    },
    {
      decisionNumber: '民低保〔2023〕0407号',
      holder: example.person.father,
      amountFen: 81_000,
      noConflictOfInterest: true,
    },
  ),
  commandSchema(
    'DecideRefusal',
    z.strictObject({
      decisionNumber,
      /** Grounds that the scheme finds, or `NOT_RESIDENT`, `OTHER_SCHEME`, `FALSE_STATEMENT`, `OTHER`. */
      grounds: z.array(Code).min(1).max(6),
      reasons: TextInput,
    }),
    { en: 'Refuse the application on grounds that the facts bear out.', zh: '审核确认：不予确认' },
    { decisionNumber: '民低保〔2023〕0408号', grounds: ['INCOME'], reasons: '人均月收入高于保障标准。' },
  ),
  commandSchema(
    'FileDecision',
    z.strictObject({ decisionNumber, ...lateEntry }),
    { en: 'File a delegated decision with the county.', zh: '下放审批决定报县级备案' },
    { decisionNumber: '民低保〔2023〕0407号' },
  ),
  commandSchema(
    'PublishDecision',
    z.strictObject({ places: z.array(place).min(1).max(10), ...lateEntry }),
    { en: 'Publish the grant: applicant, number of members, amount.', zh: '公布确认结果' },
    { places: ['村务公开栏'] },
  ),
  commandSchema(
    'DeliverWrittenNotice',
    z.strictObject({ decisionNumber, receivedBy: Uuid, ...lateEntry }),
    { en: 'Record that a decision was handed over in writing, with its reasons.', zh: '送达书面告知' },
    { decisionNumber: '民低保〔2023〕0408号', receivedBy: example.person.father },
  ),
] as const
