import type { AreaKind } from '../shared/area.ts'
import { addDays, addMonthsToDay, type Day } from '../shared/day.ts'
import { addWorkingDays, type CountedDay, type WorkingCalendar } from './calendar.ts'
import type { Document } from './events.ts'

/** A value of the law with the clause it is printed in, e.g. `2021-57 Art.22`. */
export type Cited<Value> = { value: Value; clause: string }

/** A statutory limit: so many working days, calendar days or months after an act. */
export type Limit = { count: number; unit: 'WORKING_DAYS' | 'DAYS' | 'MONTHS'; clause: string }

/** When a county visit is a duty (a reason of `CountyVisitOrdered`). */
type CountyVisitDuty = 'CLOSE_RELATIVE' | 'COMPLAINT'

/**
 * The procedure of the allowance as the law has it on one day. Every number comes with its clause; null means that this
 * ruleset knows no such limit or duty.
 */
export type Ruleset = {
  /** The main document, e.g. `2021-57`; stored in events. */
  id: string
  /** Later documents that change parts of it on that day, oldest first. */
  overlays: readonly string[]
  document: Document
  clocks: {
    /** From acceptance. */
    surveyStart: Limit
    /** From the request of the check. */
    checkStart: Limit | null
    /** From the end of the survey, where every case is deliberated. */
    deliberation: Limit | null
    /** From the deliberation: the opinion of the county's reviewers. */
    opinion: Limit | null
    /** From the dossier (or the end of its notice). */
    countyDecision: Limit
    /** From the dossier where an objection had to be looked into again. */
    countyDecisionAfterObjection: Limit | null
    /** Whole case, from acceptance. */
    wholeCase: Limit | null
    /** Whole case once it has been extended for a special reason. */
    wholeCaseExtended: Limit | null
    /** Whole case where the township decides under a delegation. */
    wholeCaseDelegated: Limit | null
    /** From the decision: the refusal told in writing with its reasons. */
    refusalNotice: Limit
    /** From a death: the household is looked at again. */
    recheckAfterDeath: Limit | null
  }
  /** Months from the decision to the next review. */
  review: {
    /** No income of its own and nobody able to work. */
    withoutIncome: Cited<number>
    /** Fixed income, nobody able to work. */
    fixedIncome: Cited<number>
    /** Income that varies, or somebody able to work. */
    varying: Record<AreaKind, Cited<number>>
  }
  /** Full days that the notice of the opinion hangs. */
  noticeDays: Cited<number>
  /** Full days of a second notice, after the county's review. */
  secondNoticeDays: Cited<number> | null
  minInvestigators: Cited<number>
  /** Whether every case is deliberated, or only one with an objection. */
  deliberation: Cited<'ALWAYS' | 'ON_OBJECTION'>
  /** Residents among those who deliberate: at least this fraction. */
  deliberationResidents: Cited<{ atLeast: number; of: number }> | null
  countyVisit: Cited<readonly CountyVisitDuty[]>
  /** Per cent of all dossiers that the county visits by sample. */
  countySamplePercent: Cited<number> | null
  /** Longest gradual exit (渐退期). */
  gradualExitMonths: Cited<number> | null
  /** Whether the recipient is heard before a reduction or stop. */
  hearing: Cited<boolean>
  /** Whether a township may confirm, and whose text must allow it. */
  townshipMayDecide: Cited<'NO' | 'BY_DELEGATION' | 'WHERE_THE_PROVINCE_ALLOWS'>
}

/** The day on which a limit ends, counted from the day of the act (not counted itself). */
export const dueOf = (limit: Limit, from: Day, calendar: WorkingCalendar): CountedDay => {
  switch (limit.unit) {
    case 'WORKING_DAYS':
      return addWorkingDays(calendar, from, limit.count)
    case 'DAYS':
      return { due: addDays(from, limit.count), provisional: false }
    case 'MONTHS':
      return { due: addMonthsToDay(from, limit.count), provisional: false }
  }
}
