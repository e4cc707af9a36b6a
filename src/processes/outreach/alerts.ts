import type { AlertCommand } from '../../domain/alert/commands.ts'
import { type AlertContext, alertDecider } from '../../domain/alert/decide.ts'
import { outreachParameters, outreachScheme } from '../../domain/alert/parameters.ts'
import type { AlertState } from '../../domain/alert/state.ts'
import { parameterOf } from '../../domain/policy/policy.ts'
import { findScheme } from '../../domain/scheme/schemes.ts'
import { NATION } from '../../domain/shared/area.ts'
import { expectSeen } from '../../log/errors.ts'
import { answerFromLog, type Handled, handle } from '../../log/handle.ts'
import { load } from '../../log/load.ts'
import { alertStream } from '../../log/streams.ts'
import { type CommandCall, envelopeOf } from '../call.ts'
import type { Deps } from '../deps.ts'
import { loadPersons } from '../persons.ts'
import { policyFor } from '../policies.ts'
import { leadIdOf, openLeads } from './leads.ts'

/** Carries out a command on one warning. One that ends with applications opens their leads first. */
export const alertCommand = async (deps: Deps, call: CommandCall, command: AlertCommand): Promise<Handled> => {
  const stream = alertStream(command.subject)
  const earlier = await openLeadsOf(deps, call, command)
  if (earlier) return earlier
  return handle(deps, alertDecider, {
    stream,
    command,
    context: (state) => contextOf(deps, call, command, state),
    envelope: envelopeOf(call, stream, deps.clock.today()),
    seen: call.seen,
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
    minSurveyors: Number(surveyors.value),
    person: person ?? { status: 'none' },
    caseIds: command.type === 'CloseAlert' ? command.data.schemes.map((scheme) => leadIdOf(call, scheme)) : [],
  }
}

/** Opens the leads of a warning that ends with applications, once the closing would be accepted. */
const openLeadsOf = async (deps: Deps, call: CommandCall, command: AlertCommand): Promise<Handled | undefined> => {
  if (command.type !== 'CloseAlert' || command.data.schemes.length === 0) return undefined
  for (const scheme of command.data.schemes) findScheme(scheme)
  const stream = alertStream(command.subject)
  const { state, tip, events } = await load(deps, alertDecider, stream)
  const earlier = answerFromLog(stream, events, call.commandId)
  if (earlier) return earlier
  expectSeen(stream, call.seen, tip.version)
  alertDecider.decide(command, state, await contextOf(deps, call, command, state))
  if (state.status === 'NONE') return undefined
  const { area, personId } = state
  const lead = { area, personId, source: 'PROACTIVE_FIND' as const, note: command.data.note }
  await openLeads(deps, call, [...new Set(command.data.schemes)], lead, stream)
  return undefined
}
