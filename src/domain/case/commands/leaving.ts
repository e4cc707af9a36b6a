import { z } from 'zod'
import { lateEntry } from '../../shared/act-day.ts'
import { AreaCode, AreaKind } from '../../shared/area.ts'
import { commandSchema } from '../../shared/command.ts'
import { Day, Month } from '../../shared/day.ts'
import { Uuid } from '../../shared/event.ts'
import { SchemeCode } from '../../shared/scheme-code.ts'
import { TextInput } from '../../shared/text.ts'
import { WorkAnswer } from '../work.ts'
import * as example from './examples.ts'
import { application } from './parts.ts'

/** Work offered and refused, changes that nobody reported, moves, and applications that another office takes in. */
export const leavingCommands = [
  commandSchema(
    'OfferWork',
    z.strictObject({ personId: Uuid, job: TextInput, suits: TextInput, ...lateEntry }),
    { en: 'Record suitable work that a member was offered.', zh: '登记介绍工作' },
    { personId: example.person.father, job: '乡镇保洁员', suits: '身体健康，距家2公里。' },
  ),
  commandSchema(
    'RecordWorkAnswer',
    z.strictObject({ offerId: Uuid, answer: WorkAnswer, reasons: TextInput, ...lateEntry }),
    { en: 'Record what a member answered to an offer of work.', zh: '登记对介绍工作的答复' },
    { offerId: example.matter, answer: 'REFUSED', reasons: '无正当理由拒绝。' },
  ),
  commandSchema(
    'RecordUnreportedChange',
    z.strictObject({ personId: Uuid, what: TextInput, happenedOn: Day, ...lateEntry }),
    { en: 'Record a major change that the household did not report.', zh: '登记未及时报告的重大变化' },
    { personId: example.person.father, what: '2023年1月起务工，未报告。', happenedOn: '2023-01-10' },
  ),
  commandSchema(
    'RequestTransfer',
    z.strictObject({ to: AreaCode.min(9), areaKind: AreaKind, reasons: TextInput, ...lateEntry }),
    { en: 'Ask another township or county to take over a case that has moved.', zh: '申请案件转移' },
    { to: '990101002001', areaKind: 'URBAN', reasons: '该户户籍迁至县城。' },
  ),
  commandSchema(
    'AcceptTransfer',
    z.strictObject({ area: AreaCode.min(9), fromMonth: Month, reasons: TextInput }),
    { en: 'Take over a case from a month on: no month is lost and none is paid twice.', zh: '接收转移案件' },
    { area: '990101002001', fromMonth: '2023-10', reasons: '已核实居住情况。' },
  ),
  commandSchema(
    'DeclineTransfer',
    z.strictObject({ area: AreaCode.min(9), reasons: TextInput }),
    { en: 'Decline a transfer: the case stays where it is.', zh: '退回转移申请' },
    { area: '990101002001', reasons: '未在本地居住。' },
  ),
  commandSchema(
    'AcceptElsewhere',
    z.strictObject({
      scheme: SchemeCode,
      ...application,
      /** The area of the window that takes it in for the home county. */
      acceptingArea: AreaCode,
      ...lateEntry,
    }),
    { en: 'Take in an application for the home county of the applicant.', zh: '异地受理（跨省通办）' },
    { scheme: 'subsistenceAllowance', ...example.application, acceptingArea: '980101' },
  ),
  commandSchema(
    'TransferHome',
    z.strictObject({ ...lateEntry }),
    { en: 'Send an application that was taken in elsewhere to the home county.', zh: '异地受理转户籍地办理' },
    {},
  ),
  commandSchema(
    'RelayResult',
    z.strictObject({ receivedBy: Uuid, ...lateEntry }),
    { en: 'Tell the applicant, where they applied, what the home county has decided.', zh: '异地受理结果反馈' },
    { receivedBy: example.person.father },
  ),
] as const
