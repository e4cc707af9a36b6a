import { z } from 'zod'
import { AssessmentInput } from '../../scheme/household.ts'
import { lateEntry } from '../../shared/act-day.ts'
import { commandSchema } from '../../shared/command.ts'
import { Particulars } from '../../shared/particulars.ts'
import { StaffInput, TextInput } from '../../shared/text.ts'
import { CheckOutcome } from '../words.ts'
import * as example from './examples.ts'
import { visit } from './parts.ts'

/** Survey, register check and assessment. */
export const investigationCommands = [
  commandSchema(
    'StartSurvey',
    z.strictObject({ surveyors: z.array(StaffInput).min(1).max(10), ...lateEntry }),
    { en: 'Start the survey, with as many investigators as the rules ask for.', zh: '启动入户调查（调查人数按规定）' },
    { surveyors: ['surveyor-1', 'surveyor-2'] },
  ),
  commandSchema(
    'RecordHomeVisit',
    z.strictObject(visit),
    { en: 'Record a home visit, signed by both sides.', zh: '登记入户调查表（双方签字）' },
    example.visit,
  ),
  commandSchema(
    'RequestEconomicCheck',
    z.strictObject(lateEntry),
    { en: 'Ask the county to check registers and bank data.', zh: '提请家庭经济状况核对' },
    {},
  ),
  commandSchema(
    'CompleteEconomicCheck',
    z.strictObject({
      reportNumber: z.string().trim().min(1).max(100),
      outcome: CheckOutcome,
      findings: TextInput,
      ...lateEntry,
    }),
    { en: 'Record the report of the register check.', zh: '登记核对报告' },
    { reportNumber: '核报〔2023〕0317号', outcome: 'CONSISTENT', findings: '与申报一致，未发现其他财产。' },
  ),
  commandSchema(
    'DisputeCheck',
    z.strictObject({ ground: TextInput, ...lateEntry }),
    { en: 'Record that the household disputes the report.', zh: '对核对报告提出异议' },
    { ground: '车辆登记已于上月过户。' },
  ),
  commandSchema(
    'SettleCheckDispute',
    z.strictObject({ outcome: TextInput, ...lateEntry }),
    { en: 'Settle the dispute of the report.', zh: '核对异议处理结果' },
    { outcome: '经复核，车辆已过户，以复核结果为准。' },
  ),
  commandSchema(
    'AssessIncome',
    z.strictObject({ assessment: AssessmentInput, ...lateEntry }),
    { en: 'Record monthly income, deductions and assets as found.', zh: '认定家庭收入和财产' },
    { assessment: example.assessment },
  ),
  commandSchema(
    'RecordParticulars',
    z.strictObject({ particulars: Particulars, ...lateEntry }),
    { en: "Record the scheme's own facts as found, all of them.", zh: '认定救助项目的专项信息' },
    {
      particulars: {
        certificate: { number: '99010119800101001421', certifiedOn: '2022-06-01', validUntil: '2032-05-31' },
        needsCareSince: '2022-06-01',
        workInjuryNursingPay: false,
      },
    },
  ),
] as const
