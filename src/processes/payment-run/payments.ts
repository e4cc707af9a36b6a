import { paymentDecider } from '../../domain/payment/decide.ts'
import { type PaymentEvent, paymentEvents } from '../../domain/payment/events.ts'
import { linesOf, type Run, type RunStatus } from '../../domain/payment/run-state.ts'
import { evolvePayment, type Payment, type PaymentState } from '../../domain/payment/state.ts'
import { codecOf } from '../../log/codec.ts'
import { forEachEvent } from '../../log/each-event.ts'
import { LogUnavailable, OutcomeUnknown, WrongExpectedVersion } from '../../log/errors.ts'
import { eventIdOf } from '../../log/event-id.ts'
import { readStreams } from '../../log/many-streams.ts'
import { type Appended, type Commit, noStream, type Recorded, type Tip, type Verdict } from '../../log/port.ts'
import { type EnvelopeOfCall, prepareMany } from '../../log/prepare.ts'
import { paymentStream } from '../../log/streams.ts'
import type { Deps } from '../deps.ts'

/** A payment with the end of its stream and the ids of its events, by which a repeated step is known. */
export type RunPayment = { payment: Payment; tip: Tip; eventIds: ReadonlySet<string> }

/** A fact to be added to a payment; `command` is derived from what causes it, so that it can only be added once. */
export type PaymentMove = { on: RunPayment; event: PaymentEvent; command: string }

/** The payments of a run by id. */
export type RunPayments = ReadonlyMap<string, RunPayment>

const COMMITS_PER_BATCH = 500
const ATTEMPTS = 4

/**
 * The payments of a run by id, or only those wanted: from their streams, so that no read model decides where money goes.
 * Those of an instruction before the last one are not among them: they were cancelled.
 */
export const readPayments = async (
  deps: Pick<Deps, 'log'>,
  run: Run,
  wanted?: ReadonlySet<string>,
): Promise<RunPayments> => {
  const found = new Map<string, RunPayment>()
  if (run.instructedFrom === null) return found
  const streams = [...(wanted ?? (await plannedIn(deps, run, run.instructedFrom)))].map(paymentStream)
  for await (const { events, tip } of readStreams(deps.log, streams)) {
    const payment = foldPayment(events)
    if (payment.status === 'NONE' || payment.runId !== run.runId) continue
    found.set(payment.paymentId, { payment, tip, eventIds: new Set(events.map(({ id }) => id)) })
  }
  return found
}

/** Until it is instructed once more, a run that was sent back has the payments of lines that are no longer its own. */
const uninstructed: readonly RunStatus[] = ['OPEN', 'CALCULATED', 'REVIEWED', 'APPROVED']

/** The lines of an instructed run name its payments; those of one that was sent back are found in the log. */
const plannedIn = async (deps: Pick<Deps, 'log'>, run: Run, from: bigint): Promise<readonly string[]> => {
  if (!uninstructed.includes(run.status)) return linesOf(run).map(({ paymentId }) => paymentId)
  const ids: string[] = []
  await forEachEvent(deps.log, { types: ['PaymentPlanned'], from }, (event) => {
    const { paymentId, runId } = codec.parse(event).data as { paymentId: string; runId: string }
    if (runId === run.runId) ids.push(paymentId)
  })
  return ids
}

const codec = codecOf(paymentEvents)

const foldPayment = (events: readonly Recorded[]): PaymentState =>
  events.reduce<PaymentState>((payment, event) => {
    const { id, version, position } = event
    return evolvePayment(payment, codec.parse(event) as PaymentEvent, { id, version, position, actor: '' })
  }, paymentDecider.initial)

/** Whether a payment already carries the fact that a command would add. */
export const isMoved = ({ payment, eventIds }: RunPayment, command: string): boolean =>
  eventIds.has(eventIdOf(command, paymentStream(payment.paymentId), 0))

/**
 * Adds one fact to each of many payments, batch by batch, and answers them as they are then. `plan` says which, from the
 * payments as they were read; after a lost race they are read and it is asked again. What is already there is not added
 * again, so a crash in the middle is finished by repeating.
 */
export const movePayments = async (
  deps: Deps,
  { run, payments, envelope }: { run: Run; payments: RunPayments; envelope: EnvelopeOfCall },
  plan: (payments: RunPayments) => readonly PaymentMove[],
): Promise<RunPayments> => {
  const now = new Map(payments)
  for (let attempt = 1; ; attempt += 1) {
    const moves = plan(now).filter(({ on, command }) => !isMoved(on, command))
    const lost: Verdict[] = []
    for (let from = 0; from < moves.length; from += COMMITS_PER_BATCH) {
      const batch = moves.slice(from, from + COMMITS_PER_BATCH)
      const verdicts = await appendMoves(deps, batch, envelope)
      for (const [index, move] of batch.entries()) {
        const verdict = verdicts[index]
        if (verdict?.is === 'appended' || verdict?.is === 'repeated') now.set(...moved(move, verdict))
        else if (verdict) lost.push(verdict)
      }
    }
    const [first] = lost
    if (!first) return now
    if (attempt === ATTEMPTS) throw errorOf(first)
    for (const [id, payment] of await readPayments(deps, run, new Set(now.keys()))) now.set(id, payment)
  }
}

const appendMoves = async (
  deps: Deps,
  moves: readonly PaymentMove[],
  envelope: EnvelopeOfCall,
): Promise<readonly Verdict[]> => {
  const commits = await prepareMany(
    deps,
    paymentEvents,
    moves.map(({ on, event, command }) => ({
      stream: paymentStream(on.payment.paymentId),
      tip: on.tip,
      events: paymentDecider.decide({ type: 'RecordPayment', event }, on.payment, null),
      envelope: { ...envelope, command, causation: envelope.command },
    })),
  )
  return deps.log.appendBatch(commits)
}

/** A payment after its move, by its id. */
const moved = ({ on, event, command }: PaymentMove, { tip, position }: Appended): [string, RunPayment] => {
  const { paymentId } = on.payment
  const id = eventIdOf(command, paymentStream(paymentId), 0)
  const payment = evolvePayment(on.payment, event, { id, version: tip.version, position, actor: '' })
  if (payment.status === 'NONE') throw new Error(`${paymentId} is gone by ${event.type}`)
  return [paymentId, { payment, tip, eventIds: new Set([...on.eventIds, id]) }]
}

/** A payment planned for the first time: the commit that creates its stream. */
export const createPayments = async (
  deps: Deps,
  planned: readonly Extract<PaymentEvent, { type: 'PaymentPlanned' }>[],
  envelope: EnvelopeOfCall,
): Promise<readonly { paymentId: string; verdict: Verdict }[]> => {
  const commits = await prepareMany(
    deps,
    paymentEvents,
    planned.map((event) => ({
      stream: paymentStream(event.data.paymentId),
      tip: noStream,
      events: paymentDecider.decide({ type: 'RecordPayment', event }, { status: 'NONE' }, null),
      envelope,
    })),
  )
  const verdicts = await createSurely(deps, commits)
  return planned.flatMap(({ data }, index) => {
    const verdict = verdicts[index]
    return verdict ? [{ paymentId: data.paymentId, verdict }] : []
  })
}

const createSurely = async (deps: Pick<Deps, 'log'>, commits: readonly Commit[]): Promise<Verdict[]> => {
  for (let attempt = 1; ; attempt += 1) {
    const verdicts = await deps.log.createStreams(commits)
    const failed = verdicts.find(({ is }) => is === 'unknown' || is === 'refused')
    if (!failed) return verdicts
    if (attempt === ATTEMPTS) throw errorOf(failed)
  }
}

const errorOf = (verdict: Verdict): Error => {
  if (verdict.is === 'unknown') return new OutcomeUnknown('no answer came for some payments')
  if (verdict.is === 'refused') return new LogUnavailable(`some payments were not written: ${verdict.code}`)
  return new WrongExpectedVersion('payment', 0, 'actual' in verdict ? verdict.actual : noStream)
}
