import { paymentDecider } from '../../domain/payment/decide.ts'
import { type PaymentEvent, paymentEvents } from '../../domain/payment/events.ts'
import type { Run } from '../../domain/payment/run-state.ts'
import { evolvePayment, type Payment } from '../../domain/payment/state.ts'
import { codecOf } from '../../log/codec.ts'
import { forEachEvent } from '../../log/each-event.ts'
import { LogUnavailable, OutcomeUnknown, WrongExpectedVersion } from '../../log/errors.ts'
import { eventIdOf } from '../../log/event-id.ts'
import { type Commit, noStream, type Recorded, type Tip, type Verdict } from '../../log/port.ts'
import { type EnvelopeOfCall, prepareMany } from '../../log/prepare.ts'
import { leafOf } from '../../log/proof.ts'
import { paymentStream } from '../../log/streams.ts'
import type { Deps } from '../deps.ts'

/** A payment with the end of its stream and the ids of its events, by which a repeated step is known. */
export type RunPayment = { payment: Payment; tip: Tip; eventIds: ReadonlySet<string> }

/** A fact to be added to a payment; `command` is derived from what causes it, so that it can only be added once. */
export type PaymentMove = { on: RunPayment; event: PaymentEvent; command: string }

/** Up to so many payments are read stream by stream; more are found by one walk over the payment events of that time. */
const FEW = 200
const COMMITS_PER_BATCH = 500
const ATTEMPTS = 4

/**
 * The payments of a run by id, or only those wanted: from the log, so that no read model decides where money goes. They are
 * found behind the position at which the run was instructed last; what an earlier instruction left was cancelled.
 */
export const readPayments = async (
  deps: Pick<Deps, 'log'>,
  run: Run,
  wanted?: ReadonlySet<string>,
): Promise<ReadonlyMap<string, RunPayment>> => {
  const found = new Map<string, RunPayment>()
  if (run.instructedFrom === null) return found
  const visit = (event: Recorded): void => {
    const folded = foldPayment(found.get(idOf(event)), event)
    if (folded?.payment.runId === run.runId) found.set(folded.payment.paymentId, folded)
  }
  if (wanted && wanted.size <= FEW) {
    for (const paymentId of wanted)
      for (const event of (await deps.log.readStream(paymentStream(paymentId))).events) visit(event)
  } else {
    const types = paymentEvents.map(({ type }) => type)
    await forEachEvent(deps.log, { types, from: run.instructedFrom }, visit)
  }
  return found
}

const idOf = ({ stream }: Recorded): string => stream.slice(paymentStream('').length)

const codec = codecOf(paymentEvents)

const foldPayment = (before: RunPayment | undefined, event: Recorded): RunPayment | undefined => {
  const { id, version, position, proof } = event
  const fact = codec.parse(event) as PaymentEvent
  const payment = evolvePayment(before?.payment ?? { status: 'NONE' }, fact, { id, version, position, actor: '' })
  if (payment.status === 'NONE') return undefined
  return {
    payment,
    tip: { version, leaf: Buffer.from(leafOf(proof)) },
    eventIds: new Set([...(before?.eventIds ?? []), id]),
  }
}

/** Whether a payment already carries the fact that a command would add. */
export const isMoved = ({ payment, eventIds }: RunPayment, command: string): boolean =>
  eventIds.has(eventIdOf(command, paymentStream(payment.paymentId), 0))

/**
 * Adds one fact to each of many payments, batch by batch. `plan` says which, from the payments as they stand; after a lost
 * race it is asked again. What is already there is not added again, so a crash in the middle is finished by repeating.
 */
export const movePayments = async (
  deps: Deps,
  run: Run,
  envelope: EnvelopeOfCall,
  plan: (payments: ReadonlyMap<string, RunPayment>) => readonly PaymentMove[],
  wanted?: ReadonlySet<string>,
): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    const moves = plan(await readPayments(deps, run, wanted)).filter(({ on, command }) => !isMoved(on, command))
    const verdicts: Verdict[] = []
    for (let from = 0; from < moves.length; from += COMMITS_PER_BATCH) {
      const commits = await prepareMany(
        deps,
        paymentEvents,
        moves.slice(from, from + COMMITS_PER_BATCH).map(({ on, event, command }) => ({
          stream: paymentStream(on.payment.paymentId),
          tip: on.tip,
          events: paymentDecider.decide({ type: 'RecordPayment', event }, on.payment, null),
          envelope: { ...envelope, command, causation: envelope.command },
        })),
      )
      verdicts.push(...(await deps.log.appendBatch(commits)))
    }
    const failed = verdicts.find(({ is }) => is !== 'appended' && is !== 'repeated')
    if (!failed) return
    if (attempt === ATTEMPTS) throw errorOf(failed)
  }
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
