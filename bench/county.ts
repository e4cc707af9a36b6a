import { createSecretKey } from 'node:crypto'
import { allEvents } from '../src/domain/events.ts'
import type { AnyEvent } from '../src/domain/shared/event.ts'
import { codecOf } from '../src/log/codec.ts'
import { encodeJson } from '../src/log/encode.ts'
import { eventIdOf, idFrom } from '../src/log/event-id.ts'
import { type Commit, type EventLog, noStream } from '../src/log/port.ts'
import { sealEvents } from '../src/log/proof.ts'

const mac = { id: 1, key: createSecretKey(Buffer.alloc(32, 1)) }
const codec = codecOf(allEvents)
const SHA256 = 'a'.repeat(64)
/** Fen a month: as taken over, and after the increase that every fourth household was given. */
const GRANTED = 80_000
const INCREASED = 90_000
const isIncreased = (number: number): boolean => number % 4 === 0
const RUN = '990101-subsistenceAllowance-2026-07-1'

/** A stream of the made-up county and what happened in it. */
export type CountyStream = { stream: string; facts: readonly AnyEvent[] }

const commitOf = ({ stream, facts }: CountyStream): Commit => {
  const command = idFrom(stream, 'made up')
  const meta = encodeJson({
    actor: 'zhang.jing',
    roles: ['caseWorker'],
    office: '990101001',
    area: '990101001',
    command,
    correlation: stream,
    causation: command,
    on: '2026-07-08',
  })
  const unsealed = facts.map(({ type, data }, index) => ({
    id: eventIdOf(command, stream, index),
    type,
    schemaVersion: codec.schemaOf(type).schemaVersion,
    payload: encodeJson(data),
    meta,
    recordedAt: '2026-07-08T01:02:03.000001Z',
  }))
  return { stream, expected: noStream, events: sealEvents(stream, noStream, unsealed, mac).events }
}

const entitlementOf = (number: number, fromMonth: string, amountFen: number) => ({
  scheme: 'subsistenceAllowance',
  fromMonth,
  toMonth: null,
  area: `9901010${String((number % 20) + 1).padStart(2, '0')}001`,
  areaKind: number % 5 === 0 ? 'URBAN' : 'RURAL',
  holder: idFrom('person', String(number)),
  members: [idFrom('person', String(number)), idFrom('child', String(number))],
  facts: { mode: 'GAP', members: 2, countableIncomeFen: 60_000 },
  amountFen,
  povertyRegister: false,
  closeRelative: false,
  payee: { kind: 'HOLDER' },
  endsOn: null,
})

/** A household taken over from the old roll; every fourth has been given more since. */
const householdOf = (number: number): CountyStream => {
  const caseId = idFrom('case', String(number))
  const takenOver = {
    type: 'EntitlementTakenOver',
    data: {
      caseId,
      takenOverOn: '2026-04-20',
      oldDecisionNumber: `OLD-${number}`,
      oldDecisionOn: '2020-02-03',
      filing: 'HOUSEHOLD',
      members: [],
      entitlement: entitlementOf(number, '2026-05', GRANTED),
      particulars: null,
      reviewDue: '2027-04-20',
      source: { sha256: SHA256, row: number + 1 },
    },
  }
  const increased = {
    type: 'EntitlementIncreased',
    data: {
      caseId,
      decidedOn: '2026-06-20',
      decisionNumber: `NEW-${number}`,
      delegationId: null,
      ruleset: '2021-57',
      entitlement: entitlementOf(number, '2026-07', INCREASED),
      sheet: {
        ruleset: '2021-57',
        rates: [{ rate: 'STANDARD', document: 'X', monthlyFen: 70_000 }],
        lines: [],
        amountFen: INCREASED,
      },
      reasons: 'income fell',
      reviewDue: '2027-04-20',
    },
  }
  return { stream: `case-${caseId}`, facts: isIncreased(number) ? [takenOver, increased] : [takenOver] }
}

/** A payment that was planned, filed and paid. */
const paymentOf = (number: number): CountyStream => {
  const paymentId = idFrom('payment', String(number))
  const planned = {
    paymentId,
    scheme: 'subsistenceAllowance',
    personId: idFrom('person', String(number)),
    month: '2026-07',
    kind: 'regular',
    sequence: 1,
    amountFen: GRANTED,
    grossFen: GRANTED,
    offsets: [],
    payee: { kind: 'HOLDER' },
    group: null,
    caseId: idFrom('case', String(number)),
    runId: RUN,
    area: '990101001001',
    areaKind: 'RURAL',
    members: 2,
    reissueOf: null,
  }
  const paid = { paidOn: '2026-07-10', returnFileSha256: SHA256, line: number + 1, bankReference: `B${number}` }
  const facts = [
    { type: 'PaymentPlanned', data: planned },
    { type: 'PaymentFiled', data: { paymentId, fileId: 'f1', fileSha256: SHA256 } },
    { type: 'PaymentPaid', data: { paymentId, ...paid } },
  ]
  return { stream: `payment-${paymentId}`, facts }
}

/** What the read models must show for a county of so many events, to the fen. */
export type Totals = { households: number; monthlyFen: number; payments: number; paidFen: number }

/** The totals of a county of so many events, a multiple of 20. */
export const totalsOf = (events: number): Totals => {
  const households = events / 5
  const increased = Math.ceil(households / 4)
  return {
    households,
    monthlyFen: increased * INCREASED + (households - increased) * GRANTED,
    payments: events / 4,
    paidFen: (events / 4) * GRANTED,
  }
}

/** A made-up county of so many events, a multiple of 20: a quarter about households, the rest about their payments. */
export const countyOf = function* (events: number): Generator<CountyStream> {
  for (let number = 0; number < events / 5; number += 1) yield householdOf(number)
  for (let number = 0; number < events / 4; number += 1) yield paymentOf(number)
}

const BULK = 5_000

/** Fills a log with a made-up county. A piece is put together while the one before is written: memory stays flat. */
export const fillCounty = async (log: EventLog, events: number): Promise<void> => {
  let writing: Promise<void> = Promise.resolve()
  const write = async (commits: readonly Commit[]): Promise<void> => {
    const lost = (await log.createStreams(commits)).find(({ is }) => is !== 'appended')
    if (lost) throw new Error(`a stream was not created: ${JSON.stringify(lost)}`)
  }
  let piece: Commit[] = []
  for (const stream of countyOf(events)) {
    piece.push(commitOf(stream))
    if (piece.length < BULK) continue
    await writing
    writing = write(piece)
    piece = []
    // Lets the piece be sent before the next one keeps this thread busy.
    await new Promise(setImmediate)
  }
  await writing
  await write(piece)
}
