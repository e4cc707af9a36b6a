import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import type { CaseEvent } from '../../src/domain/case/events.ts'
import { allEvents } from '../../src/domain/events.ts'
import type { PaymentEvent } from '../../src/domain/payment/events.ts'
import type { Month } from '../../src/domain/shared/day.ts'
import { codecOf } from '../../src/log/codec.ts'
import { type Anjuan, openAnjuan } from '../../src/main.ts'
import { recompute } from '../../src/processes/recompute/recompute.ts'
import { listPayments } from '../../src/projections/payment-ledger/queries.ts'
import { type FreshDatabase, freshDatabase } from '../postgres.ts'
import { anyTurn, openRandomCounty, type RandomCounty } from './random-county/county.ts'
import { STANDARD_FEN } from './random-county/office.ts'

const MINUTES = 60_000
const codec = codecOf(allEvents)

let database: FreshDatabase
let directory: string
let anjuan: Anjuan
beforeAll(async () => {
  database = await freshDatabase()
  directory = await mkdtemp(join(tmpdir(), 'anjuan-laws-'))
  const login = new URL(database.urlAs('none'))
  login.searchParams.delete('options')
  const environment = {
    DATABASE_URL: login.href,
    ANJUAN_DATA_DIR: directory,
    ANJUAN_KEYS: join(directory, 'keys'),
  }
  anjuan = await openAnjuan(readConfig('real', environment), {
    mode: 'real',
    logger: pino({ level: 'silent' }),
  })
}, 2 * MINUTES)
afterAll(async () => {
  await anjuan?.close()
  await database?.drop()
  await rm(directory, { recursive: true })
}, MINUTES)

type Happened = { position: bigint; stream: string; event: CaseEvent | PaymentEvent }
/** What a county has come to: its facts in the order of the log. */
type Life = { county: RandomCounty; facts: Happened[]; head: bigint }
let counties = 0

const headNow = async (): Promise<bigint> => anjuan.log.positionOf(await anjuan.log.head())

const factsSince = async (position: bigint): Promise<Happened[]> => {
  const facts: Happened[] = []
  for (let after = anjuan.log.cursorAt(position); ; ) {
    const { events, scannedTo } = await anjuan.log.readAll({ after, limit: 1_000 })
    if (events.length === 0) return facts
    for (const recorded of events)
      if (/^(case|payment)-/.test(recorded.stream))
        facts.push({ position: recorded.position, stream: recorded.stream, event: codec.parse(recorded) as never })
    after = scannedTo
  }
}

const ofCase = ({ facts }: Life, caseId: string, upTo: bigint): CaseEvent[] =>
  facts
    .filter(({ stream, position }) => stream === `case-${caseId}` && position <= upTo)
    .map(({ event }) => event as CaseEvent)

/** Whether a case is entitled in a month by what its own events say: the law in short, beside the code that is under test. */
const isEntitled = (events: readonly CaseEvent[], month: Month): boolean => {
  let from: Month | undefined
  let until: Month | null = null
  const pauses: { from: Month; to: Month | null }[] = []
  for (const { type, data } of events) {
    if (type === 'GrantDecided' || type === 'EntitlementTakenOver') from = data.entitlement.fromMonth
    if (type === 'GradualExitStarted' || type === 'TerminationDecided') until = data.lastMonth
    if (type === 'GradualExitEnded') until = data.outcome === 'TERMINATED' ? (data.lastMonth ?? until) : null
    if (type === 'EntitlementSuspended') pauses.push({ from: data.fromMonth, to: null })
    const pause = pauses.at(-1)
    if (type === 'EntitlementResumed' && pause) pause.to = data.entitlement.fromMonth
  }
  const paused = pauses.some((pause) => pause.from <= month && (pause.to === null || month < pause.to))
  return from !== undefined && from <= month && (until === null || month <= until) && !paused
}

const plannedIn = ({ facts }: Life) =>
  facts.flatMap(({ event, position }) =>
    event.type === 'PaymentPlanned'
      ? [{ ...event.data, plannedAt: position, ends: endsOf(facts, event.data.paymentId) }]
      : [],
  )
const endsOf = (facts: readonly Happened[], paymentId: string) =>
  facts.filter(({ stream }) => stream === `payment-${paymentId}`)

const laws: Record<string, (life: Life) => void | Promise<void>> = {
  'nothing is granted without its steps': (life) => {
    for (const caseId of life.county.cases) {
      const types: string[] = ofCase(life, caseId, life.head).map(({ type }) => type)
      const granted = types.indexOf('GrantDecided')
      if (granted < 0) continue
      const way = ['IntakeRegistered', 'ApplicationAccepted', 'SurveyStarted', 'HomeVisitRecorded', 'OpinionDrafted']
      const places = [...way, 'NoticePosted', 'NoticeExpired', 'DossierSubmitted', 'GrantDecided'].map((step) =>
        types.indexOf(step),
      )
      expect(places).not.toContain(-1)
      expect(places).toEqual([...places].sort((one, other) => one - other))
      const looked = types.slice(0, types.indexOf('OpinionDrafted'))
      expect(looked).toEqual(expect.arrayContaining(['EconomicCheckCompleted', 'IncomeAssessed']))
    }
  },

  'nothing goes to the bank for a month in which the household is not entitled': (life) => {
    for (const { caseId, month, kind, ends } of plannedIn(life)) {
      const filed = ends.find(({ event }) => event.type === 'PaymentFiled')
      if (kind === 'regular' && filed)
        expect({ caseId, month, entitled: isEntitled(ofCase(life, caseId, filed.position), month) }).toEqual({
          caseId,
          month,
          entitled: true,
        })
    }
  },

  'a payment is made once: one per person, month, kind and sequence, and one per case': (life) => {
    const planned = plannedIn(life)
    for (const whose of ['personId', 'caseId'] as const) {
      const keys = planned.map((one) => [one.scheme, one[whose], one.month, one.kind, one.sequence].join(' '))
      expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
    }
  },

  'nobody has two payments for a month of which neither came back nor was cancelled': (life) => {
    const alive = plannedIn(life).filter(
      ({ ends }) => !ends.some(({ event }) => /^Payment(Returned|Failed|Cancelled)$/.test(event.type)),
    )
    const keys = alive.map(({ personId, month }) => `${personId} ${month}`)
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
  },

  'what was stopped never goes to the bank, and only what has not gone there is stopped': (life) => {
    for (const { ends } of plannedIn(life)) {
      const types = ends.map(({ event }) => event.type).filter((type) => type !== 'PaymentPlanned')
      if (types.includes('PaymentCancelled')) expect(types).toEqual(['PaymentCancelled'])
    }
  },

  'a reissue repeats one payment that came back, for the same case, month and sum': (life) => {
    const planned = plannedIn(life)
    for (const { reissueOf, caseId, month, amountFen, plannedAt, kind } of planned) {
      expect(reissueOf !== null).toBe(kind === 'reissue')
      if (reissueOf === null) continue
      const first = planned.find(({ paymentId }) => paymentId === reissueOf)
      expect(first).toMatchObject({ caseId, month, amountFen })
      const back = first?.ends.find(({ event }) => /^Payment(Returned|Failed)$/.test(event.type))
      expect(back && back.position < plannedAt).toBe(true)
    }
  },

  'no sum is more than the standard of the members counted': (life) => {
    for (const { amountFen, members } of plannedIn(life)) {
      expect(Number.isSafeInteger(amountFen) && amountFen > 0).toBe(true)
      expect(amountFen).toBeLessThanOrEqual(STANDARD_FEN * members)
    }
  },

  'the ledger is the sum of the payment events, status by status': async (life) => {
    const head = await headNow()
    expect(await anjuan.deps.waitFor('payment-ledger', head, MINUTES)).toBe(true)
    const { rows } = await listPayments(anjuan.deps.views, { area: life.county.area }, { limit: 10_000 })
    // What is no longer due has come back all the same: that it has been looked at is no status.
    const isStatus = (type: string) => type !== 'PaymentNoLongerDue'
    const last = (types: readonly string[]) => types.findLast(isStatus)?.slice('Payment'.length).toUpperCase()
    const told = plannedIn(life).map(({ paymentId, ends, amountFen }) => [
      paymentId,
      last(ends.map(({ event }) => event.type)),
      amountFen,
    ])
    const shown = rows.map((row) => [row.payment_id, row.status, row.amount_fen])
    expect(shown.sort()).toEqual(told.sort())
  },

  'every month is performed again from history without a difference': async ({ county }) => {
    for (const month of county.months()) {
      const { differences } = await recompute(anjuan.deps, { month, area: county.area })
      expect({ month, differences }).toEqual({ month, differences: [] })
    }
  },
}

const reached = new Set<string>()

/** Holds a life against every law; a broken one is named. */
const judge = async (life: Life): Promise<void> => {
  for (const [name, law] of Object.entries(laws))
    try {
      await law(life)
    } catch (error) {
      throw new Error(`broken law: ${name}`, { cause: error })
    }
}

test('whatever people do in a county, in whatever order, the laws of the ledger hold', { timeout: 15 * MINUTES }, () =>
  fc.assert(
    fc.asyncProperty(fc.array(anyTurn, { minLength: 60, maxLength: 100, size: 'max' }), async (turns) => {
      const from = await headNow()
      counties += 1
      const county = await openRandomCounty(anjuan.deps, 1_000 + counties)
      for (const turn of turns) await county.live(turn)
      const life = { county, facts: await factsSince(from), head: await headNow() }
      for (const { event } of life.facts) {
        reached.add(event.type)
        if (event.type === 'PaymentCancelled' && event.data.note !== '') reached.add('stopped by hand')
      }
      await judge(life)
    }),
    { numRuns: 6 },
  ),
)

test('and these lives have gone far enough to mean something', () => {
  const each = [
    ['GrantDecided'],
    ['PaymentPaid'],
    ['PaymentReturned', 'PaymentFailed'],
    ['stopped by hand'],
    ['TerminationDecided', 'EntitlementSuspended', 'GradualExitStarted'],
  ]
  expect(each.filter((some) => !some.some((type) => reached.has(type)))).toEqual([])
})
