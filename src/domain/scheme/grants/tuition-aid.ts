import { z } from 'zod'
import { ToldFen } from '../../shared/fen.ts'
import { foundOf, tested } from '../rules/paid-at-rates.ts'
import { oneOffGrant } from './one-off-grant.ts'

const CLAUSE = 'xuchang-2021'

/** What the aid asks beside the student. */
const Particulars = z.strictObject({
  school: z.string().trim().min(1).max(100),
  admission: z.string().trim().min(1).max(60),
  /** The year in which studies begin. */
  year: z.int().min(1990).max(2199),
  /** The sum that the fund gives: students of one year need not get the same. */
  grantedFen: ToldFen.min(1),
})

/** Tuition aid for students of families in hardship (慈善助学), from charity funds. */
export const tuitionAid = oneOffGrant({
  code: 'tuitionAid',
  name: { en: 'Tuition aid', zh: '慈善助学金' },
  who: { en: 'Students of families in hardship who begin their studies in the year', zh: '应届困难大学生' },
  pays: { en: 'A sum that the fund decides, once', zh: '一次性助学金，由慈善资金确定' },
  unit: 'PERSON',
  grounds: { NOT_THIS_YEAR: { en: 'Studies do not begin in the year', zh: '非应届入学', clause: CLAUSE } },
  rates: [],
  since: '2010-01-01',
  title: '慈善助学（地方项目）',
  clause: CLAUSE,
  particulars: Particulars,
  find: ({ school, admission, year, grantedFen }, members, { day }) => ({
    grounds: String(year) === day.slice(0, 4) ? [] : ['NOT_THIS_YEAR'],
    lines: [tested('studies', CLAUSE, { year }, foundOf(members, { school, admission }))],
    decidedFen: grantedFen,
  }),
})
