import { readFileSync } from 'node:fs'
import type { PolicyCommand } from '../domain/policy/commands.ts'
import type { AreaKind } from '../domain/shared/area.ts'
import { readPolicyFile } from '../processes/import-policy/policy-file.ts'

const FILE = new URL('../../policies/echeng-2023.json', import.meta.url)

/** The policies of the report (echeng-2023), as `anjuan import policy policies/echeng-2023.json` would publish them. */
export const echengPolicies: readonly PolicyCommand[] = readPolicyFile(readFileSync(FILE, 'utf8')).commands

type Standard = Extract<PolicyCommand, { type: 'PublishStandard' }>['data']

const standardIn = (scheme: string, rate: string, areaKind: AreaKind | 'ALL', year: 2022 | 2023): Standard => {
  for (const { type, data } of echengPolicies)
    if (
      type === 'PublishStandard' &&
      data.scheme === scheme &&
      (data.rate ?? 'STANDARD') === rate &&
      data.areaKind === areaKind &&
      data.effectiveFrom.startsWith(String(year))
    )
      return data
  throw new Error(`${scheme} ${rate} ${areaKind} of ${year} is not among the policies of the report`)
}

/** A sum of the report in yuan, per month or once, as its policy file has it. */
export const yuanOf = (
  scheme: string,
  rate = 'STANDARD',
  areaKind: AreaKind | 'ALL' = 'ALL',
  year: 2022 | 2023 = 2023,
): number => {
  const standard = standardIn(scheme, rate, areaKind, year)
  return (standard.monthlyFen ?? standard.onceFen ?? 0) / 100
}

/** How many times the standard of the allowance the basic living of the supported is. */
export const timesOfSupport = (): number => {
  for (const { type, data } of echengPolicies)
    if (type === 'LinkRate' && data.scheme === 'extremePovertySupport')
      return data.factor.numerator / data.factor.denominator
  throw new Error('the link of support is not among the policies of the report')
}
