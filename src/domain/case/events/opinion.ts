import { z } from 'zod'
import {
  CalculationSheet,
  CalculationSheetInTheOpen,
  CalculationSheetOfOneStandard,
  withRates,
} from '../../scheme/calculation.ts'
import { Day } from '../../shared/day.ts'
import { eventSchema, nextVersion, Uuid } from '../../shared/event.ts'
import { Fen } from '../../shared/fen.ts'
import { Sha256 } from '../../shared/sha256.ts'
import { Text } from '../../shared/text.ts'
import { Deadline } from '../clocks.ts'
import { ObjectionOutcome, Proposal } from '../words.ts'
import { place } from './parts.ts'

const drafted = {
  caseId: Uuid,
  draftedOn: Day,
  /** 1 for the first opinion, one more after each re-survey. */
  round: z.int().min(1),
  opinion: Proposal,
  reasons: Text,
}

const posted = z.strictObject({
  caseId: Uuid,
  postedOn: Day,
  /** Last of the full days it hangs [2021-57 Art.19]. */
  lastDay: Day,
  places: z.array(place).min(1).max(10),
  photoSha256: Sha256.nullable(),
  /** What the notice says beside the applicant's masked name. */
  memberCount: z.int().min(1),
  amountFen: Fen,
})

const objection = z.strictObject({
  caseId: Uuid,
  objectionId: Uuid,
  raisedOn: Day,
  anonymous: z.boolean(),
  ground: Text,
})

/** Opinion, notice, objection, complaint. */
export const opinionEvents = [
  nextVersion(
    nextVersion(
      eventSchema('OpinionDrafted', z.strictObject({ ...drafted, sheet: CalculationSheetOfOneStandard })),
      z.strictObject({ ...drafted, sheet: CalculationSheetInTheOpen }),
    )(({ sheet, ...old }) => ({ ...old, sheet: withRates(sheet) })),
    z.strictObject({ ...drafted, sheet: CalculationSheet }),
  )((old) => old),
  nextVersion(
    eventSchema('NoticePosted', posted),
    posted.extend({ deadlines: z.array(Deadline) }),
  )((old) => ({ ...old, deadlines: [] })),
  eventSchema('NoticeExpired', z.strictObject({ caseId: Uuid, lastDay: Day })),
  nextVersion(
    eventSchema('ObjectionRaised', objection),
    objection.extend({ deadlines: z.array(Deadline) }),
  )((old) => ({ ...old, deadlines: [] })),
  eventSchema('ReSurveyOrdered', z.strictObject({ caseId: Uuid, objectionId: Uuid, orderedOn: Day, reason: Text })),
  eventSchema(
    'DeliberationRecorded',
    z.strictObject({
      caseId: Uuid,
      /** Null where the rules demand a deliberation for every case. */
      objectionId: Uuid.nullable(),
      heldOn: Day,
      attendees: z.int().min(1),
      residents: z.int().min(0),
      outcome: ObjectionOutcome,
      record: Text,
    }),
  ),
  eventSchema(
    'ObjectionSettled',
    z.strictObject({
      caseId: Uuid,
      objectionId: Uuid,
      settledOn: Day,
      outcome: ObjectionOutcome,
      answer: Text,
    }),
  ),
  eventSchema('ComplaintReceived', z.strictObject({ caseId: Uuid, complaintId: Uuid, receivedOn: Day, ground: Text })),
  eventSchema('ComplaintSettled', z.strictObject({ caseId: Uuid, complaintId: Uuid, settledOn: Day, answer: Text })),
] as const
