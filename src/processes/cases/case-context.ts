import type { CaseCommand } from '../../domain/case/commands.ts'
import type { CaseContext } from '../../domain/case/context.ts'
import { areaOfCommand } from '../../domain/case/duties.ts'
import { type CaseState, fileOf } from '../../domain/case/state.ts'
import { isLive, type PersonState } from '../../domain/person/state.ts'
import { schemes } from '../../domain/scheme/schemes.ts'
import { NATION } from '../../domain/shared/area.ts'
import { lastInstructedMonth } from '../../projections/payment-ledger/queries.ts'
import type { CommandCall } from '../call.ts'
import type { Deps } from '../deps.ts'
import { loadPersons } from '../persons.ts'
import { policiesReadOnce, policyFor } from '../policies.ts'
import { crisisFor } from './crisis-for.ts'
import { earlierGrants } from './earlier-grants.ts'
import { institutionsFor } from './support-beds.ts'

/** What a command on a case is decided on beside the case, and the log position at which it was read. */
type Context = CaseContext & { readAt: bigint }

type Persons = ReadonlyMap<string, PersonState>

/** Where policies and persons are read: in the log for one command, once for all of many. */
export type Reading = {
  policyFor: ReturnType<typeof policiesReadOnce>
  loadPersons: (personIds: readonly string[]) => Promise<Persons>
}

/** The context of a command, given the state of its case. */
export const contextOf = async (
  deps: Deps,
  { actor }: CommandCall,
  command: CaseCommand,
  state: CaseState,
  reading: Reading = fromLog(deps),
): Promise<Context> => {
  const { policy, calendar, readAt } = await reading.policyFor(areaOfCommand(command, state) ?? NATION)
  const persons = await reading.loadPersons(personsOf(command, state))
  const claimsHeld = [...persons]
    .filter(([, person]) => holdsClaim(person, command.subject))
    .map(([personId]) => personId)
  const movesPayee =
    command.type === 'ChangeHolder' || command.type === 'AcceptTransfer' || command.type === 'MoveToInstitution'
  const lastMonth = movesPayee ? await lastInstructedMonth(deps.views, command.subject) : null
  const today = deps.clock.today()
  return {
    actor,
    today,
    schemes,
    policy,
    calendar,
    persons,
    claimsHeld,
    crisis: await crisisFor(deps, command, state),
    ...(await institutionsFor(deps, command)),
    lastInstructedMonth: lastMonth,
    earlierGrants: await earlierGrants(deps, command, state),
    readAt,
  }
}

const fromLog = (deps: Deps): Reading => ({
  policyFor: (area) => policyFor(deps, area),
  loadPersons: (personIds) => loadPersons(deps, personIds),
})

/** Reads each policy and each person of many commands once, as the log stood before. */
export const readOnce = async (
  deps: Deps,
  all: readonly { command: CaseCommand; state: CaseState }[],
): Promise<Reading> => {
  const readAt = deps.log.positionOf(await deps.log.head())
  const ids = all.flatMap(({ command, state }) => personsOf(command, state))
  const persons = await loadPersons(deps, ids)
  return {
    policyFor: policiesReadOnce(deps, readAt),
    loadPersons: async (personIds) =>
      new Map(
        personIds.flatMap((id) => {
          const person = persons.get(id)
          return person ? [[id, person] as const] : []
        }),
      ),
  }
}

const holdsClaim = (person: PersonState, caseId: string): boolean =>
  person.status === 'REGISTERED' && person.claims.some((claim) => isLive(claim) && claim.caseId === caseId)

/** Everybody whom the case knows or the command names. */
const personsOf = ({ data }: CaseCommand, state: CaseState): string[] => [
  ...(fileOf(state)?.members.map(({ personId }) => personId) ?? []),
  ...('entitlement' in state ? [state.entitlement.holder] : []),
  ...(state.status === 'LEAD' ? [state.personId] : []),
  ...('members' in data ? data.members.map(({ personId }) => personId) : []),
  ...('member' in data ? [data.member.personId] : []),
  ...('personId' in data ? [data.personId] : []),
  ...('holder' in data ? [data.holder] : []),
  ...('payee' in data && data.payee.kind === 'PERSON' ? [data.payee.personId] : []),
  ...('carer' in data && data.carer !== null ? [data.carer] : []),
  ...('applicant' in data ? [data.applicant] : []),
  ...('proxy' in data && data.proxy ? [data.proxy.personId] : []),
  ...('receivedBy' in data ? [data.receivedBy] : []),
  ...('recipient' in data ? [data.recipient] : []),
]
