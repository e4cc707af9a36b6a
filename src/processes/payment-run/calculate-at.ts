import type { Deps } from '../deps.ts'
import { priceLines } from '../price/lines.ts'
import { priceFacts } from '../price/month-facts.ts'
import { overpaidPrices } from '../price/overpaid.ts'
import { waitForReadModels } from '../read-models.ts'
import { arrearsAt, calculated, type RunCalculation } from './arrears.ts'
import { type LineSource, lineSourceOf } from './line-source.ts'
import { regularLines } from './lines.ts'
import { monthFacts, type RunQuestion } from './month-facts.ts'
import { priceReissueAt, reissueAt } from './reissue.ts'

type Ask = { deps: Deps; run: RunQuestion; at: bigint; exceptRun: string | undefined }

/** Every source of lines: what it reads at a log position, and the pure rule that makes lines of it. */
const sources: Readonly<Record<LineSource, (ask: Ask) => Promise<RunCalculation>>> = {
  ROLL: async ({ deps, run, at, exceptRun }) =>
    calculated(regularLines(await monthFacts(deps, run, at, { exceptRun }))),
  PRICE: async ({ deps, run, at, exceptRun }) => {
    const facts = await priceFacts(deps, run, at, { exceptRun })
    return calculated({ ...priceLines(facts), overpaid: overpaidPrices(facts, run.area) })
  },
  REISSUE: async ({ deps, run, at, exceptRun }) => calculated(await reissueAt(deps, run, at, exceptRun)),
  PRICE_REISSUE: async ({ deps, run, at, exceptRun }) => calculated(await priceReissueAt(deps, run, at, exceptRun)),
  ARREARS: ({ deps, run, at, exceptRun }) => arrearsAt(deps, run, at, exceptRun),
}

/** The read models that a calculation reads. */
const READ_MODELS = ['roster', 'person', 'payment-ledger']

/**
 * The lines of a run as they are at a log position, or as they would be without the payments of one; waits until the read
 * models have passed it.
 */
export const calculateAt = async (
  deps: Deps,
  run: RunQuestion,
  at: bigint,
  exceptRun?: string,
): Promise<RunCalculation> => {
  await waitForReadModels(deps, READ_MODELS, at)
  return sources[lineSourceOf(run)]({ deps, run, at, exceptRun })
}
