import { z } from 'zod'
import { ALWAYS, type ParameterCatalogue } from '../policy/parameters.ts'
import { parameterOf } from '../policy/policy.ts'
import { rulesetIn } from '../policy/timeline.ts'
import { provinceOf } from '../shared/area.ts'
import type { CaseContext } from './context.ts'
import type { CaseFile } from './file.ts'
import { schemeOf } from './procedure.ts'
import { refuse } from './refusals.ts'

/** What a province decides about its townships, for any scheme. */
export const provinceParameters: ParameterCatalogue<'townshipsMayConfirm'> = {
  townshipsMayConfirm: {
    en: 'Whether the province lets townships confirm cases under a delegation',
    zh: '省级是否允许将审核确认权限下放至乡镇（街道）',
    unit: 'WORD',
    value: z.enum(['true', 'false']),
    // The Law leaves it to provinces from its first day on; that what was delegated before runs on until one says no is ours.
    defaults: [{ effectiveFrom: ALWAYS, value: 'true', source: 'product default' }],
  },
}

/** Refuses a township where the rules of today leave it to the province, and the province does not allow it. */
export const requireProvinceAllows = (file: Pick<CaseFile, 'scheme' | 'area'>, context: CaseContext): void => {
  const { policy, today } = context
  const rule = rulesetIn(schemeOf(file, context).rulesets, today)?.townshipMayDecide
  if (rule?.value !== 'WHERE_THE_PROVINCE_ALLOWS') return
  // Only the province's own word counts, not that of an area below it.
  const question = { scheme: file.scheme, area: provinceOf(file.area), day: today, knownOn: today }
  const { value, source } = parameterOf(policy, provinceParameters, 'townshipsMayConfirm', question)
  if (value === 'false') throw refuse('province-forbids', { clause: rule.clause, document: source })
}
