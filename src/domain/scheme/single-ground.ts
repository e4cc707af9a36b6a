import { z } from 'zod'
import { Uuid } from '../shared/event.ts'
import { personal } from '../shared/personal.ts'

/** What proves a ground: the number of a certificate or of a local document, or what was seen. */
const proof = z.string().trim().min(1).max(200)

/**
 * On what somebody files alone (单人户). The status of the household is on record here and needs no paper; every other ground
 * is stated and proved by the office.
 */
export const SingleGround = z
  .discriminatedUnion('ground', [
    z.strictObject({ ground: z.literal('MARGINAL_HOUSEHOLD') }), // 低保边缘家庭中的重残、重病人员
    z.strictObject({ ground: z.literal('JOBLESS_DISABLED'), proof }), // 成年无业重度残疾人
    z.strictObject({ ground: z.literal('CLERGY'), proof }), // 脱离家庭、在宗教场所居住三年以上的宗教教职人员
    z.strictObject({ ground: z.literal('COUNTY_RULE'), proof }), // 县级规定的其他人员
  ])
  .meta({
    id: 'SingleGround',
    description: 'On what an application for one member alone rests; only with `filing: SINGLE`.',
  })
export type SingleGround = z.infer<typeof SingleGround>

/** The same as an event keeps it: it tells of health or belief, and is sealed under the applicant. */
export const SealedSingleGround = z.strictObject({ personId: Uuid, stated: personal(SingleGround) })
