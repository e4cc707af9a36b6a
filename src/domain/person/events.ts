import { z } from 'zod'
import { AreaCode } from '../shared/area.ts'
import { Day, Month } from '../shared/day.ts'
import { Disability } from '../shared/disability.ts'
import { type EventOf, eventSchema, Uuid } from '../shared/event.ts'
import { personal } from '../shared/personal.ts'
import { SchemeCode } from '../shared/scheme-code.ts'
import { Sex } from './words.ts'

const identity = z.strictObject({
  personId: Uuid,
  name: personal(z.string()),
  idNumber: personal(z.string().nullable()),
  /** Blind index of the ID number under the key version it names; null where the person has none. */
  idIndex: z.string().nullable(),
  sex: Sex,
  birthDate: personal(Day),
  address: personal(z.string().nullable()),
  /** Township or village of registration (户籍). */
  area: AreaCode,
})

/** The facts of `person-<uuid>`: who somebody is, how they are paid, what happened to them, which schemes they hold. */
export const personEvents = [
  eventSchema('PersonRegistered', identity),
  /** The whole identity again; the envelope's `corrects` names the event it replaces. */
  eventSchema('PersonCorrected', identity),
  eventSchema(
    'PayeeAccountRegistered',
    z.strictObject({
      personId: Uuid,
      bank: z.string(),
      account: personal(z.string()),
      accountHolder: personal(z.string()),
    }),
  ),
  eventSchema(
    'DisabilityRecorded',
    z.strictObject({ personId: Uuid, disability: personal(Disability.nullable()), certifiedOn: Day }),
  ),
  eventSchema('DeathRecorded', z.strictObject({ personId: Uuid, diedOn: Day, source: z.string() })),
  eventSchema('DeathAnnulled', z.strictObject({ personId: Uuid, reason: z.string() })),
  eventSchema(
    'SchemeClaimed',
    z.strictObject({
      personId: Uuid,
      scheme: SchemeCode,
      caseId: Uuid,
      fromMonth: Month,
      toMonth: Month.nullable(),
    }),
  ),
  eventSchema(
    'SchemeClaimReleased',
    z.strictObject({
      personId: Uuid,
      scheme: SchemeCode,
      caseId: Uuid,
      /** Last month that this claim covered; null when it never paid. */
      lastMonth: Month.nullable(),
      reason: z.string(),
    }),
  ),
] as const
export type PersonEvent = EventOf<(typeof personEvents)[number]>

/** The one fact of `idno-<key version>-<blind index>`: which person record an ID number belongs to. First append wins. */
export const idNumberEvents = [eventSchema('IdNumberClaimed', z.strictObject({ personId: Uuid }))] as const
export type IdNumberEvent = EventOf<(typeof idNumberEvents)[number]>
