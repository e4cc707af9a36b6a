import { z } from 'zod'
import { type EventOf, eventSchema, Uuid } from '../shared/event.ts'
import { SchemeCode } from '../shared/scheme-code.ts'
import { ReadPurpose } from './purpose.ts'

/** The facts of `access-<day>-<uuid>`: one read of personal data each. Who read it stands in the envelope. */
export const accessEvents = [
  /** Somebody's name, number and account were shown in full. */
  eventSchema(
    'PersonShown',
    z.strictObject({ personId: Uuid, purpose: ReadPurpose, caseId: Uuid, scheme: SchemeCode }),
  ),
  /** They were asked for, and withheld: the role, or the case that was named, does not go with it. */
  eventSchema(
    'PersonWithheld',
    z.strictObject({
      personId: Uuid,
      purpose: ReadPurpose,
      /** The case that was named, and its scheme where there is such a case. */
      caseId: Uuid.nullable(),
      scheme: SchemeCode.nullable(),
      /** The code of the refusal. */
      refusal: z.string(),
    }),
  ),
  /**
   * Somebody was looked for by their ID number, and shown masked where they were found; or it was entered for another record,
   * and the refusal said whose it is.
   */
  eventSchema(
    'IdNumberSearched',
    z.strictObject({
      /** The number as its blind index: the number itself is nowhere in the log. */
      idIndex: z.string(),
      /** Who was shown, or named by the refusal; null where nobody was. */
      personId: Uuid.nullable(),
    }),
  ),
  /** The file for the bank was taken, with the account numbers of everybody in it. */
  eventSchema(
    'BankFileTaken',
    z.strictObject({ runId: z.string(), scheme: SchemeCode, fileId: z.string(), sha256: z.string(), lines: z.int() }),
  ),
  /** It was asked for by somebody whose role does not go with it. */
  eventSchema('BankFileWithheld', z.strictObject({ runId: z.string(), scheme: SchemeCode, refusal: z.string() })),
] as const
export type AccessEvent = EventOf<(typeof accessEvents)[number]>
