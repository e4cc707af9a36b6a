import type { CaseCommand } from '../../domain/case/commands.ts'
import { caseDecider } from '../../domain/case/decide.ts'
import type { CaseEvent } from '../../domain/case/events.ts'
import { type CaseState, fileOf } from '../../domain/case/state.ts'
import { refuse } from '../../domain/payment/refusals.ts'
import type { EarlierGrant } from '../../domain/scheme/aid-first.ts'
import type { Scheme } from '../../domain/scheme/scheme.ts'
import { findScheme } from '../../domain/scheme/schemes.ts'
import { ERASED } from '../../domain/shared/personal.ts'
import { type Loaded, load } from '../../log/load.ts'
import { caseStream } from '../../log/streams.ts'
import { casesOfPersons } from '../../projections/case-file/queries.ts'
import type { Deps } from '../deps.ts'

const VIEW = 'case-file'
const PATIENCE_MS = 5_000

/**
 * What other cases of the same scheme have granted to the members before, for schemes that mind. Which cases there are is
 * read from the case file once it has seen everything; what they granted is read from the cases themselves.
 */
export const earlierGrants = async (
  deps: Deps,
  command: CaseCommand,
  state: CaseState,
): Promise<readonly EarlierGrant[]> => {
  if (command.type !== 'DecideGrant' && command.type !== 'GrantEmergencyAid') return []
  const file = fileOf(state)
  if (!file) return []
  const scheme = findScheme(file.scheme)
  if (!scheme.checkAgain) return []
  const head = deps.log.positionOf(await deps.log.head())
  if (!(await deps.waitFor(VIEW, head, PATIENCE_MS)))
    throw refuse('read-model-behind', { view: VIEW, position: String(head) })
  const memberIds = file.members.map(({ personId }) => personId)
  const caseIds = await casesOfPersons(deps.views, { scheme: file.scheme, personIds: memberIds })
  const others = caseIds.filter((caseId) => caseId !== file.caseId)
  const loaded = await Promise.all(others.map((caseId) => load(deps, caseDecider, caseStream(caseId))))
  return loaded.flatMap((found) => grantsOf(scheme, found))
}

const grantsOf = (scheme: Scheme, { state, events }: Loaded<CaseState, CaseEvent>): EarlierGrant[] =>
  events.flatMap(({ opened: { type, data } }) => {
    if (type === 'EmergencyAidGranted') return data.hardship === ERASED ? [] : [grantOf(data, data.hardship.cause)]
    const cause = type === 'GrantDecided' ? causeOf(scheme, state) : undefined
    return type === 'GrantDecided' && cause !== undefined ? [grantOf(data, cause)] : []
  })

/** For what a case was granted; undefined once that is erased. An old case that reads otherwise today stops nobody's help. */
const causeOf = ({ particulars, aidFirst }: Scheme, state: CaseState): EarlierGrant['cause'] | undefined => {
  const told = particulars?.safeParse(fileOf(state)?.particulars)
  return told?.success ? aidFirst?.hardship(told.data).cause : undefined
}

const grantOf = (data: { caseId: string; decidedOn: string }, cause: EarlierGrant['cause']): EarlierGrant => ({
  caseId: data.caseId,
  grantedOn: data.decidedOn,
  cause,
})
