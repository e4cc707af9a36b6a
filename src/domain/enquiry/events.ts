import { z } from 'zod'
import { AreaCode } from '../shared/area.ts'
import { Day } from '../shared/day.ts'
import { type EventOf, eventSchema, Uuid } from '../shared/event.ts'
import { personal } from '../shared/personal.ts'
import { SchemeCode } from '../shared/scheme-code.ts'
import { Text } from '../shared/text.ts'
import { Department, EnquiryChannel, EnquiryKind, ReferralOutcome } from './words.ts'

const line = z.string().min(1).max(100)

/** A call as the hotline passed it on: its number and the number of its work order (工单). */
export const HotlineCall = z.strictObject({ hotline: z.string().regex(/^\d{5}$/), ticket: line.nullable() })
export type HotlineCall = z.infer<typeof HotlineCall>

/** To whom: a scheme of this programme, where the person is then a lead, or another department. */
export const ReferredTo = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('SCHEME'), scheme: SchemeCode, caseId: Uuid }),
  z.strictObject({ kind: z.literal('DEPARTMENT'), department: Department, office: line }),
])
export type ReferredTo = z.infer<typeof ReferredTo>

/** The facts of `enquiry-<uuid>`: somebody comes to the one window, is referred, and gets an answer. */
export const enquiryEvents = [
  eventSchema(
    'EnquiryReceived',
    z.strictObject({
      enquiryId: Uuid,
      /** Who needs help, or asks. */
      personId: Uuid,
      /** Township (9) or village (12) that answers. */
      area: AreaCode,
      channel: EnquiryChannel,
      kind: EnquiryKind,
      call: HotlineCall.nullable(),
      /** Another who called for the person. */
      caller: personal(z.strictObject({ name: line, phone: z.string().max(32).nullable() }).nullable()),
      what: personal(Text),
      /** The warning or case that it grew out of. */
      origin: z.strictObject({ kind: z.enum(['ALERT', 'CASE']), id: Uuid }).nullable(),
      receivedOn: Day,
      answerBy: z.strictObject({ due: Day, clause: z.string() }),
    }),
  ),
  eventSchema(
    'ReferralSent',
    z.strictObject({
      enquiryId: Uuid,
      referralId: Uuid,
      to: ReferredTo,
      matter: Text,
      sentOn: Day,
      /** Last day for the answer, as the sender has set it; no law names one. */
      answerBy: Day.nullable(),
    }),
  ),
  eventSchema(
    'ReferralAnswered',
    z.strictObject({
      enquiryId: Uuid,
      referralId: Uuid,
      answeredOn: Day,
      outcome: ReferralOutcome,
      answer: Text,
    }),
  ),
  eventSchema('EnquiryClosed', z.strictObject({ enquiryId: Uuid, closedOn: Day, answer: Text })),
] as const
export type EnquiryEvent = EventOf<(typeof enquiryEvents)[number]>
