import { type ReadPurpose, readersFor } from '../../domain/access/purpose.ts'
import type { Actor } from '../../domain/shared/actor.ts'
import { recordRead } from '../../processes/access.ts'
import { findCase } from '../../projections/case-file/queries.ts'
import { needRole, visibleTo } from '../auth.ts'
import { shownTo } from '../confidential.ts'
import type { HttpDeps } from '../deps.ts'
import { HttpRefused } from '../refusals.ts'
import { allowedOrWithheld, type FullReader } from '../withheld.ts'
import { ofCase } from './case-areas.ts'

/** A wish to see somebody in full: for what, and for which case. */
type Opening = { personId: string; purpose: ReadPurpose; caseId: string | undefined }

type Found = Awaited<ReturnType<typeof findCase>>

/** The case for which somebody is shown in full: the reader has a role for the purpose, and may see a case that names the person. */
const caseOpenedFor = (actor: Actor, { personId, purpose }: Opening, found: Found) => {
  needRole(actor, ...readersFor[purpose])
  const { row } = visibleTo(actor, shownTo(actor, found, ofCase), (one) => one.row.area)
  if (![row.applicant, row.holder, ...row.members].includes(personId)) throw new HttpRefused('not-permitted')
  return { caseId: row.case_id, scheme: row.scheme }
}

/**
 * Lets a reader see somebody in full, or refuses it, and writes down which before either leaves.
 * @throws HttpRefused `not-permitted` · `not-found` for a case that is not theirs to know
 */
export const openPerson = async (deps: HttpDeps, reader: FullReader, opening: Opening): Promise<void> => {
  const { personId, purpose, caseId = null } = opening
  const { actor, requestId: commandId } = reader
  const found = caseId === null ? undefined : await findCase(deps.views, caseId)
  const shownFor = await allowedOrWithheld(
    deps,
    reader,
    () => caseOpenedFor(actor, opening, found),
    (refusal) => {
      const data = { personId, purpose, caseId, scheme: found?.row.scheme ?? null, refusal }
      return { type: 'PersonWithheld', data }
    },
  )
  await recordRead(deps, { actor, commandId }, { type: 'PersonShown', data: { personId, purpose, ...shownFor } })
}
