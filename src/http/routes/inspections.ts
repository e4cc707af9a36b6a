import { inspectionCommands } from '../../domain/inspection/commands.ts'
import type { CommandSchema } from '../../domain/shared/command.ts'
import { inspectionStream } from '../../log/streams.ts'
import { inspectionCommand } from '../../processes/inspection/inspections.ts'
import { findInspection } from '../../projections/inspection/queries.ts'
import { addCommand, addCommands } from '../commands.ts'
import { IdParams } from '../schemas.ts'
import { addFindingReads } from './finding-reads.ts'
import { addInspectionReads } from './inspection-reads.ts'
import { idOf, inStream, type RoutePlace } from './route-place.ts'

const url = '/v1/inspections'
const tag = 'inspections 督导检查'

type OneOf = (typeof inspectionCommands)[number]
const opens = (schema: CommandSchema): boolean => schema.type === 'OpenInspection'
const isOfTownship = (schema: CommandSchema): boolean => schema.type === 'ReportRectification'

/** Inspections: opened, drawn by chance, checked case by case; findings put right and verified. */
export const addInspectionRoutes = (place: RoutePlace): void => {
  const { deps } = place
  const run = inspectionCommand.bind(null, deps)
  for (const schema of inspectionCommands.filter(opens))
    addCommand<OneOf>(place, {
      schema,
      url,
      tag,
      subjectOf: (_params, newId) => newId,
      locationOf: (inspectionId) => `${url}/${inspectionId}`,
      run,
    })
  const onOne = { url: `${url}/:id`, noun: 'Inspection', tag, params: IdParams, subjectOf: idOf, run }
  const kind = { streamOf: inspectionStream, foreign: 'inspection-outside-area' }
  addCommands<OneOf>(
    place,
    inspectionCommands.filter((schema) => !opens(schema) && !isOfTownship(schema)),
    {
      ...onOne,
      existing: inStream(place, {
        ...kind,
        areaOf: async (inspectionId) => (await findInspection(deps.views, inspectionId))?.area,
      }),
    },
  )
  // A township answers for its findings in an inspection of the whole county: the domain says which are its own.
  addCommands<OneOf>(place, inspectionCommands.filter(isOfTownship), {
    ...onOne,
    existing: inStream(place, { ...kind, areaOf: async () => undefined }),
  })
  addInspectionReads(place)
  addFindingReads(place)
}
