import { allEvents } from '../../src/domain/events.ts'
import { codecOf } from '../../src/log/codec.ts'
import { openPostgresLog } from '../../src/log/postgres/engine.ts'
import { openLocks } from '../../src/projections/locks.ts'
import { openViewPool, openViews } from '../../src/projections/open.ts'
import { paymentLedger } from '../../src/projections/payment-ledger/payment-ledger.ts'
import { rebuildView } from '../../src/projections/rebuild.ts'
import { startProjections } from '../../src/projections/runner.ts'
import type { View } from '../../src/projections/view.ts'

// A program that works or rebuilds the ledger, and at one point says so and waits to be killed: `work` and `rebuild` when
// the rows of a batch are written and not yet committed, after some batches that it does commit; `complete` when the indexes
// of a rebuilt generation are made and not yet committed; `verify` when it is checked, but not yet served.
const [logUrl = '', projectorUrl = '', mode = 'work', batchesBefore = '0'] = process.argv.slice(2)

const waitToBeKilled = async (): Promise<never> => {
  process.send?.('here')
  return new Promise(() => undefined)
}

let batches = 0
const ledger: View = {
  ...paymentLedger,
  apply: async (trx, facts) => {
    await paymentLedger.apply(trx, facts)
    batches += 1
    if ((mode === 'work' || mode === 'rebuild') && batches > Number(batchesBefore)) await waitToBeKilled()
  },
  complete: async (trx) => {
    await paymentLedger.complete?.(trx)
    if (mode === 'complete') await waitToBeKilled()
  },
  verify: async (trx, recorded) => {
    const differences = await paymentLedger.verify(trx, recorded)
    return mode === 'verify' ? waitToBeKilled() : differences
  },
}

const log = await openPostgresLog({ connectionString: logUrl })
const pool = openViewPool({ connectionString: projectorUrl })
const codec = codecOf(allEvents)
if (mode === 'work') await startProjections({ pool, log, codec, batch: 7, views: [ledger] })
else await rebuildView({ db: openViews(pool), log, codec, locks: openLocks(pool), batch: 40 }, ledger)
