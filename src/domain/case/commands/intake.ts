import { z } from 'zod'
import { MemberInput } from '../../scheme/household.ts'
import { lateEntry } from '../../shared/act-day.ts'
import { AreaCode } from '../../shared/area.ts'
import { commandSchema } from '../../shared/command.ts'
import { Day } from '../../shared/day.ts'
import { Uuid } from '../../shared/event.ts'
import { SchemeCode } from '../../shared/scheme-code.ts'
import { TextInput } from '../../shared/text.ts'
import { LeadSource, LeavingReason } from '../words.ts'
import * as example from './examples.ts'
import { application } from './parts.ts'

const item = z.string().trim().min(1).max(200)

/** From a lead to an accepted application. */
export const intakeCommands = [
  commandSchema(
    'ReportLead',
    z.strictObject({
      scheme: SchemeCode,
      area: AreaCode.min(9),
      source: LeadSource,
      personId: Uuid,
      note: TextInput,
      ...lateEntry,
    }),
    { en: 'Report somebody who may need help.', zh: '主动发现：上报可能需要救助的人员' },
    {
      scheme: 'subsistenceAllowance',
      area: '990101001001',
      source: 'VILLAGE_COMMITTEE',
      personId: example.person.father,
      note: '村委会走访发现该户收入骤减。',
    },
  ),
  commandSchema(
    'VerifyLead',
    z.strictObject({ inNeed: z.boolean(), note: TextInput, ...lateEntry }),
    { en: 'Say whether a lead is well founded; one that is not ends the procedure.', zh: '核实主动发现线索' },
    { inNeed: true, note: '已电话核实，建议申请。' },
  ),
  commandSchema(
    'RegisterIntake',
    z.strictObject({ scheme: SchemeCode, ...application, ...lateEntry }),
    { en: 'Register an application as it comes in.', zh: '登记申请' },
    { scheme: 'subsistenceAllowance', ...example.application },
  ),
  commandSchema(
    'OpenApplicationFromLead',
    z.strictObject({ ...application, ...lateEntry }),
    { en: 'Open the application that a verified lead led to.', zh: '由线索转为申请' },
    example.application,
  ),
  commandSchema(
    'RecordAuthorization',
    z.strictObject({ personId: Uuid, signedOn: Day, validTo: Day }),
    { en: "Record a member's signed authorization for the register and bank check.", zh: '登记核对授权书' },
    { personId: example.person.father, signedOn: '2023-03-03', validTo: '2024-03-02' },
  ),
  commandSchema(
    'DeclareCloseRelatives',
    z.strictObject({
      relatives: z
        .array(
          z.strictObject({
            personId: Uuid,
            relation: z.string().trim().min(1).max(64),
            officialRole: z.string().trim().min(1).max(100),
          }),
        )
        .max(20),
      ...lateEntry,
    }),
    {
      en: 'Record the answer to whether a close relative is case staff or on the village committee; an empty list is "none".',
      zh: '登记近亲属申报（经办人员、村（居）委会成员近亲属）；空列表表示无',
    },
    { relatives: [] },
  ),
  commandSchema(
    'AddMember',
    z.strictObject({ member: MemberInput, joinedOn: Day }),
    { en: 'Add a co-resident member to the household.', zh: '增加共同生活家庭成员' },
    {
      member: {
        personId: '6f1a8e52-3c0b-4d7e-9a41-0b7d5c2e1f04',
        relation: 'CHILD',
        canWork: false,
        employed: false,
        birthDate: '2023-06-18',
        disability: null,
        seriousIllness: false,
      },
      joinedOn: '2023-06-18',
    },
  ),
  commandSchema(
    'RemoveMember',
    z.strictObject({
      personId: Uuid,
      leftOn: Day,
      reason: LeavingReason,
    }),
    { en: 'Take a member out of the household; while entitled this opens a review.', zh: '减少共同生活家庭成员' },
    { personId: example.person.grandmother, leftOn: '2023-09-14', reason: 'DIED' },
  ),
  commandSchema(
    'RequestSupplement',
    z.strictObject({ missing: z.array(item).min(1).max(30), ...lateEntry }),
    { en: 'Tell the applicant, once and completely, which papers are missing.', zh: '一次性告知需补正的材料' },
    { missing: ['祖母的核对授权书'] },
  ),
  commandSchema(
    'ReceiveSupplement',
    z.strictObject({ received: z.array(item).min(1).max(30), ...lateEntry }),
    { en: 'Record the papers that came in after all.', zh: '收到补正材料' },
    { received: ['祖母的核对授权书'] },
  ),
  commandSchema(
    'AcceptApplication',
    z.strictObject(lateEntry),
    {
      en: 'Accept the application: the ruleset is fixed and the statutory clocks start.',
      zh: '受理申请：适用办法确定，法定时限开始计算',
    },
    {},
  ),
] as const
