import { agedDisabledRoll, agedRoll } from './aged.ts'
import { orphanRoll, unsupportedRoll } from './children.ts'
import { livingRoll, nursingRoll } from './disabled.ts'
import type { SchemeRoll } from './enrolled.ts'
import type { Makings } from './makers.ts'
import { supportRoll } from './support.ts'

/**
 * The rolls of every scheme beside the allowance, in the order in which they are handed over: who is on two of them is
 * registered with the first. Each has chance of its own, so that a change of one leaves the others as they are.
 */
export const schemeRolls = (makings: Makings): readonly SchemeRoll[] => {
  const forked = (purpose: string): Makings => ({ ...makings, random: makings.random.fork(purpose) })
  const { living, marginal } = livingRoll(forked('living'))
  return [
    supportRoll(forked('support')),
    marginal,
    living,
    nursingRoll(forked('nursing'), living),
    orphanRoll(forked('orphans')),
    unsupportedRoll(forked('unsupported')),
    agedRoll(forked('aged')),
    agedDisabledRoll(forked('aged disabled')),
  ]
}
