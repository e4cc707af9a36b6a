import { z } from 'zod'
import { lateEntry } from '../../shared/act-day.ts'
import { commandSchema } from '../../shared/command.ts'
import { Uuid } from '../../shared/event.ts'
import { Fen } from '../../shared/fen.ts'
import { Sha256 } from '../../shared/sha256.ts'
import { StaffInput, TextInput } from '../../shared/text.ts'
import { AidForm, PaperworkOutcome } from '../words.ts'
import * as example from './examples.ts'
import { decisionNumber } from './parts.ts'

/** Aid first, paperwork after it. What happened on the spot may be entered later, with the reason. */
export const fastLaneCommands = [
  commandSchema(
    'GrantEmergencyAid',
    z.strictObject({
      decisionNumber,
      /** The member who is handed the aid. */
      recipient: Uuid,
      /** The sum the confirmer has before them: compared with the computed one, never used. */
      amountFen: Fen.min(1),
      form: AidForm.default('CASH'),
      /** The confirmer's statement that they are no relative of the household. */
      noConflictOfInterest: z.literal(true),
      ...lateEntry,
    }),
    {
      en: "Help at once from the township's reserve, before anything is looked into; the paperwork follows.",
      zh: '先行救助：支取备用金即时救助，事后补齐手续',
    },
    {
      decisionNumber: '示临救〔2023〕0310号',
      recipient: example.person.father,
      amountFen: 57_000,
      form: 'CASH',
      noConflictOfInterest: true,
    },
  ),
  commandSchema(
    'CompletePaperwork',
    z.strictObject({
      /** Staff who sign: at least two. */
      signedBy: z.array(StaffInput).min(2).max(10),
      signedByRecipient: z.literal(true),
      formSha256: Sha256.nullable(),
      /** Whether what was found afterwards bears the aid out. */
      outcome: PaperworkOutcome,
      findings: TextInput,
      ...lateEntry,
    }),
    {
      en: 'Complete the paperwork of an aid: recipient, cause and amount put down, every signature there.',
      zh: '补齐手续：登记救助对象、救助事由、救助金额，补齐签字',
    },
    {
      signedBy: ['case-worker-1', 'reviewer-1'],
      signedByRecipient: true,
      formSha256: null,
      outcome: 'BORNE_OUT',
      findings: '入户核实，住房烧毁属实。',
    },
  ),
] as const
