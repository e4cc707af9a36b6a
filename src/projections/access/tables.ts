import type { AccessEvent } from '../../domain/access/events.ts'
import type { ReadPurpose } from '../../domain/access/purpose.ts'
import type { HandColumns } from '../hand.ts'

/** One row per read of personal data: by whom, of whom or of which file, for what. */
export type AccessReadTable = HandColumns & {
  /** Its place in the log. */
  position: number
  /** What was read, or that it was withheld. */
  what: AccessEvent['type']
  /** Whom it was about; null for a bank file, and for a search that found nobody. */
  person_id: string | null
  case_id: string | null
  /** The scheme of the case or of the run. */
  scheme: string | null
  purpose: ReadPurpose | null
  /** Code of the refusal by which it was withheld. */
  refusal: string | null
  run_id: string | null
  file_id: string | null
  /** Payments in a bank file. */
  lines: number | null
}
