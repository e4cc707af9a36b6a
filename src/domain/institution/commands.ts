import { z } from 'zod'
import { Document } from '../policy/events.ts'
import { AreaCode, isBelowCounty } from '../shared/area.ts'
import { type CommandOf, commandSchema } from '../shared/command.ts'
import { Day, Month } from '../shared/day.ts'
import { Uuid } from '../shared/event.ts'
import { AccountNumber, lineOf } from '../shared/text.ts'
import { DischargeReason, InstitutionKind } from './words.ts'

const description = { name: lineOf(100), kind: InstitutionKind, beds: z.int().min(1).max(10_000) }
const exampleDescription = { name: '示例镇中心敬老院', kind: 'SUPPORT_HOME', beds: 60 } as const
const exampleDocument = { number: '示民函〔2023〕7号', title: '关于整合敬老院的批复', issuer: '示例县民政局' }
const exampleId = '00000000-0000-4000-8000-000000000001'

/** Commands on an institution that the outside may send; `subject` is its id. */
export const institutionCommands = [
  commandSchema(
    'RegisterInstitution',
    z.strictObject({
      ...description,
      creditCode: z
        .string()
        .toUpperCase()
        .regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/, 'a credit code has 18 digits and capital letters without I, O, S, V, Z')
        .nullable()
        .meta({ description: 'Unified social credit code (统一社会信用代码), or null.' }),
      area: AreaCode.refine(isBelowCounty, 'an institution stands in a township or village'),
    }),
    { en: 'Register a home for supported people.', zh: '登记供养服务机构' },
    { ...exampleDescription, creditCode: '12990101MB00000016', area: '990101001' },
  ),
  commandSchema(
    'ChangeInstitution',
    z.strictObject(description),
    { en: 'Change name, kind or number of beds, as a whole.', zh: '变更供养服务机构名称、类型或者床位数' },
    { ...exampleDescription, beds: 80 },
  ),
  commandSchema(
    'RegisterInstitutionAccount',
    z.strictObject({
      bank: lineOf(100),
      account: AccountNumber,
      accountHolder: lineOf(100),
    }),
    { en: "Register the institution's own account.", zh: '登记供养服务机构集体账户' },
    { bank: '示例农村商业银行', account: '8200000000000000001', accountHolder: '示例镇中心敬老院' },
  ),
  commandSchema(
    'MoveResidents',
    z.strictObject({ into: Uuid, fromMonth: Month, document: Document }),
    {
      en: 'Move all residents to another institution, which is paid for them from a month on. Sent again, it goes on.',
      zh: '整体转移供养人员至另一机构，自指定月份起由其收款；重复发送则继续办理',
    },
    { into: exampleId, fromMonth: '2023-10', document: exampleDocument },
  ),
  commandSchema(
    'CloseInstitution',
    z.strictObject({ document: Document }),
    { en: 'Close an institution in which nobody lives any more.', zh: '撤销供养服务机构' },
    { document: exampleDocument },
  ),
] as const

const resident = z.strictObject({ caseId: Uuid, personId: Uuid, moveId: Uuid.nullable() })
const exampleResident = { caseId: exampleId, personId: exampleId, moveId: null }

/** Commands that only processes send: a case taking a bed and giving it back, and the end of a move. */
export const internalInstitutionCommands = [
  commandSchema(
    'AdmitResident',
    resident.extend({ fromDay: Day }),
    { en: 'Take a bed.', zh: '入住' },
    { ...exampleResident, fromDay: '2023-04-01' },
  ),
  commandSchema(
    'DischargeResident',
    resident.extend({ lastDay: Day, reason: DischargeReason }),
    { en: 'Give a bed back.', zh: '离院' },
    { ...exampleResident, lastDay: '2023-09-30', reason: 'LEFT' },
  ),
  commandSchema(
    'FinishMove',
    z.strictObject({ moveId: Uuid }),
    { en: 'Everybody has moved.', zh: '整体转移完成' },
    { moveId: exampleId },
  ),
] as const

/** Any command on an institution. */
export type InstitutionCommand = CommandOf<
  (typeof institutionCommands)[number] | (typeof internalInstitutionCommands)[number]
>

/** The command of one type. */
export type InstitutionCommandNamed<Type extends InstitutionCommand['type']> = Extract<
  InstitutionCommand,
  { type: Type }
>
