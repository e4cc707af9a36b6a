import { overpaymentCommands } from '../../domain/overpayment/commands.ts'
import { overpaymentStream } from '../../log/streams.ts'
import { overpaymentCommand } from '../../processes/overpayments/overpayment-command.ts'
import { findOverpayment } from '../../projections/overpayment/queries.ts'
import { addCommands } from '../commands.ts'
import { IdParams } from '../schemas.ts'
import { addOverpaymentReads } from './overpayment-reads.ts'
import { idOf, inStream, type RoutePlace } from './route-place.ts'

const url = '/v1/overpayments'

/** Overpayments: found by runs of arrears, then notified, recovered, set off, waived by two, or handed over. */
export const addOverpaymentRoutes = (place: RoutePlace): void => {
  const { deps } = place
  addCommands<(typeof overpaymentCommands)[number]>(place, overpaymentCommands, {
    url: `${url}/:id`,
    noun: 'Overpayment',
    tag: 'overpayments 多发资金追回',
    params: IdParams,
    subjectOf: idOf,
    existing: inStream(place, {
      streamOf: overpaymentStream,
      foreign: 'overpayment-outside-area',
      areaOf: async (id) => (await findOverpayment(deps.views, id))?.area,
    }),
    run: (call, command) => overpaymentCommand(deps, call, command),
  })
  addOverpaymentReads(place)
}
