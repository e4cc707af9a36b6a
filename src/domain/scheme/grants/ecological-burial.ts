import { z } from 'zod'
import type { RateName } from '../../policy/rate.ts'
import { Day } from '../../shared/day.ts'
import { foundOf, tested } from '../rules/paid-at-rates.ts'
import { oneOffGrant } from './one-off-grant.ts'
import { refuse } from './refusals.ts'

const CLAUSE = 'local-practice'

/** How ashes are given back without a grave: under a tree, in a lawn, at sea, scattered. */
const Form = z.enum(['TREE', 'LAWN', 'SEA', 'SCATTERED'])

const Particulars = z.strictObject({ form: Form, diedOn: Day, buriedOn: Day })

const rateOf = (form: z.infer<typeof Form>): RateName => form

/** The reward for an ecological burial (生态安葬奖补), paid to the relative who chose it. */
export const ecologicalBurial = oneOffGrant({
  code: 'ecologicalBurial',
  name: { en: 'Ecological burial grant', zh: '节地生态安葬奖补' },
  who: { en: 'Relatives who bury without a grave', zh: '选择节地生态安葬的逝者亲属' },
  pays: { en: 'A sum by form of burial, once', zh: '按安葬方式一次性奖补' },
  unit: 'PERSON',
  grounds: {},
  rates: Form.options.map(rateOf),
  since: '2016-01-01',
  title: '节地生态安葬奖补（地方规定）',
  clause: CLAUSE,
  particulars: Particulars,
  find: ({ form, diedOn, buriedOn }, members, { day }) => {
    if (buriedOn < diedOn) throw refuse('buried-before-death', { diedOn, buriedOn })
    if (buriedOn > day) throw refuse('burial-in-future', { buriedOn, day })
    return {
      grounds: [],
      lines: [tested('burial', CLAUSE, { form }, foundOf(members, { buriedOn }))],
      rate: rateOf(form),
    }
  },
})
