import type { Ruleset } from '../policy/ruleset.ts'
import type { Refused } from '../shared/refusal.ts'
import type { CaseFile, Investigation, Notice, Opinion, Shown } from './file.ts'
import { isDemanded, isDue } from './procedure.ts'
import { refuse } from './refusals.ts'

/** An opinion, what hangs of it, and what it rests on. */
export type Proposed = {
  file: Pick<CaseFile, 'members'>
  notice: Notice | null
  opinion: Opinion
  investigation: Investigation
}

/** What the rules of a case say about its notice. */
export type NoticeRules = Pick<Ruleset, 'steps' | 'noticeDays' | 'noticeAgain'>

/** What a notice of the opinion would show now. */
export const shownBy = ({ file, opinion }: Pick<Proposed, 'file' | 'opinion'>): Shown => ({
  memberCount: file.members.length,
  amountFen: opinion.opinion === 'GRANT' ? opinion.amountFen : 0,
})

/**
 * The refusal of an opinion that has still to be posted, or posted again: nothing of it hangs where a notice is due; the
 * rules post again what was drafted anew; or, where they demand a notice at all, other members or another sum would be
 * granted than it shows.
 */
export const noticeFault = (rules: NoticeRules, state: Proposed): Refused | undefined => {
  const { notice, opinion, investigation } = state
  const { steps, noticeAgain } = rules
  const { clause } = steps.notice
  if (!notice) return isDue(rules, investigation, 'notice') ? refuse('notice-missing', { clause }) : undefined
  if (noticeAgain.value && notice.round < opinion.round)
    return refuse('notice-again-missing', { clause: noticeAgain.clause })
  if (!isDemanded(rules, 'notice') || opinion.opinion !== 'GRANT') return undefined
  const now = shownBy(state)
  if (now.memberCount === notice.memberCount && now.amountFen === notice.amountFen) return undefined
  return refuse('notice-outdated', {
    posted: [notice.memberCount, notice.amountFen],
    now: [now.memberCount, now.amountFen],
    clause,
  })
}
