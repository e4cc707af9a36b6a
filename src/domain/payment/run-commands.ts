import { z } from 'zod'
import { AreaCode } from '../shared/area.ts'
import { type CommandOf, commandSchema } from '../shared/command.ts'
import { Month } from '../shared/day.ts'
import { SchemeCode } from '../shared/scheme-code.ts'
import { Sha256 } from '../shared/sha256.ts'
import { RunContent, RunPurpose } from './run-events.ts'
import { StopReason } from './stop-reason.ts'

const nothing = z.strictObject({})
const content = z.strictObject(RunContent.shape)
const seenContent = {
  hash: '5f2a8a3c1e9b4d6070c1b2a3948576e1f0d9c8b7a6958473625140f3e2d1c0ba',
  count: 4821,
  totalFen: 201_338_400,
}

/** What people may ask of a payment run; `subject` is the run id (`990101-subsistenceAllowance-2023-05-1`). */
export const runCommands = [
  commandSchema(
    'OpenPaymentRun',
    z.strictObject({
      area: AreaCode.length(6),
      scheme: SchemeCode,
      month: Month,
      /** A regular month, the reissue of what came back of it, or what months before it are still owed. */
      purpose: RunPurpose,
    }),
    { en: 'Open the payment run of a month.', zh: '建立月度发放批次' },
    { area: '990101', scheme: 'subsistenceAllowance', month: '2023-05', purpose: 'REGULAR' },
  ),
  commandSchema(
    'CalculatePaymentRun',
    nothing,
    { en: 'Freeze the roster at this moment and compute every line.', zh: '冻结花名册并核算发放明细' },
    {},
  ),
  commandSchema(
    'ReviewPaymentRun',
    content,
    { en: 'Agree with the content that was seen.', zh: '复核发放明细' },
    seenContent,
  ),
  commandSchema(
    'ApprovePaymentRun',
    content,
    { en: 'Approve the content that was seen, to the fen.', zh: '审批发放批次' },
    seenContent,
  ),
  commandSchema(
    'SendBackPaymentRun',
    z.strictObject({
      reason: StopReason,
      note: z.string().max(1000),
    }),
    { en: 'Return the run to the preparer; what was given before is void.', zh: '退回经办重新核算' },
    { reason: 'DEATH', note: '公安比对发现一名对象已于上月死亡' },
  ),
  commandSchema(
    'InstructPaymentRun',
    nothing,
    { en: 'Create the payments of the approved run.', zh: '生成发放指令' },
    {},
  ),
  commandSchema('BuildBankFile', nothing, { en: 'Write the file for the bank.', zh: '生成银行代发文件' }, {}),
  commandSchema(
    'MarkBankFileSent',
    z.strictObject({ fileId: z.string().min(1).max(200) }),
    { en: 'Record that the file was handed to the bank.', zh: '登记代发文件已送达银行' },
    { fileId: '990101-subsistenceAllowance-2023-05-1-p1-5f2a8a3c1e9b4d60' },
  ),
  commandSchema(
    'SettleReturnException',
    z.strictObject({ sha256: Sha256, line: z.int().min(0), answer: z.string().min(1).max(1000) }),
    { en: 'Answer a return line that did not fit.', zh: '处理回盘异常' },
    { sha256: seenContent.hash, line: 17, answer: '经与银行核对，该行为重复回执，不影响资金' },
  ),
  commandSchema(
    'ClosePaymentRun',
    nothing,
    { en: 'Close the run: every payment has its end and nothing differs.', zh: '对账无误，批次办结' },
    {},
  ),
] as const
export type RunRequest = CommandOf<(typeof runCommands)[number]>
