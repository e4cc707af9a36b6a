import { z } from 'zod'
import { lateEntry } from '../shared/act-day.ts'
import { AreaCode } from '../shared/area.ts'
import { type CommandOf, commandSchema } from '../shared/command.ts'
import { Uuid } from '../shared/event.ts'
import { SchemeCode } from '../shared/scheme-code.ts'
import { StaffInput, TextInput } from '../shared/text.ts'
import { AlertOutcome, AlertSource, VisitFinding } from './words.ts'

/** Commands on a warning that the outside may send; `subject` is its id. */
export const alertCommands = [
  commandSchema(
    'RaiseAlert',
    z.strictObject({ personId: Uuid, area: AreaCode.min(9), source: AlertSource, what: TextInput, ...lateEntry }),
    { en: 'Raise a warning that somebody may need help.', zh: '登记预警信息' },
    {
      personId: '6f1a8e52-3c0b-4d7e-9a41-0b7d5c2e1f01',
      area: '990101001001',
      source: 'MEDICAL_COST',
      what: '医保数据显示自付费用较大。',
    },
  ),
  commandSchema(
    'RecordAlertVisit',
    z.strictObject({
      surveyors: z.array(StaffInput).min(1).max(10),
      finding: VisitFinding,
      findings: TextInput,
      ...lateEntry,
    }),
    { en: 'Record the home check that a warning asks for.', zh: '登记预警入户核查' },
    { surveyors: ['surveyor-1', 'surveyor-2'], finding: 'IN_NEED', findings: '户主住院，家庭收入中断。' },
  ),
  commandSchema(
    'CloseAlert',
    z.strictObject({
      outcome: AlertOutcome,
      /** With `ENTERED`: the schemes for which the person is reported as a lead. */
      schemes: z.array(SchemeCode).max(20),
      /** With `REFERRED`: the enquiry that refers elsewhere. */
      enquiryId: Uuid.nullable(),
      note: TextInput,
      ...lateEntry,
    }),
    { en: 'Close a warning: with leads, with a referral, or with neither.', zh: '办结预警' },
    { outcome: 'ENTERED', schemes: ['subsistenceAllowance'], enquiryId: null, note: '转低保申请。' },
  ),
] as const

/** Any command on a warning. */
export type AlertCommand = CommandOf<(typeof alertCommands)[number]>
