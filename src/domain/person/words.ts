import { z } from 'zod'

/** Sex (性别) as the ID number tells it by its last but one digit. */
export const Sex = z.enum(['MALE', 'FEMALE'])
export type Sex = z.infer<typeof Sex>
