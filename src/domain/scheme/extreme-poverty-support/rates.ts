import { z } from 'zod'
import { ALWAYS, type ParameterCatalogue } from '../../policy/parameters.ts'
import type { RateName } from '../../policy/rate.ts'
import { SupportForm } from './particulars.ts'
import { SelfCareLevel } from './self-care.ts'

/** The basic living standard (基本生活标准) a month. */
export const BASIC_LIVING: RateName = 'BASIC_LIVING'

/** The care standard (照料护理标准) for a form of support and a level of self-care: `CARE_CENTRALIZED_NONE`. */
export const careRate = (form: SupportForm, level: SelfCareLevel): RateName => `CARE_${form}_${level}`

/** Every rate that support pays. */
export const supportRates: readonly RateName[] = [
  BASIC_LIVING,
  ...SupportForm.options.flatMap((form) => SelfCareLevel.options.map((level) => careRate(form, level))),
]

/** Whether a place publishes care standards of their own, or one sum that holds the care money already. */
export const supportParameters: ParameterCatalogue<'careMoney'> = {
  careMoney: {
    en: 'Whether care money is paid by a standard of its own or is part of the basic living standard',
    zh: '照料护理补贴单独执行照料护理标准，或者已包含在基本生活标准内',
    unit: 'WORD',
    value: z.enum(['OWN_STANDARD', 'INCLUDED']),
    defaults: [{ effectiveFrom: ALWAYS, value: 'OWN_STANDARD', source: '2016-14' }],
  },
}
