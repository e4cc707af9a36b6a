import { enquiryCommands } from '../../domain/enquiry/commands.ts'
import type { CommandSchema } from '../../domain/shared/command.ts'
import { enquiryStream } from '../../log/streams.ts'
import { enquiryCommand } from '../../processes/outreach/enquiries.ts'
import { findEnquiry } from '../../projections/outreach/queries.ts'
import { addCommand, addCommands } from '../commands.ts'
import { IdParams } from '../schemas.ts'
import { addEnquiryReads } from './enquiry-reads.ts'
import { idOf, inStream, type RoutePlace } from './route-place.ts'

const url = '/v1/enquiries'
const tag = 'enquiries 一门受理'

type OneOf = (typeof enquiryCommands)[number]
const opens = (schema: CommandSchema): boolean => schema.type === 'ReceiveEnquiry'

/** Enquiries: taken in at one window, referred to schemes and departments, answered. */
export const addEnquiryRoutes = (place: RoutePlace): void => {
  const { deps } = place
  const run = enquiryCommand.bind(null, deps)
  for (const schema of enquiryCommands.filter(opens))
    addCommand<OneOf>(place, {
      schema,
      url,
      tag,
      subjectOf: (_params, newId) => newId,
      locationOf: (enquiryId) => `${url}/${enquiryId}`,
      run,
    })
  addCommands<OneOf>(
    place,
    enquiryCommands.filter((schema) => !opens(schema)),
    {
      url: `${url}/:id`,
      noun: 'Enquiry',
      tag,
      params: IdParams,
      subjectOf: idOf,
      existing: inStream(place, {
        streamOf: enquiryStream,
        foreign: 'enquiry-outside-area',
        areaOf: async (enquiryId) => (await findEnquiry(deps.views, enquiryId))?.row.area,
      }),
      run,
    },
  )
  addEnquiryReads(place)
}
