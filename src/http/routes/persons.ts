import { personCommands } from '../../domain/person/commands.ts'
import type { CommandSchema } from '../../domain/shared/command.ts'
import { personStream } from '../../log/streams.ts'
import { personCommand } from '../../processes/persons.ts'
import { findPerson } from '../../projections/person/queries.ts'
import { addCommand, addCommands } from '../commands.ts'
import { IdParams } from '../schemas.ts'
import { addPersonReads, personFor } from './person-reads.ts'
import { idOf, inStream, type RoutePlace } from './route-place.ts'

const url = '/v1/persons'
const tag = 'persons 人员'

type OneOf = (typeof personCommands)[number]
const registers = (schema: CommandSchema): boolean => schema.type === 'RegisterPerson'

/** Persons: registered once per ID number, then corrected, given an account, recorded as disabled or deceased. */
export const addPersonRoutes = (place: RoutePlace): void => {
  const { deps } = place
  for (const schema of personCommands.filter(registers)) {
    addCommand<OneOf>(place, {
      schema,
      url,
      tag,
      subjectOf: (_params, newId) => newId,
      subjectAfter: ({ stream }) => stream.slice(personStream('').length),
      locationOf: (personId) => `${url}/${personId}`,
      run: (call, command) => personCommand(deps, call, command),
    })
  }
  addCommands<OneOf>(
    place,
    personCommands.filter((schema) => !registers(schema)),
    {
      url: `${url}/:id`,
      tag,
      params: IdParams,
      subjectOf: idOf,
      existing: inStream(place, {
        streamOf: personStream,
        foreign: 'person-outside-area',
        areaOf: async (personId, actor) => {
          const found = await findPerson(deps.views, personId)
          return found && (await personFor(deps, actor, found)).area
        },
      }),
      run: (call, command) => personCommand(deps, call, command),
    },
  )
  addPersonReads(place)
}
