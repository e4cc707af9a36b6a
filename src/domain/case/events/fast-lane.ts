import { z } from 'zod'
import { CalculationSheet, CalculationSheetInTheOpen } from '../../scheme/calculation.ts'
import { Day } from '../../shared/day.ts'
import { eventSchema, nextVersion, Uuid } from '../../shared/event.ts'
import { Fen } from '../../shared/fen.ts'
import { Hardship } from '../../shared/hardship.ts'
import { personal } from '../../shared/personal.ts'
import { Sha256 } from '../../shared/sha256.ts'
import { Staff, Text } from '../../shared/text.ts'
import { Deadline } from '../clocks.ts'
import { AidForm, PaperworkOutcome } from '../words.ts'
import { decided } from './parts.ts'

const aided = <Sheet extends z.ZodType>(sheet: Sheet) =>
  z.strictObject({
    ...decided,
    /** The recipient. */
    personId: Uuid,
    hardship: personal(Hardship),
    amountFen: Fen.min(1),
    form: AidForm,
    /** The draw on the reserve that paid for it. */
    drawId: Uuid,
    /** Whether the law left a choice that day, and the clause. */
    aidFirst: z.strictObject({ value: z.enum(['MAY', 'MUST']), clause: z.string() }),
    sheet,
    deadlines: z.array(Deadline),
  })

/** Aid first, paperwork after it (先行救助). */
export const fastLaneEvents = [
  /** Handed out at once from the township's reserve: to whom, for what, how much. */
  nextVersion(
    eventSchema('EmergencyAidGranted', aided(CalculationSheetInTheOpen)),
    aided(CalculationSheet),
  )((old) => old),
  /** Recipient, cause and amount put down, every signature there [2018-23]. */
  eventSchema(
    'PaperworkCompleted',
    z.strictObject({
      caseId: Uuid,
      /** The recipient, under whose key the findings are sealed. */
      personId: Uuid,
      completedOn: Day,
      signedBy: z.array(Staff).min(2).max(10),
      formSha256: Sha256.nullable(),
      outcome: PaperworkOutcome,
      findings: personal(Text),
    }),
  ),
  /** True by time alone: the limit has passed. The aid is not undone. */
  eventSchema('PaperworkOverdue', z.strictObject({ caseId: Uuid, due: Day })),
  /** A draw that this case did not come to use: an aid that still wants to rest on it is refused. */
  eventSchema('AidDrawAbandoned', z.strictObject({ caseId: Uuid, drawId: Uuid })),
] as const
