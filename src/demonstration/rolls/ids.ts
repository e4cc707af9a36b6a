import { idFrom } from '../../log/event-id.ts'
import type { Enrolled } from './enrolled.ts'

/** The case that an entry of a roll becomes: the same again for the same seed. */
export const caseOf = (seed: string, { number }: Pick<Enrolled, 'number'>): string => idFrom(seed, `case/${number}`)

/** The person whom a roll brings into the register under the number of an entry. */
export const personOf = (seed: string, number: string): string => idFrom(seed, `person/${number}`)

/** The guardian of a child on a roll. */
export const guardianOf = (seed: string, { number }: Pick<Enrolled, 'number'>): string =>
  idFrom(seed, `guardian/${number}`)
