import { idNumberDecider } from '../../domain/person/decide.ts'
import { idFrom } from '../../log/event-id.ts'
import { noStream, type Tip } from '../../log/port.ts'
import { type EnvelopeOfCall, prepareMany } from '../../log/prepare.ts'
import { caseStream, idNumberStream } from '../../log/streams.ts'
import { envelopeOf } from '../call.ts'
import type { Deps } from '../deps.ts'
import type { RollHousehold } from '../roll-file/roll-household.ts'
import type { PlanContext } from './plan.ts'
import { importedCaseId, importedPersonId, type Owner, ownerOf } from './register.ts'

/** What all households of one file share, and the policy of each area. */
export type ImportContext = Omit<PlanContext, 'caseId' | 'policy' | 'calendar'> & {
  policyOf: (area: string) => Promise<Pick<PlanContext, 'policy' | 'calendar'> & { readAt: bigint }>
}

/**
 * The envelope of a household's facts: one command per household, so that a repeat of it is known as such. What is added to
 * a stream that stands already is a command of its own: a claim taken anew after a sweep is not the registration again.
 */
export const envelopeFor = (
  { actor, today, ...roll }: ImportContext,
  { number }: RollHousehold,
  stream: string,
  { version }: Tip = noStream,
): EnvelopeOfCall => {
  const caseId = importedCaseId(roll, number)
  const commandId = idFrom(caseId, version === 0 ? 'take over' : `take over/${version}`)
  const correlation = caseStream(caseId)
  return envelopeOf({ actor, commandId, correlation }, stream, today)
}

/** Claims all ID numbers at once; who had one already keeps it. */
export const claimIdNumbers = async (
  deps: Deps,
  context: ImportContext,
  households: readonly RollHousehold[],
): Promise<readonly Owner[][]> => {
  const members = households.map((household) =>
    household.members.map(({ idNumber }, index) => ({
      household,
      personId: importedPersonId(context.sha256, household.number, index),
      idIndex: idNumber === null ? null : deps.vault.blindIndex(idNumber),
    })),
  )
  const claims = members.flat().flatMap(({ household, personId, idIndex }) => {
    if (idIndex === null) return []
    const stream = idNumberStream(idIndex)
    const events = idNumberDecider.decide({ type: 'ClaimIdNumber', personId }, null, null)
    return [{ stream, tip: noStream, events, envelope: envelopeFor(context, household, stream) }]
  })
  const verdicts = await deps.log.createStreams(await prepareMany(deps, idNumberDecider.schemas, claims))
  const verdictOf = new Map(claims.map(({ stream }, index) => [stream, verdicts[index]?.is]))
  return Promise.all(
    members.map((household) =>
      Promise.all(
        household.map(async ({ personId, idIndex }): Promise<Owner> => {
          const is = idIndex === null ? 'repeated' : verdictOf.get(idNumberStream(idIndex))
          if (is === 'appended' || is === 'repeated') return { personId, idIndex, isNew: is === 'appended' }
          const owner = idIndex === null ? undefined : await ownerOf(deps, idIndex)
          if (owner === undefined) throw new Error(`an ID number could not be claimed: ${is}`)
          return { personId: owner, idIndex, isNew: false }
        }),
      ),
    ),
  )
}
