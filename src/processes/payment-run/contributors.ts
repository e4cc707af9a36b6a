import type { CaseEvent } from '../../domain/case/events.ts'
import { periodEvents } from '../../domain/case/timeline.ts'
import { linesOf, type Run } from '../../domain/payment/run-state.ts'
import type { PersonEvent } from '../../domain/person/events.ts'
import type { PolicyEvent } from '../../domain/policy/events.ts'
import { withAncestors } from '../../domain/shared/area.ts'
import { forEachEvent } from '../../log/each-event.ts'
import { Envelope } from '../../log/envelope.ts'
import { caseStream, personStream, policyStream, runStream } from '../../log/streams.ts'
import type { Deps } from '../deps.ts'

/** Whoever writes one of these has a hand in who is paid, how much, or where to. */
const changes: readonly (CaseEvent | PersonEvent | PolicyEvent)['type'][] = [
  'IncomeAssessed',
  ...periodEvents,
  'PayeeAccountRegistered',
  'DeathRecorded',
  'DeathAnnulled',
  'StandardPublished',
  'StandardWithdrawn',
  'TiersPublished',
  'ParameterPublished',
]

/**
 * Everybody who changed a payee account, an amount or an eligibility of a line of this run since the last paid month was
 * calculated (from the beginning where there is none). Read from the log itself, so that no read model can hide one.
 */
export const contributorsTo = async (deps: Deps, run: Run): Promise<ReadonlySet<string>> => {
  const lines = linesOf(run)
  const streams = new Set([
    ...lines.map(({ caseId }) => caseStream(caseId)),
    ...lines.map(({ personId }) => personStream(personId)),
    ...lines.flatMap(({ area }) => withAncestors(area).map(policyStream)),
  ])
  const contributors = new Set<string>()
  await forEachEvent(deps.log, { types: changes, from: await lastPaidPosition(deps, run) }, ({ stream, meta }) => {
    if (streams.has(stream)) contributors.add(Envelope.parse(JSON.parse(meta)).actor)
  })
  return contributors
}

/** Where the newest earlier month that was instructed had been calculated; months order as text inside a run id. */
const lastPaidPosition = async (deps: Pick<Deps, 'log'>, { area, scheme, month }: Run): Promise<bigint> => {
  const types = ['PaymentRunCalculated', 'PaymentRunInstructed']
  const prefix = runStream(`${area}-${scheme}-`)
  const calculated = new Map<string, bigint>()
  let last = { stream: '', position: 0n }
  await forEachEvent(deps.log, { types, from: 0n }, ({ stream, type, payload }) => {
    if (!stream.startsWith(prefix) || stream >= prefix + month) return
    if (type === 'PaymentRunCalculated') {
      const { position } = JSON.parse(payload) as { position: string }
      calculated.set(stream, BigInt(position))
    } else if (stream > last.stream) last = { stream, position: calculated.get(stream) ?? 0n }
  })
  return last.position
}
