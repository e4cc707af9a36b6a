import { cited } from './cited.ts'
import type { Overlay } from './timeline.ts'

/**
 * The frame of 2014 (社会救助暂行办法): who obtains assistance by fraud is fined one to three times the sum. Its repeal by the
 * Law is assumed, not confirmed.
 */
export const frame2014: Overlay = {
  id: '2014-649',
  from: '2014-05-01',
  until: '2026-06-30',
  change: (base) => ({ ...base, fine: cited({ least: 1, most: 3 }, '2014-649 Art.68') }),
}

/** The reform opinion of 2020 lets places hand the confirmation to townships; it changes no clock. Its day is a belief. */
export const reform2020: Overlay = {
  id: '2020-reform',
  from: '2020-08-25',
  change: (base) => ({ ...base, townshipMayDecide: cited('BY_DELEGATION', '2020-reform') }),
}

const LAW = { id: '2026-LAW', from: '2026-07-01' } as const

/** The Social Assistance Law, for the eight kinds of recipients that it names in Art.13. */
export const law2026: Overlay = {
  ...LAW,
  change: (base) => ({
    ...base,
    hearing: cited(true, '2026-LAW Art.48'),
    townshipMayDecide: cited('WHERE_THE_PROVINCE_ALLOWS', '2026-LAW Art.44'),
    fine: cited({ least: 0, most: 2 }, '2026-LAW Art.73'),
  }),
}

/** The same day for payments that the Law does not name (disability, children, old age): those people are heard too. */
export const heardAsUnderLaw2026: Overlay = {
  ...LAW,
  change: (base) => ({ ...base, hearing: cited(true, 'product default') }),
}
