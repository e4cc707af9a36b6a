import type { z } from 'zod'
import { type RateName, STANDARD } from '../../policy/rate.ts'
import { onceFor } from '../../policy/rates.ts'
import type { Day } from '../../shared/day.ts'
import type { Fen } from '../../shared/fen.ts'
import type { AssessmentPlace, AssessmentResult } from '../assessment.ts'
import type { SheetLine, SheetRate } from '../calculation.ts'
import type { Assessment, Member } from '../household.ts'
import { refuse } from '../refusals.ts'
import { checkFiling } from '../rules/filing.ts'
import { localRulesets } from '../rules/local-rulesets.ts'
import { checkOnePerson } from '../rules/one-person.ts'
import { defineScheme, type Scheme } from '../scheme.ts'

/** What a grant's own facts come to: whether it is given, and a sum of its own where no published one is paid. */
type Findings = {
  grounds: readonly string[]
  lines: readonly SheetLine[]
  /** The sum that the office has decided; absent where the published one is paid. */
  decidedFen?: Fen
  /** The published sum that is paid; `STANDARD` where absent. */
  rate?: RateName
}

/** What tells one grant from another; everything else is the same for all of them. */
export type GrantOf<Facts> = Pick<Scheme<Facts>, 'code' | 'name' | 'who' | 'pays' | 'unit' | 'grounds' | 'rates'> & {
  /** The day since when places give it, and its title. */
  since: Day
  title: string
  /** The report or practice it is known from. */
  clause: string
  particulars: z.ZodType<Facts>
  find: (facts: Facts, members: readonly Member[], place: AssessmentPlace) => Findings
}

const sumOf = (
  { code, clause }: Pick<GrantOf<unknown>, 'code' | 'clause'>,
  { decidedFen, rate = STANDARD }: Findings,
  { policy, area, areaKind, month, day }: AssessmentPlace,
): { fen: Fen; clause: string; rates: SheetRate[] } => {
  if (decidedFen !== undefined) return { fen: decidedFen, clause, rates: [] }
  const published = onceFor(policy, { scheme: code, rate, area, areaKind, month, knownOn: day })
  if (!published) throw refuse('no-rate', { scheme: code, area, areaKind, month, rates: [rate] })
  const { number } = published.source.document
  return { fen: published.fen, clause: number, rates: [{ rate, document: number, monthlyFen: published.fen }] }
}

/**
 * A grant that is paid once, in the month after its confirmation: a small scheme of one file, through the same engine as all
 * others. It takes no claim on anybody: whether it has been given before is the office's to see in the person's cases.
 */
export const oneOffGrant = <Facts>(grant: GrantOf<Facts>): Scheme => {
  const { code, name, who, pays, unit, grounds, rates, clause, particulars, find } = grant
  const assess = (
    _assessed: Assessment,
    members: readonly Member[],
    place: AssessmentPlace,
    facts: Facts,
  ): AssessmentResult => {
    const found = find(facts, members, place)
    const verdict = { qualifies: found.grounds.length === 0, grounds: found.grounds }
    const sum = sumOf(grant, found, place)
    const amountFen = verdict.qualifies ? sum.fen : 0
    const line: SheetLine = {
      item: 'amount',
      clause: sum.clause,
      inputs: { qualifies: verdict.qualifies },
      fen: amountFen,
    }
    return {
      facts: { mode: 'INSTALMENTS', members: members.length, instalments: [{ month: place.month, fen: sum.fen }] },
      sheet: { ruleset: place.ruleset.id, rates: sum.rates, lines: [...found.lines, line], amountFen },
      verdict,
    }
  }
  return defineScheme<Facts>({
    code,
    name,
    who,
    pays,
    unit,
    grounds,
    rates,
    gives: 'ONE_OFF',
    exclusive: false,
    rulesets: localRulesets(grant.since, grant.title),
    lanes: null,
    particulars,
    parameters: {},
    firstPaid: { value: 'MONTH_AFTER_CONFIRMATION', clause },
    lastPaid: { decision: { value: 0, clause }, death: { value: 0, clause } },
    payees: { value: ['HOLDER', 'GUARDIAN'], clause },
    checkFiling: unit === 'PERSON' ? checkOnePerson : checkFiling,
    assess,
    reviewDue: () => null,
    endsOn: () => null,
  })
}
