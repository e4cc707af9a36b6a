import { printed } from './echeng/printed.ts'
import { timesOfSupport, yuanOf } from './echeng-policies.ts'

// What the county takes from the report (echeng-2023) for every scheme beside the allowance: counts as printed, sums and limits
// from the report's policy file. Money is whole yuan. What the report does not print and the county needs all the same is in
// `assumed`, and is no figure of it.

const SUPPORT = 'extremePovertySupport'
const AID = 'temporaryAssistance'

const persons = (scheme: string): { persons: number } => ({ persons: printed(scheme, 'persons') })
const aid = (group: string): { personTimes: number; yuan: number } => ({
  personTimes: printed(group, 'person_times'),
  yuan: printed(group, 'amount'),
})

/** Support for the extremely poor, by kind of area and form of support. */
export const publishedSupport = {
  total: persons(SUPPORT),
  povertyRegister: persons(`${SUPPORT}.povertyRegister`),
  forms: {
    ruralCentralized: persons(`${SUPPORT}.rural.centralized`),
    urbanCentralized: persons(`${SUPPORT}.urban.centralized`),
    ruralDispersed: persons(`${SUPPORT}.rural.dispersed`),
    urbanDispersed: persons(`${SUPPORT}.urban.dispersed`),
  },
  timesStandard: timesOfSupport(),
} as const

/** The children, all of them with families: no orphan in an institution is printed. */
export const publishedChildren = {
  ruralOrphans: persons('orphanAllowance.rural'),
  urbanOrphans: persons('orphanAllowance.urban.dispersed'),
  unsupported: persons('unsupportedChildAllowance'),
  monthlyYuan: yuanOf('unsupportedChildAllowance'),
} as const

/** The two subsidies for disabled people. Their sums per month are not printed. */
export const publishedDisabled = {
  living: persons('disabilityLivingSubsidy'),
  nursing: persons('disabilityNursingSubsidy'),
} as const

/** The aged: yuan by tier of age, and two counts that add up over the months to September. */
export const publishedAged = {
  tiers: {
    80: yuanOf('agedAllowance', 'AGED_80'),
    90: yuanOf('agedAllowance', 'AGED_90'),
    100: yuanOf('agedAllowance', 'AGED_100'),
  },
  allowance: persons('agedAllowance'),
  disabledSubsidy: persons('agedDisabledSubsidy'),
} as const

/** Temporary assistance: all of it, and the two groups of the poverty register. */
export const publishedAid = {
  total: aid(AID),
  outOfPoverty: aid(`${AID}.outOfPoverty`),
  monitored: aid(`${AID}.monitored`),
} as const

/** Alerts of monitoring. */
export const publishedAlerts = printed('monitoring.alerts', 'count')

/** Homes adapted for the aged. */
export const publishedAdaptation = {
  households: printed('homeAdaptation', 'households'),
  yuan: yuanOf('homeAdaptation'),
} as const

/**
 * Sums per month in yuan that the report does not print. For ten months, 70 and 100 yuan for the printed persons come within a
 * third of a per cent of the printed money of both disability subsidies; 100 yuan for nine months is what an aged disabled
 * person would get for somewhat less than the printed sum per head. A burial under a tree, which it does not mention, is paid
 * once.
 */
export const assumed = { disabilityLiving: 70, disabilityNursing: 100, agedDisabled: 100, treeBurial: 1000 } as const
