import { type RefusalRow, refuserOf } from '../../domain/shared/refusal.ts'

/** Why a roll file as a whole cannot be read or taken in; what is wrong with single rows is in `findings.ts`. */
export const rollFileRefusals = {
  'roll-file-unreadable': {
    kind: 'malformed',
    en: 'The file is neither CSV (UTF-8 or GB18030) nor a workbook that can be read.',
    zh: '文件不是可读取的CSV（UTF-8或GB18030编码）或工作簿。',
  },
  'roll-file-too-large': {
    kind: 'malformed',
    en: 'A workbook of this size cannot be read; save it as CSV.',
    zh: '工作簿过大，请另存为CSV后导入。',
  },
  'roll-file-empty': { kind: 'malformed', en: 'The file has no household.', zh: '文件中没有任何户。' },
  'roll-file-headings': {
    kind: 'malformed',
    en: 'Headings are missing, unknown or there twice.',
    zh: '表头缺列、多列或重复。',
  },
  'roll-file-scheme': {
    kind: 'rule',
    en: 'Nobody stands on a roll of this scheme that a file could hand over: it pays once.',
    zh: '该救助项目为一次性发放，没有可以导入的在册名单。',
  },
  'roll-file-changed': {
    kind: 'state',
    en: 'This is not the file that was validated.',
    zh: '文件与校验时的不一致。',
  },
  'roll-file-has-findings': {
    kind: 'rule',
    en: 'Something is wrong in the file, so nothing was taken over.',
    zh: '文件存在错误，未导入任何户。',
  },
} as const satisfies Record<string, RefusalRow>

export const refuse = refuserOf(rollFileRefusals)
