import { caseCommands } from '../../domain/case/commands.ts'
import type { CommandSchema } from '../../domain/shared/command.ts'
import { caseStream } from '../../log/streams.ts'
import { caseCommand } from '../../processes/cases/case-command.ts'
import { findCase } from '../../projections/case-file/queries.ts'
import { addCommand, addCommands } from '../commands.ts'
import { IdParams } from '../schemas.ts'
import { areasOfCase } from './case-areas.ts'
import { addCaseReads } from './case-reads.ts'
import { idOf, inStream, type RoutePlace } from './route-place.ts'

const url = '/v1/cases'
const tag = 'cases 案件'

type OneOf = (typeof caseCommands)[number]
/** The commands that open a case, and their addresses. */
const openings: ReadonlyMap<CommandSchema['type'], string> = new Map([
  ['RegisterIntake', url],
  ['ReportLead', '/v1/leads'],
  ['AcceptElsewhere', '/v1/remote-applications'],
])
const opens = (schema: CommandSchema): boolean => openings.has(schema.type)

/** Cases: an application or a lead opens one, then every act on it by its name. */
export const addCaseRoutes = (place: RoutePlace): void => {
  const { deps } = place
  for (const schema of caseCommands.filter(opens)) {
    addCommand<OneOf>(place, {
      schema,
      url: openings.get(schema.type) ?? url,
      tag,
      subjectOf: (_params, newId) => newId,
      locationOf: (caseId) => `${url}/${caseId}`,
      run: (call, command) => caseCommand(deps, call, command),
    })
  }
  addCommands<OneOf>(
    place,
    caseCommands.filter((schema) => !opens(schema)),
    {
      url: `${url}/:id`,
      tag,
      params: IdParams,
      subjectOf: idOf,
      existing: inStream(place, {
        streamOf: caseStream,
        foreign: 'case-outside-area',
        areaOf: async (caseId) => {
          const found = await findCase(deps.views, caseId)
          return found && areasOfCase(found)
        },
      }),
      run: (call, command) => caseCommand(deps, call, command),
    },
  )
  addCaseReads(place)
}
