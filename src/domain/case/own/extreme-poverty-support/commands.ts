import { z } from 'zod'
import { Document } from '../../../policy/events.ts'
import { StatedBy, SupportForm, WishOccasion } from '../../../scheme/extreme-poverty-support/particulars.ts'
import { SelfCareItems, SelfCareLevel } from '../../../scheme/extreme-poverty-support/self-care.ts'
import { lateEntry } from '../../../shared/act-day.ts'
import { commandSchema } from '../../../shared/command.ts'
import { Day, Month } from '../../../shared/day.ts'
import { Uuid } from '../../../shared/event.ts'
import { TextInput } from '../../../shared/text.ts'
import * as example from '../../commands/examples.ts'

const name = z.string().trim().min(1).max(100)

/** How somebody is supported who is extremely poor: self-care, form, agreement, wish. */
export const supportCommands = [
  commandSchema(
    'AssessSelfCare',
    z.strictObject({ items: SelfCareItems, level: SelfCareLevel, assessor: name, ...lateEntry }),
    { en: 'Record the six self-care items and the level that they give.', zh: '评估生活自理能力（六项指标）' },
    {
      items: {
        eating: true,
        dressing: true,
        gettingUp: true,
        toilet: true,
        walkingIndoors: false,
        bathing: false,
      },
      level: 'PARTIAL',
      assessor: '示例镇卫生院',
    },
  ),
  commandSchema(
    'ReportSelfCareChange',
    z.strictObject({ note: TextInput, ...lateEntry }),
    { en: 'Report that self-care has changed: it is assessed again in time.', zh: '报告生活自理能力变化' },
    { note: '本人称已不能独自行走。' },
  ),
  commandSchema(
    'ChooseSupportForm',
    z.strictObject({
      form: SupportForm,
      institutionId: Uuid.nullable().meta({ description: 'An institution with a free bed; null for support at home.' }),
      fromDay: Day.nullable().meta({ description: 'From which day the bed is taken; null for support at home.' }),
      statedBy: StatedBy,
      ...lateEntry,
    }),
    { en: "Record the person's own choice: in an institution or at home.", zh: '选择救助供养形式' },
    { form: 'CENTRALIZED', institutionId: example.matter, fromDay: '2023-05-01', statedBy: 'SELF' },
  ),
  commandSchema(
    'SignCareAgreement',
    z.strictObject({
      agreementNumber: name,
      carer: Uuid.nullable().meta({ description: 'A registered person who cares, or null.' }),
      organisation: name.nullable().meta({ description: 'The organisation that cares, or null.' }),
      from: Day,
      until: Day,
      ...lateEntry,
    }),
    { en: 'Record the care agreement that support at home rests on.', zh: '签订照料护理协议' },
    {
      agreementNumber: '示照〔2023〕12号',
      carer: example.person.mother,
      organisation: null,
      from: '2023-04-01',
      until: '2024-03-31',
    },
  ),
  commandSchema(
    'RecordWish',
    z.strictObject({ wish: SupportForm, statedBy: StatedBy, occasion: WishOccasion, ...lateEntry }),
    { en: 'Record which form of support the person would like.', zh: '记录供养意愿调查结果' },
    { wish: 'DISPERSED', statedBy: 'SELF', occasion: 'SURVEY' },
  ),
] as const

/** What only a move of a whole home sends. */
export const supportInternalCommands = [
  commandSchema(
    'MoveToInstitution',
    z.strictObject({ moveId: Uuid, from: Uuid, into: Uuid, fromMonth: Month, document: Document }),
    { en: 'Name the institution to which a whole home has moved.', zh: '随机构整体转移' },
    {
      moveId: example.matter,
      from: example.matter,
      into: example.matter,
      fromMonth: '2023-10',
      document: { number: '示民函〔2023〕7号', title: '关于整合敬老院的批复', issuer: '示例县民政局' },
    },
  ),
] as const
