import { z } from 'zod'
import { Document } from '../../policy/events.ts'
import { AmountFacts } from '../../scheme/calculation.ts'
import { Filing, MemberInput } from '../../scheme/household.ts'
import { ownAccount, Payee } from '../../scheme/payee.ts'
import { AreaCode, AreaKind } from '../../shared/area.ts'
import { commandSchema } from '../../shared/command.ts'
import { Day, Month } from '../../shared/day.ts'
import { Uuid } from '../../shared/event.ts'
import { Fen } from '../../shared/fen.ts'
import { Particulars } from '../../shared/particulars.ts'
import { SchemeCode } from '../../shared/scheme-code.ts'
import { Sha256 } from '../../shared/sha256.ts'
import * as example from './examples.ts'

/** Commands that only processes send: there is no route for them. */
export const internalCommands = [
  commandSchema(
    'DeferExit',
    z.strictObject({}),
    { en: 'Let a gradual exit run on that would end under a pause of exits.', zh: '应急措施期间渐退期顺延' },
    {},
  ),
  commandSchema(
    'DeferReview',
    z.strictObject({}),
    { en: 'Put off a review that falls due under a crisis measure.', zh: '应急措施期间延长核查期限' },
    {},
  ),
  commandSchema(
    'TakeOverEntitlement',
    z.strictObject({
      scheme: SchemeCode,
      area: AreaCode.min(9),
      areaKind: AreaKind,
      filing: Filing,
      holder: Uuid,
      members: z.array(MemberInput).min(1).max(50),
      facts: AmountFacts,
      particulars: Particulars.nullable().default(null),
      payee: Payee.default(ownAccount),
      /** Monthly amount on the old roll. */
      amountFen: Fen,
      fromMonth: Month,
      povertyRegister: z.boolean(),
      closeRelative: z.boolean(),
      oldDecisionNumber: z.string().min(1).max(100),
      oldDecisionOn: Day,
      /** Null where there is nothing to review. */
      reviewDue: Day.nullable(),
      source: z.strictObject({ sha256: Sha256, row: z.int().min(1) }),
    }),
    { en: 'Take over somebody of an existing roll.', zh: '接收存量在册对象' },
    {
      scheme: 'subsistenceAllowance',
      area: '990101001001',
      areaKind: 'RURAL',
      filing: 'HOUSEHOLD',
      holder: example.person.father,
      members: example.application.members,
      facts: { mode: 'GAP', members: 3, countableIncomeFen: 90_000 },
      amountFen: 81_000,
      fromMonth: '2023-01',
      povertyRegister: false,
      closeRelative: false,
      oldDecisionNumber: '民低保〔2021〕0107号',
      oldDecisionOn: '2021-04-07',
      reviewDue: '2023-06-30',
      source: { sha256: '0'.repeat(64), row: 1 },
    },
  ),
  commandSchema(
    'AdjustEntitlement',
    z.strictObject({
      reratingId: Uuid,
      document: Document,
      /** First month and amount of the decision that the line was calculated on. */
      decidedFrom: Month,
      decidedFen: Fen,
      fromMonth: Month,
      amountFen: Fen,
    }),
    { en: 'Let the amount follow rates that have moved.', zh: '标准调整后同步调整救助金额' },
    {
      reratingId: example.matter,
      document: { number: '示民发〔2023〕1号', title: '关于调整最低生活保障标准的通知', issuer: '示例县民政局' },
      decidedFrom: '2022-05',
      decidedFen: 34_000,
      fromMonth: '2023-01',
      amountFen: 37_000,
    },
  ),
  commandSchema(
    'AbandonClaim',
    z.strictObject({ personId: Uuid }),
    { en: 'Fence a claim that no case came to use, before it is released.', zh: '放弃未使用的占位' },
    { personId: example.person.father },
  ),
  commandSchema(
    'AbandonDraw',
    z.strictObject({ drawId: Uuid }),
    { en: 'Fence a draw that no aid came to use, before it is annulled.', zh: '放弃未使用的备用金支取' },
    { drawId: example.matter },
  ),
  commandSchema(
    'AbandonBed',
    z.strictObject({ institutionId: Uuid }),
    { en: 'Fence a bed that no choice of form came to use, before it is given back.', zh: '放弃未使用的床位' },
    { institutionId: example.matter },
  ),
  commandSchema(
    'RecordDueFacts',
    z.strictObject({}),
    { en: 'Write down what has become true by time alone; nothing where nothing has.', zh: '记录到期事实' },
    {},
  ),
] as const
