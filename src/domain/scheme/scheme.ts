import type { z } from 'zod'
import type { ParameterRow } from '../policy/parameters.ts'
import type { RateName } from '../policy/rate.ts'
import { refuse } from '../policy/refusals.ts'
import type { Cited, Ruleset } from '../policy/ruleset.ts'
import { rulesetIn, type Timeline } from '../policy/timeline.ts'
import type { Code } from '../shared/codes.ts'
import type { Day } from '../shared/day.ts'
import type { SchemeCode } from '../shared/scheme-code.ts'
import type { AidFirst, RepeatQuestion } from './aid-first.ts'
import type { AssessmentPlace, AssessmentResult, FilingQuestion, ReviewQuestion } from './assessment.ts'
import type { AmountFacts } from './calculation.ts'
import type { Assessment, Member } from './household.ts'
import type { FirstPaid, LastPaid } from './paid-months.ts'
import type { Payee, PayeeKind } from './payee.ts'
import type { Readers } from './readers.ts'

/** A name in both languages. */
type Name = { en: string; zh: string }

/** When an entitlement that has been granted ends by itself; asked at each decision on it. */
export type EndQuestion<Facts = unknown> = {
  decidedOn: Day
  facts: AmountFacts
  members: readonly Member[]
  particulars: Facts
}

/** What the particulars of an application change in the procedure: an urgent case skips what an ordinary one may not. */
type Lanes<Facts> = {
  /** The lane to which the facts belong on a day, fixed at acceptance; null for the ordinary one. */
  of: (particulars: Facts, day: Day) => Code | null
  change: Readonly<Record<Code, (base: Ruleset) => Ruleset>>
}

/**
 * A scheme of social assistance: data and pure functions that plug into the one case engine. Adding a scheme is one file
 * (or folder) with a value of this type, made by `defineScheme`, and a row in `schemes.ts`.
 */
export type Scheme<Facts = unknown> = {
  code: SchemeCode
  name: Name
  /** Who qualifies, in a line, for the table of schemes. */
  who: Name
  /** What is paid, in a line, for the same table. */
  pays: Name
  /** Who is entitled: a household through its holder, or one person. */
  unit: 'HOUSEHOLD' | 'PERSON'
  gives: 'MONTHLY' | 'ONE_OFF' | 'STATUS'
  /** True where a person may have one live case only: then each member's claim is taken before acceptance. */
  exclusive: boolean
  /** Who alone may read of its cases and payments; where absent, all staff of the area. */
  readers?: Cited<Readers>
  /** Every procedure that has been in force, by its day. */
  rulesets: Timeline
  lanes: Lanes<Facts> | null
  /** The scheme's own facts; null where the household is all. */
  particulars: z.ZodType<Facts> | null
  /** Rows that the scheme adds to the catalogue of parameters. */
  parameters: Readonly<Record<string, ParameterRow>>
  /** The names of the published rates that it pays. */
  rates: readonly RateName[]
  /** The grounds that `assess` can find; a refusal or stop on one of them must be borne out by the assessment. */
  grounds: Readonly<Record<Code, Name & { clause: string }>>
  firstPaid: FirstPaid
  lastPaid: LastPaid
  /** To whom a month may be paid. */
  payees: Cited<readonly PayeeKind[]>
  /** Refuses particulars that contradict themselves; what does not fit the schema has been refused before. */
  checkParticulars?: (particulars: Facts) => void
  /** Whether an institution is paid only for somebody who has a bed in it by this very case. */
  takesBed?: boolean
  /** Refuses a payee of an allowed kind that the particulars, or who the members are on the day, do not bear out. */
  checkPayee?: (payee: Payee, particulars: Facts, of: { members: readonly Member[]; day: Day }) => void
  /** Refuses a filing that the scheme does not allow. */
  checkFiling: (question: FilingQuestion<Facts>) => void
  /** From what was found to the facts of the amount, the traced sheet and the verdict. */
  assess: (
    assessed: Assessment,
    members: readonly Member[],
    place: AssessmentPlace,
    particulars: Facts,
  ) => AssessmentResult
  /** The day by which the case is reviewed, and the clause that says so; null where there is nothing to review. */
  reviewDue: (question: ReviewQuestion<Facts>) => { due: Day; clause: string } | null
  /** The last day of what has been granted, where it ends by itself (a validity, a last instalment, an age); else null. */
  endsOn: (question: EndQuestion<Facts>) => Cited<Day> | null
  /** Aid before the procedure; where absent the scheme knows none, and cases of it have no fast lane. */
  aidFirst?: AidFirst<Facts>
  /** Commands that the engine has for this scheme and not for every one (`case/own`); where absent there are none. */
  ownCommands?: readonly string[]
  /** Refuses what repeats an earlier grant; where absent any number of them may follow each other. */
  checkAgain?: (question: RepeatQuestion<Facts>) => void
}

/**
 * Declares a scheme with the type of its own facts. What the engine hands to its functions has passed its schema, so that
 * the type is true for each call although the register no longer knows it.
 */
export const defineScheme = <Facts>(scheme: Scheme<Facts>): Scheme => scheme as unknown as Scheme

/** The procedure of a scheme on a day; refused with `no-ruleset` where none was in force. */
export const rulesetOn = ({ code, rulesets }: Pick<Scheme, 'code' | 'rulesets'>, day: Day): Ruleset => {
  const ruleset = rulesetIn(rulesets, day)
  if (!ruleset) throw refuse('no-ruleset', { scheme: code, day })
  return ruleset
}

/**
 * The procedure that a case follows from its acceptance on, whatever comes later: the ruleset of that day, as its lane
 * changes it.
 */
export const procedureOn = (
  scheme: Pick<Scheme, 'code' | 'rulesets' | 'lanes'>,
  acceptedOn: Day,
  lane: Code | null,
): Ruleset => {
  const ruleset = rulesetOn(scheme, acceptedOn)
  const change = lane === null ? undefined : scheme.lanes?.change[lane]
  return change ? change(ruleset) : ruleset
}

/** Whether the rules of a day let a township confirm at all; that one township may is a delegation of its area. */
export const delegationAllowedOn = ({ rulesets }: Scheme, day: Day): boolean =>
  (rulesetIn(rulesets, day)?.townshipMayDecide.value ?? 'NO') !== 'NO'

/** Longest gradual exit in months under the rules of a day; undefined where they know none. */
export const gradualExitMonthsOn = (scheme: Scheme, decidedOn: Day): Cited<number> | undefined =>
  rulesetOn(scheme, decidedOn).gradualExitMonths ?? undefined
