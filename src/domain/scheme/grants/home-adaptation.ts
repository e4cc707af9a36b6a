import { z } from 'zod'
import { STANDARD } from '../../policy/rate.ts'
import { Day } from '../../shared/day.ts'
import { tested } from '../rules/paid-at-rates.ts'
import { oneOffGrant } from './one-off-grant.ts'

const CLAUSE = 'echeng-2023'

/** What the adaptation asks beside the household. */
const Particulars = z.strictObject({
  /** What is built or fitted: handrails, a ramp, a shower seat. */
  works: z.array(z.string().trim().min(1).max(100)).min(1).max(30),
  /** The day on which the office has looked at the finished work; null before. */
  acceptedOn: Day.nullable(),
})

/** The adaptation of a home for the aged (适老化改造), paid per household once the work is done. */
export const homeAdaptation = oneOffGrant({
  code: 'homeAdaptation',
  name: { en: 'Home adaptation for the aged', zh: '居家适老化改造补助' },
  who: { en: 'Households of aged people in special hardship', zh: '特殊困难老年人家庭' },
  pays: { en: 'A sum per household, once', zh: '每户一次性补助' },
  unit: 'HOUSEHOLD',
  grounds: { NOT_DONE: { en: 'The work is not done yet', zh: '改造尚未验收', clause: CLAUSE } },
  rates: [STANDARD],
  since: '2020-01-01',
  title: '特殊困难老年人家庭适老化改造（地方规定）',
  clause: CLAUSE,
  particulars: Particulars,
  find: ({ works, acceptedOn }, _members, { day }) => ({
    grounds: acceptedOn !== null && acceptedOn <= day ? [] : ['NOT_DONE'],
    lines: [tested('works', CLAUSE, { works: works.length, acceptedOn: acceptedOn ?? 'none' })],
  }),
})
