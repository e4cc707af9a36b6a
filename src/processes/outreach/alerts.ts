import type { AlertCommand } from '../../domain/alert/commands.ts'
import { type AlertContext, alertDecider } from '../../domain/alert/decide.ts'
import type { AlertState } from '../../domain/alert/state.ts'
import { outreachParameters, outreachScheme } from '../../domain/outreach/parameters.ts'
import { parameterOf } from '../../domain/policy/policy.ts'
import { NATION } from '../../domain/shared/area.ts'
import type { Handled } from '../../log/handle.ts'
import { alertStream } from '../../log/streams.ts'
import type { CommandCall } from '../call.ts'
import type { Deps } from '../deps.ts'
import { loadPersons } from '../persons.ts'
import { policyFor } from '../policies.ts'
import { handleWithLeads, leadIdOf } from './leads.ts'

/** Carries out a command on one warning. One that ends with applications opens their leads first. */
export const alertCommand = (deps: Deps, call: CommandCall, command: AlertCommand): Promise<Handled> => {
  const applied = command.type === 'CloseAlert' ? command.data : undefined
  const schemes = [...new Set(applied?.schemes)]
  return handleWithLeads(deps, call, {
    decider: alertDecider,
    stream: alertStream(command.subject),
    command,
    context: (state) => contextOf(deps, call, command, state),
    schemes,
    leads: (state) => {
      if (state.status === 'NONE' || !applied) return []
      const { area, personId } = state
      return schemes.map((scheme) => ({ scheme, area, personId, source: 'PROACTIVE_FIND', note: applied.note }))
    },
  })
}

const contextOf = async (
  deps: Deps,
  call: CommandCall,
  command: AlertCommand,
  state: AlertState,
): Promise<AlertContext> => {
  const today = deps.clock.today()
  const area = command.type === 'RaiseAlert' ? command.data.area : state.status === 'NONE' ? NATION : state.area
  const { policy, calendar } = await policyFor(deps, area)
  const asked = { scheme: outreachScheme, area, day: today, knownOn: today }
  const visit = parameterOf(policy, outreachParameters, 'alertVisitWorkingDays', asked)
  const surveyors = parameterOf(policy, outreachParameters, 'alertMinSurveyors', asked)
  const personId = command.type === 'RaiseAlert' ? command.data.personId : null
  const person = personId === null ? undefined : (await loadPersons(deps, [personId])).get(personId)
  return {
    actor: call.actor,
    today,
    calendar,
    visitLimit: { count: Number(visit.value), unit: 'WORKING_DAYS', clause: visit.source },
    minSurveyors: { value: Number(surveyors.value), clause: surveyors.source },
    person: person ?? { status: 'NONE' },
    caseIds: command.type === 'CloseAlert' ? command.data.schemes.map((scheme) => leadIdOf(call, scheme)) : [],
  }
}
