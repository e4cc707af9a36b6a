import { z } from 'zod'
import { StatedBy, SupportForm, WishOccasion } from '../../../scheme/extreme-poverty-support/particulars.ts'
import { SelfCareItems, SelfCareLevel } from '../../../scheme/extreme-poverty-support/self-care.ts'
import { Day } from '../../../shared/day.ts'
import { eventSchema, Uuid } from '../../../shared/event.ts'
import { personal } from '../../../shared/personal.ts'
import { Text } from '../../../shared/text.ts'
import { Deadline } from '../../clocks.ts'

/**
 * How somebody is supported who is extremely poor: acts of their own. What they change in the scheme's own facts is recorded
 * beside them, in the same commit, as `ParticularsRecorded`.
 */
export const supportEvents = [
  /** The six items, done alone or not, and the level that they give [2021-43 Art.21–22]. */
  eventSchema(
    'SelfCareAssessed',
    z.strictObject({
      caseId: Uuid,
      personId: Uuid,
      assessedOn: Day,
      assessor: z.string().min(1).max(100),
      items: personal(SelfCareItems),
      /** Stands in the facts of the amount anyway. */
      level: SelfCareLevel,
    }),
  ),
  /** Somebody says that the person can do less or more alone than was assessed: a clock starts [2021-43 Art.23]. */
  eventSchema(
    'SelfCareChangeReported',
    z.strictObject({
      caseId: Uuid,
      personId: Uuid,
      reportedOn: Day,
      note: personal(Text),
      deadlines: z.array(Deadline),
    }),
  ),
  eventSchema(
    'SupportFormChosen',
    z.strictObject({
      caseId: Uuid,
      chosenOn: Day,
      form: SupportForm,
      /** The institution with a bed for the person, and from which day; null for support at home. */
      institutionId: Uuid.nullable(),
      fromDay: Day.nullable(),
      /** Null where a whole institution has moved. */
      statedBy: StatedBy.nullable(),
      /** The move of a whole institution that this belongs to. */
      moveId: Uuid.nullable(),
    }),
  ),
  /** The fence of the bed sweeper: a choice of this home that is still on its way must take a bed anew. */
  eventSchema('BedAbandoned', z.strictObject({ caseId: Uuid, institutionId: Uuid })),
  eventSchema(
    'CareAgreementSigned',
    z.strictObject({
      caseId: Uuid,
      personId: Uuid,
      signedOn: Day,
      agreementNumber: z.string().min(1).max(100),
      carer: Uuid.nullable(),
      organisation: personal(z.string().min(1).max(100).nullable()),
      from: Day,
      until: Day,
    }),
  ),
  /** Which form the person would like (意愿调查), whatever they have now. */
  eventSchema(
    'SupportWishRecorded',
    z.strictObject({ caseId: Uuid, statedOn: Day, wish: SupportForm, statedBy: StatedBy, occasion: WishOccasion }),
  ),
] as const
