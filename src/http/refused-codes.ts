import { refusals } from '../domain/refusals.ts'
import type { RefusalRow } from '../domain/shared/refusal.ts'
import { rollFileRefusals } from '../processes/roll-file/refusals.ts'

/** Every "no" below this room, of the domain and of the processes, by its code. */
export const refusedCodes: Readonly<Record<string, RefusalRow>> = { ...refusals, ...rollFileRefusals }
