import { z } from 'zod'
import { Document } from '../policy/events.ts'
import { lateEntry } from '../shared/act-day.ts'
import { AreaCode } from '../shared/area.ts'
import { type CommandOf, commandSchema } from '../shared/command.ts'
import { Day } from '../shared/day.ts'
import { Uuid } from '../shared/event.ts'
import { SchemeCode } from '../shared/scheme-code.ts'
import { Sha256 } from '../shared/sha256.ts'
import { StaffInput, TextInput } from '../shared/text.ts'
import { DrawnCase, Stratum } from './events.ts'
import { CheckMode, CheckResult, FindingCode, SampleOf } from './words.ts'

const exampleCase = '6f1a8e52-3c0b-4d7e-9a41-0b7d5c2e1f10'
const exampleFinding = '6f1a8e52-3c0b-4d7e-9a41-0b7d5c2e1f11'

/** Commands on an inspection that the outside may send; `subject` is its id. */
export const inspectionCommands = [
  commandSchema(
    'OpenInspection',
    z.strictObject({
      area: AreaCode,
      title: z.string().trim().min(1).max(200),
      document: Document.nullable(),
      sample: z
        .strictObject({
          of: SampleOf,
          scheme: SchemeCode,
          from: Day,
          until: Day,
          percent: z.int().min(1).max(100),
          inspectors: z.array(StaffInput).min(2).max(200),
          inspectorsPerCase: z.int().min(2).max(10),
        })
        .nullable(),
    }),
    { en: 'Open an inspection, with or without a random sample.', zh: '启动督导检查（可附双随机抽查方案）' },
    {
      area: '990101',
      title: '2023年第二季度最低生活保障审核确认抽查',
      document: null,
      sample: {
        of: 'DELEGATED_DECISIONS',
        scheme: 'subsistenceAllowance',
        from: '2023-04-01',
        until: '2023-06-30',
        percent: 30,
        inspectors: ['inspector-1', 'inspector-2', 'inspector-3'],
        inspectorsPerCase: 2,
      },
    },
  ),
  commandSchema(
    'DrawSample',
    z.strictObject({}),
    { en: 'Draw the sample: cases and inspectors, both by chance.', zh: '抽取检查对象和检查人员（双随机）' },
    {},
  ),
  commandSchema(
    'AddInspectors',
    z.strictObject({ inspectors: z.array(StaffInput).min(1).max(200), reason: TextInput }),
    {
      en: 'Add inspectors for the cases for which too few of the list are free.',
      zh: '补充检查人员（用于名录库内可用人员不足的案件）',
    },
    { inspectors: ['inspector-4', 'inspector-5'], reason: '名录库内人员多数参与过相关案件办理。' },
  ),
  commandSchema(
    'ReplaceInspector',
    z.strictObject({ caseId: Uuid, from: StaffInput, to: StaffInput, reason: TextInput }),
    { en: 'Let another of the list check a case.', zh: '更换检查人员' },
    { caseId: exampleCase, from: 'inspector-1', to: 'inspector-3', reason: '因病请假。' },
  ),
  commandSchema(
    'RecordSpotCheck',
    z.strictObject({ caseId: Uuid, mode: CheckMode, result: CheckResult, note: TextInput, ...lateEntry }),
    { en: 'Record what the check of a drawn case came to.', zh: '登记抽查结果' },
    { caseId: exampleCase, mode: 'HOME_VISIT', result: 'CONSISTENT', note: '与档案一致。' },
  ),
  commandSchema(
    'RecordFinding',
    z.strictObject({
      area: AreaCode,
      caseId: Uuid.nullable(),
      code: FindingCode,
      what: TextInput,
      rectifyBy: Day,
      ...lateEntry,
    }),
    { en: 'Record a finding that has to be put right.', zh: '登记检查发现的问题' },
    {
      area: '990101001',
      caseId: exampleCase,
      code: 'PROCEDURE',
      what: '入户调查表缺少一名调查人员签字。',
      rectifyBy: '2023-08-31',
    },
  ),
  commandSchema(
    'ReportRectification',
    z.strictObject({ findingId: Uuid, measures: TextInput, ...lateEntry }),
    { en: 'Say what was done about a finding.', zh: '报告整改情况' },
    { findingId: exampleFinding, measures: '已补签并约谈经办人员。' },
  ),
  commandSchema(
    'VerifyRectification',
    z.strictObject({ findingId: Uuid, rectified: z.boolean(), note: TextInput, ...lateEntry }),
    { en: 'Say whether a finding has been put right.', zh: '核验整改结果' },
    { findingId: exampleFinding, rectified: true, note: '现场复核无误。' },
  ),
  commandSchema(
    'CloseInspection',
    z.strictObject({ summary: TextInput }),
    { en: 'Close an inspection whose checks are made and whose findings are put right.', zh: '办结督导检查' },
    { summary: '抽查38户，发现问题2个，均已整改。' },
  ),
] as const

/** What the process of drawing sends once it has drawn; see `docs/decisions/0032-samples-that-can-be-redrawn.md`. */
export const internalInspectionCommands = [
  commandSchema(
    'RecordSample',
    z.strictObject({
      drawKey: Sha256,
      position: z.string(),
      populationSha256: Sha256,
      strata: z.array(Stratum),
      drawn: z.array(DrawnCase),
      /** SHA-256 of `drawn`: parts of one sample are told from those of another that broke off. */
      drawnSha256: Sha256,
      /** Which part is recorded, from 0. */
      part: z.int().min(0),
    }),
    { en: 'Record a part of a sample as it was drawn.', zh: '登记抽取结果' },
    {
      drawKey: '0'.repeat(64),
      position: '1205',
      populationSha256: '0'.repeat(64),
      strata: [],
      drawn: [],
      drawnSha256: '0'.repeat(64),
      part: 0,
    },
  ),
] as const

/** A command as the outside sends it. */
export type InspectionRequest = CommandOf<(typeof inspectionCommands)[number]>

/** Any command on an inspection; `DrawSample` has become `RecordSample` by the time it is decided. */
export type InspectionCommand =
  | Exclude<InspectionRequest, { type: 'DrawSample' }>
  | CommandOf<(typeof internalInspectionCommands)[number]>
