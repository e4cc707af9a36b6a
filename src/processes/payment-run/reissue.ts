import { paymentsOfArea } from '../../projections/payment-ledger/queries.ts'
import type { Deps } from '../deps.ts'
import { claimsOf } from '../overpayments/claims.ts'
import { overpaymentsAt } from '../overpayments/known.ts'
import { priceFacts } from '../price/month-facts.ts'
import type { EarlierPayment } from './facts.ts'
import { earlierPayment, monthFacts, type RunQuestion } from './month-facts.ts'
import { payeeAccountsAt } from './payee-accounts.ts'
import { priceReissue, rollReissue, waitingIn } from './reissue-facts.ts'
import { type Reissue, reissueLines } from './reissue-lines.ts'

/** What came back of a month of a county's roll, as known at a log position: paid again, waiting or closed. */
export const reissueAt = async (
  deps: Deps,
  question: RunQuestion,
  at: bigint,
  exceptRun: string | undefined,
): Promise<Reissue> => {
  const { area, scheme } = question
  const waiting = waitingIn(await paidInArea(deps, question, at, exceptRun), area)
  const only = [...new Set(waiting.map(({ caseId }) => caseId))]
  const facts = await monthFacts(deps, question, at, { exceptRun, only })
  return reissueLines(rollReissue(facts, area, claimsOf(await overpaymentsAt(deps, at), scheme)))
}

/** The same for the price subsidy, whose people the index of the month says. */
export const priceReissueAt = async (
  deps: Deps,
  question: RunQuestion,
  at: bigint,
  exceptRun: string | undefined,
): Promise<Reissue> => {
  const { area, scheme } = question
  const facts = await priceFacts(deps, question, at, { exceptRun })
  const waiting = new Set(waitingIn(facts.payments, area).map(({ personId }) => personId))
  const payees = [...facts.groups.values()]
    .flat()
    .filter(({ personId }) => waiting.has(personId))
    .map(({ personId: holder, payee }) => ({ holder, payee }))
  const anew = await payeeAccountsAt(deps, payees, at, true)
  const accounts = new Map([...facts.accounts, ...anew])
  return reissueLines(priceReissue(scheme, { ...facts, accounts }, area))
}

const paidInArea = async (
  { views }: Deps,
  { area, scheme, month }: RunQuestion,
  at: bigint,
  exceptRun: string | undefined,
): Promise<readonly EarlierPayment[]> => {
  const rows = await paymentsOfArea(views, area, { scheme, month, knownAt: at })
  return rows.filter(({ run_id }) => run_id !== exceptRun).map(earlierPayment)
}
