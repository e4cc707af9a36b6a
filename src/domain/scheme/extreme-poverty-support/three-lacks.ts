import { standardFor } from '../../policy/policy.ts'
import type { Fen } from '../../shared/fen.ts'
import type { AssessmentPlace, Verdict } from '../assessment.ts'
import type { SheetLine } from '../calculation.ts'
import type { Assessment, Member } from '../household.ts'
import { refuse as refuseScheme } from '../refusals.ts'
import { disposableIncome } from '../rules/disposable-income.ts'
import { SUBSISTENCE_ALLOWANCE } from '../subsistence-allowance/code.ts'
import type { Limb } from './limb.ts'
import type { Particulars } from './particulars.ts'
import { refuse } from './refusals.ts'
import { inabilityToWork } from './rules/ability-to-work.ts'
import { lackOfLivelihood, livelihoodLines } from './rules/livelihood.ts'
import { lackOfObligors } from './rules/obligors.ts'

/** What each limb stands against when it does not hold. */
const groundOf = { ability: 'ABLE_TO_WORK', income: 'INCOME', property: 'ASSETS', obligors: 'OBLIGOR_ABLE' } as const

/** The grounds of a refusal or stop that the test finds. */
export const supportGrounds = {
  ABLE_TO_WORK: { en: 'Able to work', zh: '具有劳动能力', clause: '2021-43 Art.5' },
  INCOME: { en: 'Income', zh: '收入达到低保标准', clause: '2021-43 Art.6' },
  ASSETS: { en: 'Property', zh: '财产不符合规定', clause: '2021-43 Art.6' },
  OBLIGOR_ABLE: { en: 'An obligor is able', zh: '法定义务人具有履行义务能力', clause: '2021-43 Art.8' },
} as const

/**
 * The test of the three withouts (三无) on a day, a line of the sheet for each limb [2021-43 Art.4–8]. Refused where the
 * allowance standard, or the local disposable income that an answer turns on, is not published.
 */
export const testThreeLacks = (
  assessed: Assessment,
  member: Member,
  { policy, area, areaKind, day, month }: AssessmentPlace,
  particulars: Particulars,
): { verdict: Verdict; lines: readonly SheetLine[] } => {
  const question = { area, areaKind, month, knownOn: day }
  const standard = standardFor(policy, { ...question, scheme: SUBSISTENCE_ALLOWANCE })
  if (!standard) throw refuseScheme('no-standard', { scheme: SUBSISTENCE_ALLOWANCE, area, areaKind, month })
  if (!particulars.obligors) throw refuse('obligors-missing')
  const counted = livelihoodLines(assessed, day)
  const obligors = lackOfObligors(particulars.obligors, disposableIncome(policy, question), day)
  if (obligors.needsDisposableIncome) throw refuse('no-disposable-income', { area, areaKind, month })
  const limbs = {
    ability: inabilityToWork({ ...member, ...particulars }, day),
    ...lackOfLivelihood(counted.fen, standard, assessed.assets.finding, day),
    obligors,
  }
  const missing = (Object.keys(groundOf) as (keyof typeof groundOf)[]).filter((limb) => !limbs[limb].holds)
  return {
    verdict: { qualifies: missing.length === 0, grounds: missing.map((limb) => groundOf[limb]) },
    lines: [
      lineOf('unableToWork', limbs.ability, 0, member.personId),
      ...counted.lines,
      lineOf('livelihood', limbs.income, counted.fen),
      lineOf('property', limbs.property, 0),
      lineOf('obligors', limbs.obligors, 0),
    ],
  }
}

const lineOf = (item: string, { clause, inputs, found, holds }: Limb, fen: Fen, personId?: string): SheetLine => ({
  item,
  clause,
  inputs: { ...inputs, holds },
  ...(found && personId ? { found: { personId, facts: found } } : {}),
  fen,
})
