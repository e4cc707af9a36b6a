import { institutionCommands } from '../../domain/institution/commands.ts'
import type { CommandSchema } from '../../domain/shared/command.ts'
import { institutionStream } from '../../log/streams.ts'
import { institutionCommand } from '../../processes/institutions/institution-command.ts'
import { moveResidents } from '../../processes/institutions/move-residents.ts'
import { findInstitution } from '../../projections/institution/queries.ts'
import { addCommand, addCommands } from '../commands.ts'
import { IdParams } from '../schemas.ts'
import { addInstitutionReads } from './institution-reads.ts'
import { idOf, inStream, type RoutePlace } from './route-place.ts'

const url = '/v1/institutions'
const tag = 'institutions 供养服务机构'

type OneOf = (typeof institutionCommands)[number]
const registers = (schema: CommandSchema): boolean => schema.type === 'RegisterInstitution'

/** Homes for supported people: registered, given an account, emptied into another one, closed. */
export const addInstitutionRoutes = (place: RoutePlace): void => {
  const { deps } = place
  for (const schema of institutionCommands.filter(registers)) {
    addCommand<OneOf>(place, {
      schema,
      url,
      tag,
      subjectOf: (_params, newId) => newId,
      subjectAfter: ({ stream }) => stream.slice(institutionStream('').length),
      locationOf: (institutionId) => `${url}/${institutionId}`,
      run: (call, command) => institutionCommand(deps, call, command),
    })
  }
  addCommands<OneOf>(
    place,
    institutionCommands.filter((schema) => !registers(schema)),
    {
      url: `${url}/:id`,
      noun: 'Institution',
      tag,
      params: IdParams,
      subjectOf: idOf,
      existing: inStream(place, {
        streamOf: institutionStream,
        foreign: 'institution-outside-area',
        areaOf: async (id) => (await findInstitution(deps.views, id, { on: deps.clock.today() }))?.area,
      }),
      run: (call, command) =>
        command.type === 'MoveResidents' ? moveResidents(deps, call, command) : institutionCommand(deps, call, command),
    },
  )
  addInstitutionReads(place)
}
