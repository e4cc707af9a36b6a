import type { OverpaymentEvent } from '../../domain/overpayment/events.ts'
import { priceGroups } from '../../domain/price/groups.ts'
import type { SchemeCode } from '../../domain/shared/scheme-code.ts'
import type { OpenTask } from './tasks.ts'

/** What is remembered of an overpayment: its next step, and what is still owed. */
type Progress = { next: OpenTask | null; owedFen: number }
type Detected = Extract<OverpaymentEvent, { type: 'OverpaymentDetected' }>['data']

/** The scheme whose work it is: of a price subsidy that of the roll that it was paid for, for not everybody may know of each. */
export const rollOfOverpayment = ({ scheme, group }: Pick<Detected, 'scheme' | 'group'>): SchemeCode =>
  (group && priceGroups[group].scheme) ?? scheme

/** An overpayment as it is found: somebody has to tell the person. */
export const overpaymentMatter = ({ months }: Pick<Detected, 'months'>): Progress => ({
  next: { task: 'notify-overpayment' },
  owedFen: months.reduce((sum, { overpaidFen }) => sum + overpaidFen, 0),
})

/** An overpayment after one more event; nothing is left to do once nothing is owed, or another office has it. */
export const changeOfOverpayment = ({ next, owedFen }: Progress, { type, data }: OverpaymentEvent): Progress => {
  const after = (fen: number): Progress => ({ next: fen > 0 ? next : null, owedFen: fen })
  switch (type) {
    case 'OverpaymentDetected':
      return overpaymentMatter(data)
    case 'OverpaymentReduced':
      return after(data.months.reduce((left, { byFen }) => left - byFen, owedFen))
    case 'OverpaymentNotified':
      return { owedFen, next: { task: 'recover-overpayment', due: data.returnBy } }
    case 'OverpaymentRecovered':
    case 'OverpaymentOffset':
      return after(owedFen - data.amountFen)
    case 'OverpaymentOffsetUndone':
      return { owedFen: owedFen + data.amountFen, next: next ?? { task: 'recover-overpayment' } }
    case 'WaiverProposed':
      return { owedFen, next: { ...next, task: 'decide-waiver' } }
    case 'WaiverRejected':
      return { owedFen, next: { ...next, task: 'recover-overpayment' } }
    case 'OverpaymentWaived': {
      const left = owedFen - data.amountFen
      return { owedFen: left, next: left > 0 ? { ...next, task: 'recover-overpayment' } : null }
    }
    case 'OverpaymentTransferred':
      return { owedFen, next: null }
    case 'OverpaymentReferred':
    case 'InstalmentsAgreed':
    case 'RecoveryOffsetAgreed':
      return { owedFen, next }
  }
}
