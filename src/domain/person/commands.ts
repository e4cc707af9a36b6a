import { z } from 'zod'
import { AreaCode, isBelowCounty } from '../shared/area.ts'
import { type CommandOf, commandSchema } from '../shared/command.ts'
import { Day, Month } from '../shared/day.ts'
import { Disability } from '../shared/disability.ts'
import { Uuid } from '../shared/event.ts'
import { SchemeCode } from '../shared/scheme-code.ts'
import { AccountNumber, lineOf } from '../shared/text.ts'
import { Sex } from './words.ts'

const Name = lineOf(50).meta({ description: 'A name of 1 to 50 characters.', examples: ['李示例'] })

const identity = z.strictObject({
  name: Name,
  /** 18 characters; a small x becomes a capital one. */
  idNumber: z
    .string()
    .max(32)
    .toUpperCase()
    .nullable()
    .meta({ description: 'Citizen ID number (公民身份号码), or null.' }),
  sex: Sex,
  birthDate: Day,
  address: lineOf(200).nullable(),
  area: AreaCode.refine(isBelowCounty, 'a person is registered in a township or village'),
})
const exampleIdentity = {
  name: '李示例',
  idNumber: '990101198001010014',
  sex: 'MALE',
  birthDate: '1980-01-01',
  address: '示例村1组',
  area: '990101001001',
} as const

/** Commands on a person that the outside may send; `subject` is the person's id. */
export const personCommands = [
  commandSchema('RegisterPerson', identity, { en: 'Register a person.', zh: '登记人员' }, exampleIdentity),
  commandSchema(
    'CorrectPerson',
    identity,
    { en: 'Correct the identity of a person, as a whole.', zh: '更正人员身份信息' },
    { ...exampleIdentity, address: '示例村2组' },
  ),
  commandSchema(
    'RegisterPayeeAccount',
    z.strictObject({
      bank: lineOf(100),
      account: AccountNumber,
      accountHolder: Name,
    }),
    { en: 'Register the account to which a person is paid.', zh: '登记收款账户' },
    { bank: '示例农村商业银行', account: '6200000000000000001', accountHolder: '李示例' },
  ),
  commandSchema(
    'RecordDisability',
    z.strictObject({ disability: Disability.nullable(), certifiedOn: Day }),
    { en: 'Record a disability certificate, or with null that it has lapsed.', zh: '登记残疾证信息（注销时为空）' },
    { disability: { kind: 'PHYSICAL', grade: 2 }, certifiedOn: '2022-06-01' },
  ),
  commandSchema(
    'RecordDeath',
    z.strictObject({ diedOn: Day, source: lineOf(100) }),
    { en: 'Record a death.', zh: '登记死亡' },
    { diedOn: '2023-09-14', source: '殡葬信息比对' },
  ),
  commandSchema(
    'AnnulDeath',
    z.strictObject({ reason: lineOf(200) }),
    { en: 'Take back a death that was recorded in error.', zh: '撤销误登记的死亡' },
    { reason: '同名误登' },
  ),
] as const

/** Commands that only processes send: a case taking a scheme for a person, and giving it back. */
export const internalPersonCommands = [
  commandSchema(
    'ClaimScheme',
    z.strictObject({ scheme: SchemeCode, caseId: Uuid, fromMonth: Month, toMonth: Month.nullable() }),
    { en: 'Take a scheme for a person.', zh: '占用救助项目' },
    {
      scheme: 'subsistenceAllowance',
      caseId: '00000000-0000-4000-8000-000000000001',
      fromMonth: '2023-04',
      toMonth: null,
    },
  ),
  commandSchema(
    'ReleaseSchemeClaim',
    z.strictObject({
      scheme: SchemeCode,
      caseId: Uuid,
      /** Last month that the claim covered; null when it never paid. */
      lastMonth: Month.nullable(),
      reason: lineOf(200),
    }),
    { en: 'Give a scheme back.', zh: '释放救助项目' },
    {
      scheme: 'subsistenceAllowance',
      caseId: '00000000-0000-4000-8000-000000000001',
      lastMonth: '2024-05',
      reason: 'TerminationDecided',
    },
  ),
] as const

/** Any command on a person. */
export type PersonCommand = CommandOf<(typeof personCommands)[number] | (typeof internalPersonCommands)[number]>

/** What a registration or correction says about somebody. */
export type Identity = z.output<typeof identity>
