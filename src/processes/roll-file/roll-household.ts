import type { z } from 'zod'
import type { Sex } from '../../domain/person/words.ts'
import type { Filing, Relation } from '../../domain/scheme/household.ts'
import type { AreaCode, AreaKind } from '../../domain/shared/area.ts'
import type { Day, Month } from '../../domain/shared/day.ts'
import type { Disability } from '../../domain/shared/disability.ts'
import type { Fen } from '../../domain/shared/fen.ts'
import type { ToldFacts } from './scheme-columns.ts'

/** One member of a household of the old roll. */
export type RollMember = {
  row: number
  name: string
  relation: z.infer<typeof Relation>
  idNumber: string | null
  sex: Sex
  birthDate: Day
  address: string | null
  disability: Disability | null
  seriousIllness: boolean
  canWork: boolean
  employed: boolean
}

/** A household of the old roll, whole and sound in itself. */
export type RollHousehold = {
  number: string
  /** Its first row. */
  row: number
  area: AreaCode
  areaKind: AreaKind
  filing: z.infer<typeof Filing>
  povertyRegister: boolean
  closeRelative: boolean
  oldDecisionNumber: string
  oldDecisionOn: Day
  /** Countable monthly income of the household after deductions. */
  incomeFen: Fen
  tier: string | null
  /** What the household got in the month before `fromMonth`. */
  amountFen: Fen
  fromMonth: Month
  reviewDue: Day
  members: readonly RollMember[]
  /** What the file tells of the scheme's own facts. */
  told: ToldFacts
  /** Index of the member who files, and of the one who receives the money. */
  applicant: number
  holder: number
  account: { bank: string; account: string; accountHolder: string }
}
