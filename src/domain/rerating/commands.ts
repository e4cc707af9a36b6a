import { z } from 'zod'
import { AreaCode } from '../shared/area.ts'
import { commandSchema } from '../shared/command.ts'
import { Month } from '../shared/day.ts'
import { SchemeCode } from '../shared/scheme-code.ts'
import { Sha256 } from '../shared/sha256.ts'
import { TextInput } from '../shared/text.ts'
import { ChangeOfRates } from './change.ts'

/** Commands on a mass re-rating; `subject` is its id. */
export const reratingCommands = [
  commandSchema(
    'OpenRerating',
    z.strictObject({ area: AreaCode, scheme: SchemeCode, change: ChangeOfRates, fromMonth: Month }),
    { en: 'Open a re-rating of every case of a scheme for a change of rates.', zh: '启动批量调标' },
    {
      area: '990101',
      scheme: 'subsistenceAllowance',
      change: { kind: 'PUBLICATION', id: '00000000-0000-4000-8000-000000000001' },
      fromMonth: '2023-01',
    },
  ),
  commandSchema(
    'CalculateRerating',
    z.strictObject({}),
    { en: 'Look at every case, before and after; nothing is written on any case.', zh: '批量调标测算（试运行）' },
    {},
  ),
  commandSchema(
    'ApproveRerating',
    z.strictObject({ hash: Sha256 }),
    { en: 'Approve a dry run as it was seen, by its hash.', zh: '审批批量调标测算结果' },
    { hash: '0'.repeat(64) },
  ),
  commandSchema(
    'ApplyRerating',
    z.strictObject({}),
    {
      en: 'Carry it out: adjust the automatic cases, open a review of those that need a person.',
      zh: '执行批量调标：自动调整的逐案调整，需人工处理的启动核查',
    },
    {},
  ),
  commandSchema(
    'CloseRerating',
    z.strictObject({ summary: TextInput }),
    { en: 'Close a re-rating that has been carried out, or is not to be.', zh: '办结批量调标' },
    { summary: '自动调整5600户，人工处理12户。' },
  ),
] as const
