import type { EnquiryCommand } from '../../domain/enquiry/commands.ts'
import { type EnquiryContext, enquiryDecider } from '../../domain/enquiry/decide.ts'
import type { EnquiryState } from '../../domain/enquiry/state.ts'
import { outreachParameters, outreachScheme } from '../../domain/outreach/parameters.ts'
import { parameterOf } from '../../domain/policy/policy.ts'
import { NATION } from '../../domain/shared/area.ts'
import { idFrom } from '../../log/event-id.ts'
import type { Handled } from '../../log/handle.ts'
import { enquiryStream } from '../../log/streams.ts'
import type { CommandCall } from '../call.ts'
import type { Deps } from '../deps.ts'
import { loadPersons } from '../persons.ts'
import { policyFor } from '../policies.ts'
import { handleWithLeads, leadIdOf } from './leads.ts'

/** Carries out a command on one enquiry. A referral to a scheme opens a lead of that scheme first. */
export const enquiryCommand = (deps: Deps, call: CommandCall, command: EnquiryCommand): Promise<Handled> => {
  const referrals = command.type === 'ReferTo' ? command.data.referrals : []
  const toSchemes = referrals.flatMap(({ to, matter }) =>
    to.kind === 'SCHEME' ? [{ scheme: to.scheme, note: matter }] : [],
  )
  return handleWithLeads(deps, call, {
    decider: enquiryDecider,
    stream: enquiryStream(command.subject),
    command,
    context: (state) => contextOf(deps, call, command, state),
    schemes: toSchemes.map(({ scheme }) => scheme),
    leads: (state) => {
      if (state.status === 'NONE') return []
      const { area, personId, channel } = state
      const source = channel === 'HOTLINE' || channel === 'VILLAGE_COMMITTEE' ? channel : 'OTHER'
      return toSchemes.map((lead) => ({ ...lead, area, personId, source }))
    },
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
    person: person ?? { status: 'NONE' },
    ids: referrals.map(({ to }, index) => ({
      referralId: idFrom(call.commandId, `referral ${index}`),
      caseId: to.kind === 'SCHEME' ? leadIdOf(call, to.scheme) : '',
    })),
  }
}
