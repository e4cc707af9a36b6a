import type { AreaKind } from '../shared/area.ts'
import { addDays, addMonthsToDay, type Day } from '../shared/day.ts'
import { addWorkingDays, type CountedDay, type WorkingCalendar } from './calendar.ts'
import type { Document } from './events.ts'

/** A value of the law with the clause it is printed in, e.g. `2021-57 Art.22`. */
export type Cited<Value> = { value: Value; clause: string }

/** A statutory limit: so many working days, calendar days or months after an act. */
export type Limit = { count: number; unit: 'WORKING_DAYS' | 'DAYS' | 'MONTHS'; clause: string }

/**
 * Whether a ruleset knows a step of the procedure: nobody goes on without it, it may be taken, or there is none and it is
 * refused. The clause says why, also where there is none.
 */
export type Step = Cited<'DEMANDED' | 'ALLOWED' | 'NONE'>

/** The steps that a ruleset may demand, allow or not know. */
export type Steps = {
  /** The truth commitment (承诺书), signed before acceptance. */
  commitment: Step
  /** The question whether a close relative is case staff or on the village committee. */
  closeRelatives: Step
  homeVisit: Step
  /** The register check (核对), and with it every adult's signed authorization. */
  economicCheck: Step
  incomeAssessment: Step
  /** The notice of the opinion (公示), for `noticeDays`. */
  notice: Step
  /** The publication of the grant (公布). */
  publication: Step
  /** The dossier that goes to the county; without it the township's opinion is enough for whoever may decide. */
  dossier: Step
}

/** A step by its name. */
export type StepName = keyof Steps

/** The statutory limits; null where a ruleset knows none. */
export type Clocks = {
  /** From acceptance. */
  surveyStart: Limit | null
  /** From the request of the check. */
  checkStart: Limit | null
  /** From acceptance: survey and opinion of the township. */
  townshipOpinion: Limit | null
  /** From the signed visit, where every case is deliberated. */
  deliberation: Limit | null
  /** From the dossier: what the county's reviewers propose. */
  opinion: Limit | null
  /** From an objection: looked into, and the opinion drafted again. */
  redoAfterObjection: Limit | null
  /** From the dossier, or from the end of the county's own notice. */
  countyDecision: Limit | null
  /** From the dossier where an objection had to be looked into again. */
  countyDecisionAfterObjection: Limit | null
  /** Whole case, from acceptance. */
  wholeCase: Limit | null
  /** Whole case once it has been extended for a special reason. */
  wholeCaseExtended: Limit | null
  /** Whole case where the township decides under a delegation. */
  wholeCaseDelegated: Limit | null
  /** Whole case that another county has accepted for the home county, from that acceptance. */
  crossProvince: Limit | null
  /** From the decision: the refusal told in writing with its reasons. */
  refusalNotice: Limit | null
  /** From a death: the household is looked at again. */
  recheckAfterDeath: Limit | null
  /** From a reported change: the self-care items are assessed again. */
  selfCareAgain: Limit | null
  /** From an objection to the notice of a stop: decided again. */
  stopAfterObjection: Limit | null
}

/** When a county visit is a duty (a reason of `CountyVisitOrdered`). */
type CountyVisitDuty = 'CLOSE_RELATIVE' | 'COMPLAINT'

/** Months from the decision to the next review. */
export type ReviewCadence = {
  /** No income of its own and nobody able to work. */
  withoutIncome: Cited<number>
  /** Fixed income, nobody able to work. */
  fixedIncome: Cited<number>
  /** Income that varies, or somebody able to work. */
  varying: Record<AreaKind, Cited<number>>
}

/**
 * The procedure of one scheme as the law has it on one day: which steps there are, and every clock. Every value comes with
 * its clause; null means that this ruleset knows no such limit or duty.
 */
export type Ruleset = {
  /** The main document, e.g. `2021-57`; stored in events. */
  id: string
  /** Other documents that change parts of it on that day, oldest first. */
  overlays: readonly string[]
  document: Document
  steps: Steps
  clocks: Clocks
  review: ReviewCadence
  /** Full days that the notice of the opinion hangs, where there is one. */
  noticeDays: Cited<number> | null
  /** Whether the opinion that follows an objection is posted again. */
  noticeAgain: Cited<boolean>
  /** Full days of a second notice, after the county's review. */
  secondNoticeDays: Cited<number> | null
  /** Full days of a notice before a stop. */
  stopNoticeDays: Cited<number> | null
  minInvestigators: Cited<number>
  /** Whether every case is deliberated, only one with an objection, or none. */
  deliberation: Cited<'ALWAYS' | 'ON_OBJECTION' | 'NEVER'>
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
  /** The fine for fraud, as multiples of what was obtained. */
  fine: Cited<{ least: number; most: number }> | null
}

/** A whole procedure as a row of a time line states it. */
export type MainRuleset = Omit<Ruleset, 'overlays'>

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
