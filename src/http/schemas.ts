import { z } from 'zod'
import { AreaCode } from '../domain/shared/area.ts'
import { Day } from '../domain/shared/day.ts'

/** An id in an address: lower case only, for the same thing has one address. */
export const Id = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
  .meta({ id: 'Id', description: 'An opaque id (UUID).' })

/** The address of one thing. */
export const IdParams = z.strictObject({ id: Id })

/** Yes or no in an address. */
export const Flag = z.enum(['true', 'false']).transform((text) => text === 'true')

const masked = z.string().nullable()

/** A person with all but a few characters starred; `erased` where the key was destroyed. */
export const MaskedPerson = z
  .strictObject({
    personId: Id,
    name: z.string(),
    idNumber: masked,
    bank: masked,
    account: masked,
    accountHolder: masked,
  })
  .meta({ id: 'MaskedPerson' })

/** Fields of a row that is one event: whose hand it is from, on which day, and when it was recorded. */
export const Hand = {
  actor: z.string(),
  roles: z.array(z.string()),
  office: z.string(),
  actorArea: AreaCode,
  onDay: Day,
  recordedAt: z.string(),
}

/** The answer to a command. */
export const Done = z
  .strictObject({
    id: z.string().meta({ description: 'What the command was about, or has brought into being.' }),
    revision: z.int().meta({ description: 'Number of its facts: send it back as If-Match.' }),
    position: z.string().meta({ description: 'Place in the log: read your own write with Prefer: wait=<position>.' }),
    created: z
      .string()
      .optional()
      .meta({ description: 'Id of a part that came into being: a standard, a delegation, an objection.' }),
    unchanged: z.literal(true).optional().meta({ description: 'Only when there was nothing to change.' }),
  })
  .meta({ id: 'Done', examples: [{ id: '5a1c2f9e-8f5b-4d3a-9c41-0d6a3f3b7a10', revision: 4, position: '1205' }] })

const Issue = z.strictObject({
  pointer: z.string(),
  code: z.string(),
  detail: z.string(),
  title: z.string(),
  titleZh: z.string(),
})

/** Every refusal: RFC 9457 with a stable code and both languages. */
export const ProblemBody = z
  .strictObject({
    type: z.string(),
    code: z.string().meta({ description: 'Stable; the table is docs/errors.md.' }),
    title: z.string(),
    titleZh: z.string(),
    status: z.int(),
    clause: z.string().optional(),
    pointer: z.string().optional().meta({ description: 'JSON pointer into the body.' }),
    facts: z.record(z.string(), z.unknown()).optional(),
    issues: z.array(Issue).optional(),
    instance: z.string(),
  })
  .meta({ id: 'Problem' })

/** The refusals of any route, for its documents. */
export const refusalResponses = {
  '4xx': { description: 'Refused 拒绝', content: { 'application/problem+json': { schema: ProblemBody } } },
  503: { description: 'Try again later 稍后再试', content: { 'application/problem+json': { schema: ProblemBody } } },
} as const
