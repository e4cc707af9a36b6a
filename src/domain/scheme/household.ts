import { z } from 'zod'
import { Day } from '../shared/day.ts'
import { Disability } from '../shared/disability.ts'
import { Uuid } from '../shared/event.ts'
import { Fen, ToldFen } from '../shared/fen.ts'
import { personal } from '../shared/personal.ts'

/** How a member stands to the applicant. */
export const Relation = z.enum(['SELF', 'SPOUSE', 'CHILD', 'PARENT', 'GRANDPARENT', 'GRANDCHILD', 'SIBLING', 'OTHER'])

const memberFacts = {
  personId: Uuid,
  relation: Relation,
  /** Able to work (有劳动能力): decides the review cadence. */
  canWork: z.boolean(),
  /** Has a job now: opens the deduction of employment cost. */
  employed: z.boolean(),
}
const health = { disability: Disability.nullable(), seriousIllness: z.boolean() }

/** A co-resident member (共同生活家庭成员) as a command names them [2021-57 Art.7]. */
export const MemberInput = z.strictObject({ ...memberFacts, birthDate: Day, ...health }).meta({ id: 'Member' })
export type MemberInput = z.infer<typeof MemberInput>

/** The same as an event keeps it: birth date and health are sealed. */
export const Member = z.strictObject({
  ...memberFacts,
  birthDate: personal(Day),
  disability: personal(health.disability),
  seriousIllness: personal(health.seriousIllness),
})
export type Member = z.infer<typeof Member>

/** What the amount and the reviews need to know of a member. */
export type AssessedMember = Pick<Member, 'personId' | 'canWork' | 'employed'>

/** What a filing needs to know of a member. */
export type FiledMember = Pick<Member, 'personId' | 'birthDate' | 'disability' | 'seriousIllness' | 'employed'>

/**
 * Filed for the whole household, or for one member alone (单人户) [2021-57 Art.8]. A scheme whose unit is one person asks
 * nothing of it: such an application has one member whichever the form says.
 */
export const Filing = z.enum(['HOUSEHOLD', 'SINGLE']).meta({
  description: 'For the whole household, or for one member alone; the same where the scheme is for one person.',
})
export type Filing = z.infer<typeof Filing>

/** Where a figure was taken from. */
const Source = z.enum(['DECLARED', 'REGISTER', 'VISIT', 'ESTIMATED'])

/**
 * One kind of monthly income or deduction of one person. Kinds that the law does not count are listed all the same and
 * left out by rule, so that the sheet shows why [2021-57 Art.13].
 */
export const IncomeItem = z.strictObject({
  personId: Uuid,
  kind: z.enum([
    'WAGES', // 工资性收入
    'BUSINESS', // 经营净收入
    'PROPERTY', // 财产净收入
    'TRANSFER', // 转移净收入
    'OTHER',
    'PREFERENTIAL_PENSION', // 优抚, not counted
    'FAMILY_PLANNING_AWARD', // not counted
    'SCHOLARSHIP', // not counted
    'BRAVERY_AWARD', // not counted
    'GOVERNMENT_ASSISTANCE', // not counted
    'BASIC_PENSION', // 基础养老金: not counted while the parameter says so
  ]),
  monthlyFen: Fen,
  source: Source,
})
export type IncomeItem = z.infer<typeof IncomeItem>

/** Where an income comes from; whether it counts is `rules/countable-income.ts`. */
export type IncomeKind = IncomeItem['kind']

/** A deduction from income [2021-57 Art.13]. The cost of employment is not listed here: the rule computes it. */
const DeductionItem = z.strictObject({
  personId: Uuid,
  kind: z.enum(['DISABILITY_COST', 'SERIOUS_ILLNESS_COST']),
  monthlyFen: Fen,
  source: Source,
})

/** The property rule (财产状况): a finding with its basis, not a sum. */
const AssetFinding = z.strictObject({
  finding: z.enum(['WITHIN', 'OVER']),
  basis: z.string().min(1).max(500),
})

/** Monthly income, deductions and assets as assessed. */
export const Assessment = z.strictObject({
  incomes: z.array(IncomeItem).max(200),
  deductions: z.array(DeductionItem).max(100),
  assets: AssetFinding,
})
export type Assessment = z.infer<typeof Assessment>

/** The same as a command tells it. */
export const AssessmentInput = Assessment.extend({
  incomes: z.array(IncomeItem.extend({ monthlyFen: ToldFen })).max(200),
  deductions: z.array(DeductionItem.extend({ monthlyFen: ToldFen })).max(100),
}).meta({ id: 'Assessment' })
