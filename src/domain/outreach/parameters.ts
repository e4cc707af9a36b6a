import { z } from 'zod'
import { ALWAYS, type ParameterCatalogue } from '../policy/parameters.ts'

/** What areas set for warnings and enquiries: they belong to no scheme, so they are published under a name of their own. */
export const outreachScheme = 'lowIncomeMonitoring'

type OutreachParameter = 'alertVisitWorkingDays' | 'alertMinSurveyors' | 'enquiryAnswerDays'

/** The catalogue of them. No law prints a limit: each default names the place whose practice it is. */
export const outreachParameters: ParameterCatalogue<OutreachParameter> = {
  alertVisitWorkingDays: {
    en: 'Working days from a warning to the home check',
    zh: '预警信息入户核查期限（工作日）',
    unit: 'WORKING_DAYS',
    value: z.string().regex(/^([1-9]|[12]\d|30)$/),
    // Echeng prints 3 to 5 working days; the longer one is the limit.
    defaults: [{ effectiveFrom: ALWAYS, value: '5', source: 'product default (echeng-2023)' }],
  },
  alertMinSurveyors: {
    en: 'People who make a home check at least',
    zh: '入户核查最少人数',
    unit: 'PERSONS',
    value: z.string().regex(/^[1-9]$/),
    defaults: [{ effectiveFrom: ALWAYS, value: '2', source: 'product default (2021-57 Art.16)' }],
  },
  enquiryAnswerDays: {
    en: 'Days from a call or visit to the answer',
    zh: '来电来访答复期限（天）',
    unit: 'DAYS',
    value: z.string().regex(/^([1-9]|[1-8]\d|90)$/),
    // Zhejiang prints 15 days for complaints.
    defaults: [{ effectiveFrom: ALWAYS, value: '15', source: 'product default (ZJ-2020 Art.58)' }],
  },
}
