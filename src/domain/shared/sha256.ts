import { z } from 'zod'

/** The SHA-256 of some bytes, in lower-case hex: what names a kept file. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hex')
