import { z } from 'zod'
import { lateEntry } from '../../shared/act-day.ts'
import { Code } from '../../shared/codes.ts'
import { commandSchema } from '../../shared/command.ts'
import { Uuid } from '../../shared/event.ts'
import { TextInput } from '../../shared/text.ts'
import { ObjectionOutcome } from '../words.ts'
import * as example from './examples.ts'
import { place } from './parts.ts'

/** The notice before a stop, where the rules of the day demand one [2021-43 Art.26]. */
export const stopNoticeCommands = [
  commandSchema(
    'PostStopNotice',
    z.strictObject({ ground: Code, places: z.array(place).min(1).max(10), ...lateEntry }),
    { en: 'Post that an entitlement is to be stopped, for the full days that the rules name.', zh: '终止前公示' },
    { ground: 'INCOME', places: ['村务公开栏'] },
  ),
  commandSchema(
    'RaiseStopObjection',
    z.strictObject({ anonymous: z.boolean(), ground: TextInput, ...lateEntry }),
    { en: 'Record an objection to the notice of a stop.', zh: '登记终止公示异议' },
    { anonymous: false, ground: '本人仍无劳动能力。' },
  ),
  commandSchema(
    'SettleStopObjection',
    z.strictObject({ objectionId: Uuid, outcome: ObjectionOutcome, answer: TextInput, ...lateEntry }),
    { en: 'Answer an objection to a stop; the notice is then posted again.', zh: '终止公示异议处理结果' },
    { objectionId: example.matter, outcome: 'DISMISSED', answer: '经复核，已恢复劳动能力，重新公示。' },
  ),
] as const
