import { outreachParameters, outreachScheme } from '../../domain/alert/parameters.ts'
import type { EnquiryCommand } from '../../domain/enquiry/commands.ts'
import { type EnquiryContext, enquiryDecider } from '../../domain/enquiry/decide.ts'
import type { EnquiryState } from '../../domain/enquiry/state.ts'
import { parameterOf } from '../../domain/policy/policy.ts'
import { findScheme } from '../../domain/scheme/schemes.ts'
import { NATION } from '../../domain/shared/area.ts'
import { expectSeen } from '../../log/errors.ts'
import { idFrom } from '../../log/event-id.ts'
import { answerFromLog, type Handled, handle } from '../../log/handle.ts'
import { load } from '../../log/load.ts'
import { enquiryStream } from '../../log/streams.ts'
import { type CommandCall, envelopeOf } from '../call.ts'
import type { Deps } from '../deps.ts'
import { loadPersons } from '../persons.ts'
import { policyFor } from '../policies.ts'
import { leadIdOf, openLeads } from './leads.ts'

/** Carries out a command on one enquiry. A referral to a scheme opens a lead of that scheme first. */
export const enquiryCommand = async (deps: Deps, call: CommandCall, command: EnquiryCommand): Promise<Handled> => {
  const stream = enquiryStream(command.subject)
  const earlier = await openLeadsOf(deps, call, command)
  if (earlier) return earlier
  return handle(deps, enquiryDecider, {
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
  command: EnquiryCommand,
  state: EnquiryState,
): Promise<EnquiryContext> => {
  const today = deps.clock.today()
  const about = command.type === 'ReceiveEnquiry' ? command.data : state.status === 'NONE' ? null : state
  const area = about?.area ?? NATION
  const { policy } = await policyFor(deps, area)
  const asked = { scheme: outreachScheme, area, day: today, knownOn: today }
  const days = parameterOf(policy, outreachParameters, 'enquiryAnswerDays', asked)
  const person = about === null ? undefined : (await loadPersons(deps, [about.personId])).get(about.personId)
  const referrals = command.type === 'ReferTo' ? command.data.referrals : []
  return {
    actor: call.actor,
    today,
    answerDays: { value: Number(days.value), clause: days.source },
    person: person ?? { status: 'none' },
    ids: referrals.map(({ to }, index) => ({
      referralId: idFrom(call.commandId, `referral ${index}`),
      caseId: to.kind === 'SCHEME' ? leadIdOf(call, to.scheme) : '',
    })),
  }
}

/** Opens the leads of a referral to schemes, once the referral would be accepted. */
const openLeadsOf = async (deps: Deps, call: CommandCall, command: EnquiryCommand): Promise<Handled | undefined> => {
  if (command.type !== 'ReferTo') return undefined
  const stream = enquiryStream(command.subject)
  const { state, tip, events } = await load(deps, enquiryDecider, stream)
  const earlier = answerFromLog(stream, events, call.commandId)
  if (earlier) return earlier
  expectSeen(stream, call.seen, tip.version)
  for (const { to } of command.data.referrals) if (to.kind === 'SCHEME') findScheme(to.scheme)
  enquiryDecider.decide(command, state, await contextOf(deps, call, command, state))
  if (state.status === 'NONE') return undefined
  const { area, personId, channel } = state
  const source = channel === 'HOTLINE' ? 'HOTLINE' : channel === 'VILLAGE_COMMITTEE' ? 'VILLAGE_COMMITTEE' : 'OTHER'
  for (const { to, matter } of command.data.referrals)
    if (to.kind === 'SCHEME') await openLeads(deps, call, [to.scheme], { area, personId, source, note: matter }, stream)
  return undefined
}
