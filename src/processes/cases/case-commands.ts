import type { CaseCommand } from '../../domain/case/commands.ts'
import { caseDecider } from '../../domain/case/decide.ts'
import type { CaseEvent } from '../../domain/case/events.ts'
import type { CaseState } from '../../domain/case/state.ts'
import type { Decided } from '../../domain/shared/command.ts'
import { Refused } from '../../domain/shared/refusal.ts'
import { type Handled, handledBy } from '../../log/handle.ts'
import { type Loaded, loadMany } from '../../log/load.ts'
import { type EnvelopeOfCall, prepareMany } from '../../log/prepare.ts'
import { caseStream } from '../../log/streams.ts'
import { type CommandCall, envelopeOf, wasCarriedOut } from '../call.ts'
import type { Deps } from '../deps.ts'
import { caseCommand, giveBack } from './case-command.ts'
import { contextOf, type Reading, readOnce } from './case-context.ts'

/** What a case must hold before it is decided: a claim, a bed, cash. */
type Taking = 'AcceptApplication' | 'AddMember' | 'ChooseSupportForm' | 'GrantEmergencyAid'

/** A command for one of many cases: it takes nothing from anybody before it is decided. */
export type SentCommand = { call: Omit<CommandCall, 'seen'>; command: Exclude<CaseCommand, { type: Taking }> }

/** What became of it. */
type Answer = Handled<CaseEvent> | Refused

/** Commands that are read, decided and appended together. */
const AT_ONCE = 500

/**
 * Carries out commands on many cases, each as it would be alone, in a few journeys for all of them; answers in their order.
 * What is not simply written, because it is refused, has been carried out before or has lost a race, is carried out alone.
 */
export const caseCommands = async (deps: Deps, all: readonly SentCommand[]): Promise<readonly Answer[]> => {
  const answers: Answer[] = []
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const part = all.slice(from, from + AT_ONCE)
    const written = await writeTogether(deps, part)
    for (const one of part) answers.push(written.get(one) ?? (await carryOutAlone(deps, one)))
  }
  return answers
}

const carryOutAlone = async (deps: Deps, { call, command }: SentCommand): Promise<Answer> => {
  try {
    return await caseCommand(deps, call, command)
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
}

type Read = Pick<Loaded<CaseState, CaseEvent>, 'state' | 'tip'> & { sent: SentCommand; stream: string }
type Ready = Pick<Read, 'sent' | 'stream' | 'tip'> & { events: readonly Decided<CaseEvent>[]; envelope: EnvelopeOfCall }

const writeTogether = async (
  deps: Deps,
  part: readonly SentCommand[],
): Promise<ReadonlyMap<SentCommand, Handled<CaseEvent>>> => {
  const ready = await decideAll(deps, await readAll(deps, part))
  const verdicts = await deps.log.appendBatch(await prepareMany(deps, caseDecider.schemas, ready))
  const written = new Map<SentCommand, Handled<CaseEvent>>()
  for (const [index, { sent, stream, events }] of ready.entries()) {
    const verdict = verdicts[index]
    if (verdict?.is !== 'appended') continue
    const handled = handledBy(stream, verdict, events)
    await giveBack(deps, sent.call, sent.command.subject, handled.events)
    written.set(sent, handled)
  }
  return written
}

const readAll = async (deps: Deps, part: readonly SentCommand[]): Promise<readonly Read[]> => {
  const streams = part.map(({ command }) => caseStream(command.subject))
  const loaded = await loadMany(deps, caseDecider, streams)
  return part.flatMap((sent, index) => {
    const [stream, found] = [streams[index], loaded[index]]
    return stream === undefined || !found || wasCarriedOut(found.events, sent.call)
      ? []
      : [{ sent, stream, state: found.state, tip: found.tip }]
  })
}

/** What is to be written; nothing for a command that is refused or changes nothing. */
const decideAll = async (deps: Deps, all: readonly Read[]): Promise<readonly Ready[]> => {
  const reading = await readOnce(
    deps,
    all.map(({ sent: { command }, state }) => ({ command, state })),
  )
  const decided = await Promise.all(
    all.map(async (one) => {
      const ready = await decide(deps, one, reading).catch(nothingWhereRefused)
      return ready && ready.events.length > 0 ? [ready] : []
    }),
  )
  return decided.flat()
}

const decide = async (deps: Deps, { sent, stream, state, tip }: Read, reading: Reading): Promise<Ready> => {
  const { call, command } = sent
  const context = await contextOf(deps, call, command, state, reading)
  const envelope = { ...envelopeOf(call, stream, deps.clock.today()), readAt: String(context.readAt) }
  return { sent, stream, tip, events: caseDecider.decide(command, state, context), envelope }
}

const nothingWhereRefused = (error: unknown): undefined => {
  if (!(error instanceof Refused)) throw error
}
