import { z } from 'zod'
import { notFuture } from '../../shared/act-day.ts'
import { Day } from '../../shared/day.ts'
import { ToldFen } from '../../shared/fen.ts'
import { foundOf, tested } from '../rules/paid-at-rates.ts'
import { oneOffGrant } from './one-off-grant.ts'
import { refuse } from './refusals.ts'

const CLAUSE = 'local-practice'

/** What the relief asks of the relative who files: who died, and what was charged. */
const Particulars = z.strictObject({
  diedOn: Day,
  cremationCertificate: z.string().trim().min(1).max(60),
  /** Basic services as charged: transport, keeping, cremation, urn place. */
  chargedFen: ToldFen,
  /** How much of it is waived. */
  relievedFen: ToldFen,
})

/** The relief of basic funeral fees (惠民殡葬), paid to the relative who bore them. */
export const funeralFeeRelief = oneOffGrant({
  code: 'funeralFeeRelief',
  name: { en: 'Funeral fee relief', zh: '惠民殡葬基本服务费减免' },
  who: { en: 'Relatives who bore the basic fees of a funeral', zh: '承担逝者基本殡葬服务费用的亲属' },
  pays: { en: 'The basic fees, once', zh: '基本殡葬服务费用减免，一次性' },
  unit: 'PERSON',
  grounds: { NOTHING_CHARGED: { en: 'Nothing was charged', zh: '没有发生费用', clause: CLAUSE } },
  rates: [],
  since: '2009-01-01',
  title: '惠民殡葬政策（地方规定）',
  clause: CLAUSE,
  particulars: Particulars,
  find: ({ diedOn, chargedFen, relievedFen, cremationCertificate }, members, { day }) => {
    notFuture(diedOn, day)
    if (relievedFen > chargedFen) throw refuse('relief-above-charge', { relievedFen, chargedFen })
    return {
      grounds: relievedFen > 0 ? [] : ['NOTHING_CHARGED'],
      lines: [tested('funeral', CLAUSE, { chargedFen }, foundOf(members, { diedOn, cremationCertificate }))],
      decidedFen: relievedFen,
    }
  },
})
