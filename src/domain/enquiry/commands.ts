import { z } from 'zod'
import { lateEntry } from '../shared/act-day.ts'
import { AreaCode } from '../shared/area.ts'
import { type CommandOf, commandSchema } from '../shared/command.ts'
import { Day } from '../shared/day.ts'
import { Uuid } from '../shared/event.ts'
import { SchemeCode } from '../shared/scheme-code.ts'
import { TextInput } from '../shared/text.ts'
import { HotlineCall } from './events.ts'
import { Department, EnquiryChannel, EnquiryKind, ReferralOutcome } from './words.ts'

const line = z.string().trim().min(1).max(100)
const examplePerson = '6f1a8e52-3c0b-4d7e-9a41-0b7d5c2e1f01'

/** Commands on an enquiry that the outside may send; `subject` is its id. */
export const enquiryCommands = [
  commandSchema(
    'ReceiveEnquiry',
    z.strictObject({
      personId: Uuid,
      area: AreaCode.min(9),
      channel: EnquiryChannel,
      kind: EnquiryKind,
      call: HotlineCall.nullable(),
      caller: z.strictObject({ name: line, phone: z.string().max(32).nullable() }).nullable(),
      what: TextInput,
      origin: z.strictObject({ kind: z.enum(['ALERT', 'CASE']), id: Uuid }).nullable(),
      ...lateEntry,
    }),
    { en: 'Take in whoever comes or calls, at the one window.', zh: '一门受理来访、来电' },
    {
      personId: examplePerson,
      area: '990101001001',
      channel: 'HOTLINE',
      kind: 'NEED',
      call: { hotline: '12345', ticket: 'GD20230306001' },
      caller: { name: '示例邻居', phone: null },
      what: '反映该户因病致贫，希望了解救助政策。',
      origin: null,
    },
  ),
  commandSchema(
    'ReferTo',
    z.strictObject({
      referrals: z
        .array(
          z.strictObject({
            to: z.discriminatedUnion('kind', [
              z.strictObject({ kind: z.literal('SCHEME'), scheme: SchemeCode }),
              z.strictObject({ kind: z.literal('DEPARTMENT'), department: Department, office: line }),
            ]),
            matter: TextInput,
            answerBy: Day.nullable(),
          }),
        )
        .min(1)
        .max(10),
    }),
    { en: 'Refer to schemes, where the person becomes a lead, and to other departments.', zh: '转办、转介' },
    {
      referrals: [
        { to: { kind: 'SCHEME', scheme: 'subsistenceAllowance' }, matter: '低保申请', answerBy: null },
        {
          to: { kind: 'DEPARTMENT', department: 'MEDICAL_INSURANCE', office: '示例县医疗保障局' },
          matter: '医疗救助',
          answerBy: '2023-03-20',
        },
      ],
    },
  ),
  commandSchema(
    'RecordReferralAnswer',
    z.strictObject({ referralId: Uuid, outcome: ReferralOutcome, answer: TextInput, ...lateEntry }),
    { en: 'Record what came of a referral.', zh: '登记转介反馈' },
    { referralId: '6f1a8e52-3c0b-4d7e-9a41-0b7d5c2e1f12', outcome: 'HELPED', answer: '已纳入医疗救助。' },
  ),
  commandSchema(
    'CloseEnquiry',
    z.strictObject({ answer: TextInput, ...lateEntry }),
    { en: 'Close an enquiry with the answer that was given.', zh: '答复并办结' },
    { answer: '已告知政策并转办。' },
  ),
] as const

/** Any command on an enquiry. */
export type EnquiryCommand = CommandOf<(typeof enquiryCommands)[number]>
