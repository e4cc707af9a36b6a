import { z } from 'zod'
import { Uuid } from './event.ts'
import { personal } from './personal.ts'

const Leaf = z.union([z.string().max(1000), z.int(), z.boolean(), z.null()])
const Item = z.union([Leaf, z.array(Leaf).max(100), z.record(z.string().max(64), Leaf)]).meta({ id: 'ParticularsItem' })
const Value = z.union([Leaf, z.array(Item).max(100), z.record(z.string().max(64), Item)])

/**
 * What a scheme asks beyond the household, as plain JSON of bounded depth: six self-care items, a certificate, a cause. Only
 * the scheme's own schema knows what is in it, so that another scheme touches no command and no event.
 */
export const Particulars = z.record(z.string().max(64), Value).meta({
  id: 'Particulars',
  description: "The scheme's own facts, as its schema has them; null where it asks for none.",
})
export type Particulars = z.infer<typeof Particulars>

/** The same as an event keeps it: sealed as a whole under the applicant. */
export const SealedParticulars = z.strictObject({ personId: Uuid, facts: personal(Particulars) })
export type SealedParticulars = z.infer<typeof SealedParticulars>
