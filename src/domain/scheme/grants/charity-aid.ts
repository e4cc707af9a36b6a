import { z } from 'zod'
import { ToldFen } from '../../shared/fen.ts'
import { Hardship } from '../../shared/hardship.ts'
import { foundOf, tested } from '../rules/paid-at-rates.ts'
import { oneOffGrant } from './one-off-grant.ts'

const CLAUSE = 'local-practice'

const Particulars = z.strictObject({
  hardship: Hardship,
  /** The fund or donor that gives. */
  fund: z.string().trim().min(1).max(100),
  grantedFen: ToldFen.min(1),
})

/** Aid from charity funds (慈善救助), where what the state gives does not reach. */
export const charityAid = oneOffGrant({
  code: 'charityAid',
  name: { en: 'Charity aid', zh: '慈善救助' },
  who: { en: 'Households in hardship beyond the reach of public assistance', zh: '政府救助后仍有困难的家庭' },
  pays: { en: 'A sum that the fund decides, once', zh: '一次性救助金，由慈善资金确定' },
  unit: 'HOUSEHOLD',
  grounds: {},
  rates: [],
  since: '2014-05-01',
  title: '慈善救助（地方项目）',
  clause: CLAUSE,
  particulars: Particulars,
  find: ({ hardship, fund, grantedFen }, members) => ({
    grounds: [],
    lines: [tested('hardship', CLAUSE, { fund }, foundOf(members, { cause: hardship.cause }))],
    decidedFen: grantedFen,
  }),
})
