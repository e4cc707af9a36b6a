import { z } from 'zod'

/** Why somebody stops a run, or one payment of it: a closed list, and a note in their words beside it. */
export const StopReason = z.enum(['WRONG_AMOUNT', 'WRONG_PAYEE', 'DEATH', 'INELIGIBLE', 'OTHER'])
