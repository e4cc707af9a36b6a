import { z } from 'zod'

/** Nothing but visible characters, and no blank at either end. */
const VISIBLE = /^(?!\s)[^\p{Cc}\p{Cf}\p{Cs}]+(?<!\s)$/u

/** Free text as an event keeps it: reasons, findings, records. */
export const Text = z.string().min(1).max(1000)

/** The same as a command tells it. */
export const TextInput = z.string().trim().min(1).max(1000)

/** One line of text as a command tells it: no control or invisible characters, no blank at either end. */
export const lineOf = (most: number) =>
  z.string().max(most).regex(VISIBLE, 'one line of visible characters without blanks at its ends')

/** The account of a member of staff as an event keeps it. */
export const Staff = z.string().min(1).max(64)

/** The same as a command tells it: one account cannot be written in two ways that look the same. */
export const StaffInput = z
  .string()
  .max(64)
  .regex(VISIBLE, 'an account of visible characters without blanks at its ends')

/** The number of a bank account as a command tells it. */
export const AccountNumber = z.string().regex(/^\d{8,32}$/, 'an account number has 8 to 32 digits')
