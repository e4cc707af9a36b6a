import { z } from 'zod'
import { ownAccount, Payee } from '../../scheme/payee.ts'
import { lateEntry } from '../../shared/act-day.ts'
import { Code } from '../../shared/codes.ts'
import { commandSchema } from '../../shared/command.ts'
import { Day, Month } from '../../shared/day.ts'
import { Uuid } from '../../shared/event.ts'
import { Fen } from '../../shared/fen.ts'
import { TextInput } from '../../shared/text.ts'
import { ReviewCause } from '../words.ts'
import * as example from './examples.ts'
import { decisionNumber } from './parts.ts'

/** Needed where a township acts under a delegation: by it the act is filed with the county. */
const actNumber = { decisionNumber: decisionNumber.optional() }

const change = {
  decisionNumber,
  /** The monthly amount the confirmer has before them: compared with the computed one, never used. */
  amountFen: Fen,
  reasons: TextInput,
}

/** While a household is entitled, and how it leaves. */
export const entitlementCommands = [
  commandSchema(
    'OpenReview',
    z.strictObject({
      cause: ReviewCause,
      ...lateEntry,
    }),
    { en: 'Open a review.', zh: '启动动态核查' },
    { cause: 'CADENCE' },
  ),
  commandSchema(
    'CloseReviewUnchanged',
    z.strictObject({ reasons: TextInput, ...lateEntry }),
    { en: 'Close a review that found no clear change: the amount stays.', zh: '核查无明显变化，维持原救助' },
    { reasons: '家庭人口、收入、财产均无明显变化。' },
  ),
  commandSchema(
    'InviteHearing',
    z.strictObject({ hearingOn: Day, about: TextInput, ...lateEntry }),
    { en: 'Invite the recipient to be heard before a reduction or stop.', zh: '减发、停发前通知听取意见' },
    { hearingOn: '2026-07-20', about: '拟停发最低生活保障金。' },
  ),
  commandSchema(
    'RecordHearing',
    z.strictObject({
      personId: Uuid,
      statement: TextInput.nullable(),
      notPossible: TextInput.nullable(),
      ...lateEntry,
    }),
    { en: 'Record what the recipient said, or why nobody could be heard.', zh: '登记听取意见情况' },
    { personId: example.person.father, statement: '对收入认定无异议。', notPossible: null },
  ),
  commandSchema(
    'DecideIncrease',
    z.strictObject(change),
    { en: 'Raise the monthly amount, or let it run on, from the facts of the review.', zh: '增发或者延续' },
    { decisionNumber: '民低保变〔2023〕0012号', amountFen: 90_000, reasons: '家庭收入减少。' },
  ),
  commandSchema(
    'DecideReduction',
    z.strictObject(change),
    { en: 'Lower the monthly amount; only after a hearing where the rules demand one.', zh: '减发' },
    { decisionNumber: '民低保变〔2023〕0013号', amountFen: 24_000, reasons: '共同生活成员减少一人。' },
  ),
  commandSchema(
    'ChangeHolder',
    z.strictObject({
      holder: Uuid,
      /** Whose account the money goes to, where the scheme allows another than the holder's. */
      payee: Payee.default(ownAccount),
      fromMonth: Month,
      reasons: TextInput,
    }),
    { en: 'Name another holder or payee, from a month not yet instructed.', zh: '变更领取人或者代领人' },
    { holder: example.person.mother, fromMonth: '2023-11', reasons: '原领取人外出务工。' },
  ),
  commandSchema(
    'SuspendEntitlement',
    z.strictObject({ ...actNumber, until: Day, reasons: TextInput }),
    { en: 'Pause the entitlement from next month; only a resumption ends the pause.', zh: '暂停发放' },
    { until: '2023-12-31', reasons: '无法联系该户，待核实。' },
  ),
  commandSchema(
    'ResumeEntitlement',
    z.strictObject({ ...actNumber, fromMonth: Month, reasons: TextInput }),
    { en: 'End a suspension, from the month stated.', zh: '恢复发放' },
    { fromMonth: '2023-12', reasons: '已联系上，情况未变。' },
  ),
  commandSchema(
    'StartGradualExit',
    z.strictObject({
      decisionNumber,
      personId: Uuid,
      lastMonth: Month,
      /** A delayed exit (延退), where the place has one, instead of the gradual exit of the law. */
      delayed: z.boolean().optional(),
      reasons: TextInput,
    }),
    {
      en: 'Pay on for a while after somebody found work, no longer than the rules allow.',
      zh: '就业渐退（不超过规定期限）',
    },
    {
      decisionNumber: '民低保变〔2024〕0003号',
      personId: example.person.father,
      lastMonth: '2024-09',
      reasons: '就业后人均收入超过保障标准。',
    },
  ),
  commandSchema(
    'EndGradualExit',
    z.strictObject({ ...actNumber, reasons: TextInput }),
    { en: 'End a gradual exit early because income fell again.', zh: '终止渐退，恢复享受' },
    { reasons: '用工合同终止，收入下降。' },
  ),
  commandSchema(
    'DecideTermination',
    z.strictObject({
      decisionNumber,
      /** A ground that the scheme finds, or one of those that every scheme knows. */
      ground: Code,
      /** The day it happened, where the last month follows that day and not the decision. */
      happenedOn: Day.optional(),
      reasons: TextInput,
    }),
    { en: 'Stop the entitlement; only after a hearing where the rules demand one.', zh: '停发' },
    { decisionNumber: '民低保停〔2024〕0002号', ground: 'INCOME', reasons: '人均月收入高于保障标准。' },
  ),
  commandSchema(
    'DiscontinueProcedure',
    z.strictObject({ ground: z.enum(['WITHDRAWN', 'NOT_COOPERATING', 'DIED']), reasons: TextInput, ...lateEntry }),
    { en: 'End a procedure before any decision; also once all for whom it was begun have died.', zh: '终止办理' },
    { ground: 'WITHDRAWN', reasons: '申请人书面撤回申请。' },
  ),
  commandSchema(
    'CloseCase',
    z.strictObject({}),
    { en: 'Close the file once nothing in it is open.', zh: '结案归档' },
    {},
  ),
] as const
