import { reratingCommands } from '../../domain/rerating/commands.ts'
import type { CommandSchema } from '../../domain/shared/command.ts'
import { reratingStream } from '../../log/streams.ts'
import { reratingCommand } from '../../processes/rerating/reratings.ts'
import { findRerating } from '../../projections/rerating/queries.ts'
import { addCommand, addCommands } from '../commands.ts'
import { IdParams } from '../schemas.ts'
import { addReratingReads } from './rerating-reads.ts'
import { idOf, inStream, type RoutePlace } from './route-place.ts'

const url = '/v1/reratings'
const tag = 'reratings 批量调标'

type OneOf = (typeof reratingCommands)[number]
const opens = (schema: CommandSchema): boolean => schema.type === 'OpenRerating'

/** Mass re-ratings: opened for a change of rates, calculated without effect, approved by another, carried out. */
export const addReratingRoutes = (place: RoutePlace): void => {
  const { deps } = place
  const run = reratingCommand.bind(null, deps)
  for (const schema of reratingCommands.filter(opens))
    addCommand<OneOf>(place, {
      schema,
      url,
      tag,
      subjectOf: (_params, newId) => newId,
      locationOf: (reratingId) => `${url}/${reratingId}`,
      run,
    })
  addCommands<OneOf>(
    place,
    reratingCommands.filter((schema) => !opens(schema)),
    {
      url: `${url}/:id`,
      noun: 'Rerating',
      tag,
      params: IdParams,
      subjectOf: idOf,
      existing: inStream(place, {
        streamOf: reratingStream,
        foreign: 'rerating-outside-area',
        areaOf: async (id) => (await findRerating(deps.views, id))?.area,
      }),
      run,
    },
  )
  addReratingReads(place)
}
