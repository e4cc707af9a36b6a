import { refusals } from '../domain/refusals.ts'
import type { RefusalRow } from '../domain/shared/refusal.ts'
import { rollFileRefusals } from './roll-file/refusals.ts'

/** Every "no" that a command can meet, of the domain and of the processes, by its code. */
export const allRefusals: Readonly<Record<string, RefusalRow>> = { ...refusals, ...rollFileRefusals }
