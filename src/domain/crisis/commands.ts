import { z } from 'zod'
import { Document } from '../policy/events.ts'
import { type CommandOf, commandSchema } from '../shared/command.ts'
import { Day } from '../shared/day.ts'
import { Uuid } from '../shared/event.ts'
import { SchemeCode } from '../shared/scheme-code.ts'

const exampleDocument = {
  number: '示民发〔2020〕3号',
  title: '关于疫情防控期间做好困难群众基本生活保障工作的通知',
  issuer: '示例县民政局',
}

/** Commands on the crisis measures of one area; `subject` is its code. */
export const crisisCommands = [
  commandSchema(
    'DeclareCrisisMeasure',
    z.strictObject({
      document: Document,
      from: Day,
      until: Day.nullable(),
      schemes: z.array(SchemeCode).min(1).max(20).nullable(),
      pausesExits: z.boolean(),
      reviewMonthsLonger: z.int().min(1).max(12).nullable(),
    }),
    { en: 'Pause exits or lengthen reviews for the time of a crisis.', zh: '宣布应急措施（暂停退出、延长核查期限）' },
    {
      document: exampleDocument,
      from: '2020-02-01',
      until: '2020-06-30',
      schemes: ['subsistenceAllowance'],
      pausesExits: true,
      reviewMonthsLonger: 3,
    },
  ),
  commandSchema(
    'EndCrisisMeasure',
    z.strictObject({ measureId: Uuid, document: Document, lastDay: Day }),
    { en: 'End a crisis measure with a last day.', zh: '终止应急措施' },
    {
      measureId: '00000000-0000-4000-8000-000000000001',
      document: { ...exampleDocument, number: '示民发〔2020〕21号' },
      lastDay: '2020-05-31',
    },
  ),
] as const

/** Any command on crisis measures. */
export type CrisisCommand = CommandOf<(typeof crisisCommands)[number]>
