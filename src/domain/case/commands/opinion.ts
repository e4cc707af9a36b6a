import { z } from 'zod'
import { lateEntry } from '../../shared/act-day.ts'
import { commandSchema } from '../../shared/command.ts'
import { Uuid } from '../../shared/event.ts'
import { Sha256 } from '../../shared/sha256.ts'
import { TextInput } from '../../shared/text.ts'
import { CountyVisitReason, ExtensionReason, ObjectionOutcome, Proposal, RedoneStep } from '../words.ts'
import * as example from './examples.ts'
import { place, visit } from './parts.ts'

/** Opinion, notice, objection, and the way to the county. */
export const opinionCommands = [
  commandSchema(
    'DraftOpinion',
    z.strictObject({ opinion: Proposal, reasons: TextInput, ...lateEntry }),
    { en: 'Draft the preliminary opinion; the calculation sheet is computed.', zh: '提出初审意见（金额由系统核算）' },
    { opinion: 'GRANT', reasons: '人均月收入300元，低于保障标准，建议给予。' },
  ),
  commandSchema(
    'PostNotice',
    z.strictObject({ places: z.array(place).min(1).max(10), photoSha256: Sha256.nullable(), ...lateEntry }),
    { en: 'Post the opinion for the full days that the rules name.', zh: '公示初审意见（满规定天数）' },
    { places: ['村务公开栏'], photoSha256: null },
  ),
  commandSchema(
    'RaiseObjection',
    z.strictObject({ anonymous: z.boolean(), ground: TextInput, ...lateEntry }),
    { en: 'Record an objection to the notice.', zh: '登记公示异议' },
    { anonymous: true, ground: '该户长子在外务工有收入。' },
  ),
  commandSchema(
    'OrderReSurvey',
    z.strictObject({ objectionId: Uuid, reason: TextInput, ...lateEntry }),
    { en: 'Order a new survey to answer an objection.', zh: '因异议组织复查' },
    { objectionId: example.matter, reason: '需核实长子收入。' },
  ),
  commandSchema(
    'RecordDeliberation',
    z.strictObject({
      objectionId: Uuid.nullable(),
      attendees: z.int().min(1).max(1000),
      residents: z.int().min(0).max(1000),
      outcome: ObjectionOutcome,
      record: TextInput,
      ...lateEntry,
    }),
    {
      en: 'Record a deliberation: for every case, or to answer an objection, as the rules of the case have it.',
      zh: '登记民主评议（按所适用的办法每案必评，或者仅在有异议时开展）',
    },
    {
      objectionId: example.matter,
      attendees: 9,
      residents: 7,
      outcome: 'DISMISSED',
      record: '到会九人，一致认为情况属实。',
    },
  ),
  commandSchema(
    'SettleObjection',
    z.strictObject({ objectionId: Uuid, outcome: ObjectionOutcome, answer: TextInput, ...lateEntry }),
    { en: 'Answer an objection.', zh: '异议处理结果' },
    { objectionId: example.matter, outcome: 'DISMISSED', answer: '长子已分户，不属于共同生活家庭成员。' },
  ),
  commandSchema(
    'ReceiveComplaint',
    z.strictObject({ ground: TextInput, ...lateEntry }),
    { en: 'Record a complaint about the case, at any time.', zh: '登记投诉举报' },
    { ground: '反映该户有车。' },
  ),
  commandSchema(
    'SettleComplaint',
    z.strictObject({ complaintId: Uuid, answer: TextInput, ...lateEntry }),
    { en: 'Answer a complaint.', zh: '投诉举报处理结果' },
    { complaintId: example.matter, answer: '经查，车辆为其兄所有。' },
  ),
  commandSchema(
    'SubmitDossier',
    z.strictObject(lateEntry),
    { en: 'Send the dossier to the county after the notice has run.', zh: '公示期满，报县级审核确认' },
    {},
  ),
  commandSchema(
    'ReturnDossier',
    z.strictObject({
      reasons: TextInput,
      redo: z
        .array(RedoneStep)
        .max(RedoneStep.options.length)
        .meta({ description: 'The steps to be taken again; the opinion always is.' }),
      ...lateEntry,
    }),
    {
      en: 'Send the dossier back to be looked into and judged again: the way on from an opinion that nobody can decide on.',
      zh: '退回补充调查、重新审核',
    },
    { reasons: '长子收入未核实，初审意见与调查结果不符。', redo: ['homeVisit', 'incomeAssessment'] },
  ),
  commandSchema(
    'ExtendDeadline',
    z.strictObject({
      reason: ExtensionReason,
      ...lateEntry,
    }),
    { en: 'Extend the limit of the whole case once, for a reason that the rules name.', zh: '延长办理时限' },
    { reason: 'LIVING_ELSEWHERE' },
  ),
  commandSchema(
    'OrderCountyVisit',
    z.strictObject({ reason: CountyVisitReason, ...lateEntry }),
    { en: 'Order a home visit by the county itself.', zh: '县级决定入户核查' },
    { reason: 'CLOSE_RELATIVE' },
  ),
  commandSchema(
    'RecordCountyVisit',
    z.strictObject(visit),
    { en: "Record the county's home visit.", zh: '登记县级入户核查' },
    { ...example.visit, surveyors: ['county-1', 'county-2'] },
  ),
] as const
