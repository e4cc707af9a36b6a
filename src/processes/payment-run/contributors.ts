import type { CaseEvent } from '../../domain/case/events.ts'
import { periodEvents } from '../../domain/case/timeline.ts'
import type { InstitutionEvent } from '../../domain/institution/events.ts'
import type { OverpaymentEvent } from '../../domain/overpayment/events.ts'
import type { RunLine } from '../../domain/payment/line.ts'
import type { LineOffset } from '../../domain/payment/offset.ts'
import { linesOf, type Run } from '../../domain/payment/run-state.ts'
import type { PersonEvent } from '../../domain/person/events.ts'
import type { PolicyEvent } from '../../domain/policy/events.ts'
import { PRICE_SUBSIDY } from '../../domain/price/terms.ts'
import { withAncestors } from '../../domain/shared/area.ts'
import type { Day, Month } from '../../domain/shared/day.ts'
import { forEachEvent } from '../../log/each-event.ts'
import type { Envelope } from '../../log/envelope.ts'
import { readStreams } from '../../log/many-streams.ts'
import type { Said } from '../../log/port.ts'
import {
  caseStream,
  institutionStream,
  overpaymentStream,
  personStream,
  policyStream,
  reratingStream,
  runStream,
} from '../../log/streams.ts'
import type { Deps } from '../deps.ts'
import { handsInPrices } from '../price/contributors.ts'
import { ownerOf } from './payee-accounts.ts'

/** Whoever writes one of these has a hand in who is paid, how much, or where to. */
const changes: readonly (CaseEvent | InstitutionEvent | OverpaymentEvent | PersonEvent | PolicyEvent)['type'][] = [
  'IncomeAssessed',
  ...periodEvents,
  'PayeeAccountRegistered',
  'InstitutionAccountRegistered',
  'RecoveryOffsetAgreed',
  'DeathRecorded',
  'DeathAnnulled',
  'StandardPublished',
  'StandardWithdrawn',
  'TiersPublished',
  'ParameterPublished',
]

/**
 * Everybody who changed a payee account, an amount or an eligibility of a line of this run since the last paid month was
 * calculated (from the beginning where there is none), or before that with effect for later months only. Read from the log
 * itself, so that no read model can hide one.
 */
export const contributorsTo = async (deps: Deps, run: Run): Promise<ReadonlySet<string>> => {
  const lines = linesOf(run)
  const streams = new Set([
    ...lines.map(({ caseId }) => caseStream(caseId)),
    ...lines.map(({ personId }) => personStream(personId)),
    ...lines.map(payeeStream),
    ...lines.flatMap(({ offsets }) => offsets.flatMap(offsetStream)),
    ...lines.flatMap(({ area }) => withAncestors(area).map(policyStream)),
  ])
  const last = await lastPaid(deps, run)
  const contributors = new Set(run.scheme === PRICE_SUBSIDY ? await handsInPrices(deps, run) : [])
  // Who opened, calculated or approved a re-rating has set the amounts that it moved.
  const reratings = new Set<string>()
  await forEachEventOf(deps.log, streams, { types: changes, from: last.position }, (event) => {
    contributors.add(actorOf(event))
    if (event.type === 'EntitlementAdjusted') reratings.add(reratingOf(event))
  })
  const early = new Set<string>()
  await forEachEventOf(deps.log, streams, { types: periodEvents, from: last.since, to: last.position }, (event) => {
    if (firstMonth(event) > last.month) early.add(event.stream)
  })
  for (const rerating of reratings)
    for (const event of (await deps.log.readStream(rerating)).events) contributors.add(actorOf(event))
  for (const line of lines) {
    const { caseId } = line
    if (!early.has(caseStream(caseId))) continue
    for (const actor of await unpaidHands(deps, caseId, payeeStream(line), last.month)) contributors.add(actor)
  }
  return contributors
}

/**
 * The events of some types in some streams, between two log positions. Since the month before, the whole log holds fewer
 * than all the years of these streams; from the beginning it is the other way round, as after the takeover of a roll.
 */
const forEachEventOf = async (
  log: Deps['log'],
  streams: ReadonlySet<string>,
  { types, from, to }: { types: readonly string[]; from: bigint; to?: bigint },
  visit: (event: Said) => void,
): Promise<void> => {
  if (from > 0n) {
    const range = to === undefined ? { types, from } : { types, from, to }
    return forEachEvent(log, range, (event) => {
      if (streams.has(event.stream)) visit(event)
    })
  }
  if (to === 0n) return
  for await (const { events } of readStreams(log, [...streams]))
    for (const event of events)
      if (types.includes(event.type) && (to === undefined || event.position <= to)) visit(event)
}

/** Where the account of a line is registered. */
const payeeStream = ({ payee, personId }: RunLine): string =>
  payee.kind === 'INSTITUTION' ? institutionStream(payee.institutionId) : personStream(ownerOf(payee, personId))

/** What an offset of a line rests on: the case that gives the other money, or the overpayment that is repaid. */
const offsetStream = ({ kind, source }: LineOffset): readonly string[] => {
  if (source === null) return []
  return [kind === 'TOP_UP' ? caseStream(source) : overpaymentStream(source)]
}

const actorOf = ({ meta }: Pick<Said, 'meta'>): string => (JSON.parse(meta) as Envelope).actor

/** The re-rating that adjusted a case. */
const reratingOf = ({ payload }: Pick<Said, 'payload'>): string =>
  reratingStream((JSON.parse(payload) as { reratingId: string }).reratingId)

/** The month from which a decision counts; the smallest text where it sets none. */
const firstMonth = ({ payload }: Pick<Said, 'payload'>): Month | '' => {
  const { entitlement } = JSON.parse(payload) as { entitlement?: { fromMonth: Month } }
  return entitlement?.fromMonth ?? ''
}

/**
 * Who had a hand in a case since the last decision that counted for a paid month; in the account too where the case has
 * never been paid.
 */
const unpaidHands = async (
  { log }: Pick<Deps, 'log'>,
  caseId: string,
  payee: string,
  paid: Month | '',
): Promise<readonly string[]> => {
  const isPeriod = ({ type }: Said): boolean => (periodEvents as readonly string[]).includes(type)
  const { events } = await log.readStream(caseStream(caseId))
  const covered = events.findLastIndex((event) => isPeriod(event) && firstMonth(event) <= paid)
  const account = covered < 0 ? (await log.readStream(payee)).events : []
  return [...events.slice(covered + 1), ...account]
    .filter(({ type }) => (changes as readonly string[]).includes(type))
    .map(actorOf)
}

/**
 * The newest earlier month that was instructed, and where its first calculation read the log: later runs of the month pay a
 * few, and hide nobody. `since` is where no decision yet could count for a month after it.
 */
type LastPaid = { month: Month | ''; position: bigint; since: bigint }

const lastPaid = async (deps: Pick<Deps, 'log'>, { area, scheme, month }: Run): Promise<LastPaid> => {
  const types = ['PaymentRunCalculated', 'PaymentRunInstructed']
  const prefix = runStream(`${area}-${scheme}-`)
  const calculated = new Map<string, { month: Month; position: bigint; on: Day }>()
  const instructed = new Set<string>()
  // Months order as text inside a run id.
  await forEachEvent(deps.log, { types, from: 0n }, ({ stream, type, payload }) => {
    if (!stream.startsWith(prefix) || stream >= prefix + month) return
    if (type === 'PaymentRunInstructed') instructed.add(stream)
    else {
      const { position, calculatedOn: on } = JSON.parse(payload) as { position: string; calculatedOn: Day }
      calculated.set(stream, { month: stream.slice(prefix.length, prefix.length + 7), position: BigInt(position), on })
    }
  })
  const paid = [...calculated].filter(([stream]) => instructed.has(stream)).map(([, run]) => run)
  const newest = paid.reduce<Month | ''>((latest, run) => (run.month > latest ? run.month : latest), '')
  const positions = paid.filter((run) => run.month === newest).map(({ position }) => position)
  const position = positions.reduce((first, one) => (one < first ? one : first), positions[0] ?? 0n)
  const before = paid.filter(({ on }) => on < `${newest}-01`).map((run) => run.position)
  return { month: newest, position, since: before.reduce((since, one) => (one > since ? one : since), 0n) }
}
