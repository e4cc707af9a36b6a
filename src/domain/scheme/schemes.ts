import type { SchemeCode } from '../shared/scheme-code.ts'
import { agedAllowance } from './aged-allowance/aged-allowance.ts'
import { agedDisabledSubsidy } from './aged-disabled-subsidy/aged-disabled-subsidy.ts'
import { orphanAllowance } from './children-allowances/orphan-allowance.ts'
import { unsupportedChildAllowance } from './children-allowances/unsupported-child-allowance.ts'
import { disabilityLivingSubsidy } from './disability-subsidies/living-subsidy.ts'
import { disabilityNursingSubsidy } from './disability-subsidies/nursing-subsidy.ts'
import { extremePovertySupport } from './extreme-poverty-support/extreme-poverty-support.ts'
import { charityAid } from './grants/charity-aid.ts'
import { ecologicalBurial } from './grants/ecological-burial.ts'
import { funeralFeeRelief } from './grants/funeral-fee-relief.ts'
import { homeAdaptation } from './grants/home-adaptation.ts'
import { tuitionAid } from './grants/tuition-aid.ts'
import { marginalHousehold } from './low-income/marginal-household.ts'
import { rigidExpenditureHousehold } from './low-income/rigid-expenditure-household.ts'
import { refuse } from './refusals.ts'
import type { Scheme } from './scheme.ts'
import { subsistenceAllowance } from './subsistence-allowance/subsistence-allowance.ts'
import { temporaryAssistance } from './temporary-assistance/temporary-assistance.ts'

/** The schemes that this programme runs. */
export const schemes: readonly Scheme[] = [
  subsistenceAllowance,
  extremePovertySupport,
  temporaryAssistance,
  disabilityLivingSubsidy,
  disabilityNursingSubsidy,
  orphanAllowance,
  unsupportedChildAllowance,
  agedAllowance,
  agedDisabledSubsidy,
  marginalHousehold,
  rigidExpenditureHousehold,
  homeAdaptation,
  tuitionAid,
  charityAid,
  funeralFeeRelief,
  ecologicalBurial,
]

/** A scheme of a register by its code; refused with `unknown-scheme` where there is none. */
export const schemeIn = (register: readonly Scheme[], code: SchemeCode): Scheme => {
  const scheme = register.find((row) => row.code === code)
  if (!scheme) throw refuse('unknown-scheme', { scheme: code })
  return scheme
}

/** A scheme of this programme by its code; refused with `unknown-scheme` where there is none. */
export const findScheme = (code: SchemeCode): Scheme => schemeIn(schemes, code)
