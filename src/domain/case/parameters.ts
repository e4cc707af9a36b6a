import { z } from 'zod'
import { ALWAYS, type ParameterCatalogue } from '../policy/parameters.ts'
import { parameterOf } from '../policy/policy.ts'
import type { Cited } from '../policy/ruleset.ts'
import type { CaseContext } from './context.ts'
import type { CaseFile } from './file.ts'

type CaseParameter =
  | 'suspensionMonths'
  | 'filingWorkingDays'
  | 'returnedDossierWorkingDays'
  | 'workRefusals'
  | 'workRefusalWithinMonths'
  | 'unreportedChangeMonths'
  | 'delayedExitMonths'

const count = (most: number) => z.string().refine((text) => /^\d{1,2}$/.test(text) && Number(text) <= most)

/** What places set about the course of a case, for any scheme. */
export const caseParameters: ParameterCatalogue<CaseParameter> = {
  suspensionMonths: {
    en: 'Months that a pause may last at most',
    zh: '暂停发放最长期限（月）',
    unit: 'MONTHS',
    value: count(24),
    // The law knows no pause without an end, and prints no longest one.
    defaults: [{ effectiveFrom: ALWAYS, value: '6', source: 'product default' }],
  },
  filingWorkingDays: {
    en: 'Working days in which a township files what it decided under a delegation with the county',
    zh: '委托确认报县级备案期限（工作日）',
    unit: 'WORKING_DAYS',
    value: count(60),
    defaults: [{ effectiveFrom: ALWAYS, value: '10', source: 'product default' }],
  },
  returnedDossierWorkingDays: {
    en: 'Working days in which a township hands in again a dossier that was sent back to it; 0 for no limit of its own',
    zh: '退回案卷重新报送期限（工作日，0为不另设期限）',
    unit: 'WORKING_DAYS',
    value: count(60),
    // No text knows the way back; the limit of the whole case runs on meanwhile.
    defaults: [{ effectiveFrom: ALWAYS, value: '10', source: 'product default' }],
  },
  workRefusals: {
    en: 'Refusals of suitable work in a row that cost a person their share',
    zh: '连续拒绝介绍工作次数',
    unit: 'TIMES',
    value: count(9),
    defaults: [{ effectiveFrom: ALWAYS, value: '3', source: '2021-57 Art.34' }],
  },
  workRefusalWithinMonths: {
    en: 'Months within which these refusals lie; 0 for any time',
    zh: '连续拒绝介绍工作的计算期间（月，0为不限）',
    unit: 'MONTHS',
    value: count(24),
    // Zhejiang prints six months.
    defaults: [{ effectiveFrom: ALWAYS, value: '0', source: '2021-57 Art.34' }],
  },
  unreportedChangeMonths: {
    en: 'Months after which a change that nobody reported is reprimanded; 0 for never',
    zh: '未及时报告重大变化的期限（月，0为不适用）',
    unit: 'MONTHS',
    value: count(24),
    defaults: [
      { effectiveFrom: ALWAYS, value: '0', source: 'product default' },
      { effectiveFrom: '2022-10-20', value: '3', source: '2022-83' },
    ],
  },
  delayedExitMonths: {
    en: 'Months for which a place lets somebody who found work stay on in full (延退); 0 for none',
    zh: '延退期（月，0为无）',
    unit: 'MONTHS',
    value: count(24),
    // Zhejiang disregards new wages for 6 to 12 months; the law knows the gradual exit only.
    defaults: [{ effectiveFrom: ALWAYS, value: '0', source: 'product default' }],
  },
}

/** What the place of a case has set on the day of an act: a whole number, and the document it stands in. */
export const caseParameter = (
  key: CaseParameter,
  { scheme, area }: Pick<CaseFile, 'scheme' | 'area'>,
  { policy, today }: Pick<CaseContext, 'policy' | 'today'>,
): Cited<number> => {
  const { value, source } = parameterOf(policy, caseParameters, key, { scheme, area, day: today, knownOn: today })
  return { value: Number(value), clause: source }
}
