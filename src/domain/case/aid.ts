import type { Cited } from '../policy/ruleset.ts'
import type { AidFirst, AidQuestion } from '../scheme/aid-first.ts'
import type { Scheme } from '../scheme/scheme.ts'
import type { Day } from '../shared/day.ts'
import type { Fen } from '../shared/fen.ts'
import type { CaseContext } from './context.ts'
import type { CaseFile } from './file.ts'
import { requireParticulars } from './particulars.ts'
import { schemeOf } from './procedure.ts'
import { refuse } from './refusals.ts'

/** An aid that was handed out before the procedure. */
export type Aid = {
  drawId: string
  recipient: string
  grantedOn: Day
  amountFen: Fen
  /** Last day for its paperwork. */
  due: Day
  completedOn: Day | null
}

/** What a scheme is asked about aid first, on a day. */
export const aidQuestion = (
  { area, areaKind, members }: CaseFile,
  { policy }: Pick<CaseContext, 'policy'>,
  day: Day,
  particulars: unknown,
): AidQuestion => ({ policy, area, areaKind, day, memberCount: members.length, particulars })

/** Refuses the ordinary way where the law of the day says that help comes first. */
export const requireNoAidFirst = (
  scheme: Scheme,
  file: CaseFile,
  context: CaseContext,
  day: Day,
  particulars: unknown,
): void => {
  if (!scheme.aidFirst || particulars === undefined) return
  const { value, clause } = scheme.aidFirst.may(aidQuestion(file, context, day, particulars))
  if (value === 'MUST') throw refuse('aid-first-duty', { day, clause })
}

/** How a scheme helps first; refused where it does not. */
export const requireAidFirst = ({ code, aidFirst }: Scheme): AidFirst => {
  if (!aidFirst) throw refuse('aid-first-unknown', { scheme: code })
  return aidFirst
}

/** Whether help may or must come first on that day; refused where it may not. */
export const requireOpen = (aidFirst: AidFirst, question: AidQuestion): Cited<'MAY' | 'MUST'> => {
  const { value, clause } = aidFirst.may(question)
  if (value === 'NO') throw refuse('aid-first-not-open', { day: question.day, clause })
  return { value, clause }
}

/** Refuses what repeats an earlier grant, where the scheme minds. */
export const requireFirstTime = (
  scheme: Scheme,
  { area }: CaseFile,
  { policy, earlierGrants = [] }: CaseContext,
  day: Day,
  particulars: unknown,
): void => scheme.checkAgain?.({ policy, area, day, particulars, earlier: earlierGrants })

/** From which day on an aid for the same cause stands in the way of this one; null where none does. */
export const sameCauseSince = (file: CaseFile, context: CaseContext, day: Day): Day | null => {
  const scheme = schemeOf(file, context)
  const particulars = requireParticulars(scheme, file)
  return scheme.aidFirst?.onceSince(aidQuestion(file, context, day, particulars)) ?? null
}
