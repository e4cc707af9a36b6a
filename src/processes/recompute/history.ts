import { type CaseEvent, caseEvents } from '../../domain/case/events.ts'
import { foldPeriods, type Period, periodEvents } from '../../domain/case/timeline.ts'
import { type PaymentEvent, paymentEvents } from '../../domain/payment/events.ts'
import { evolvePayment, type PaymentState, type PaymentStatus } from '../../domain/payment/state.ts'
import { type PersonEvent, personEvents } from '../../domain/person/events.ts'
import type { Day, Month } from '../../domain/shared/day.ts'
import { codecOf } from '../../log/codec.ts'
import type { Said } from '../../log/port.ts'
import { caseStream, personStream } from '../../log/streams.ts'
import { type Account, accountDigest } from '../payment-run/accounts.ts'
import type { EarlierPayment } from '../payment-run/facts.ts'
import { monthOfRun } from '../payment-run/identity.ts'

type Claim = Extract<PersonEvent, { type: 'SchemeClaimed' }>['data'] & {
  claimedAt: bigint
  lastMonth: Month | null
  released: boolean
}

/**
 * What a month's payments rest on, folded from the log itself: per case the periods that can still reach the month, per
 * person death, account and claims, and the payments of the month. It does not grow with the length of history.
 */
export type History = {
  month: Month
  /** The first and the last month that matter: the month itself, all before it for arrears, and what was claimed back. */
  from: Month
  until: Month
  periods: Map<string, readonly Period[]>
  deaths: Map<string, Day>
  accounts: Map<string, Account>
  claims: Map<string, readonly Claim[]>
  /** By person: the blind index of the ID number that the record bears. */
  idIndexes: Map<string, string>
  /** By blind index: the records that bear it. */
  bearers: Map<string, ReadonlySet<string>>
  payments: Map<string, EarlierPayment & { scheme: string; runId: string; state: PaymentState }>
}

const personTypes: readonly PersonEvent['type'][] = [
  'PersonRegistered',
  'PersonCorrected',
  'PayeeAccountRegistered',
  'DeathRecorded',
  'DeathAnnulled',
  'SchemeClaimed',
  'SchemeClaimReleased',
]

/** The event types that a history is folded from. */
export const historyTypes: readonly string[] = [
  ...periodEvents,
  ...personTypes,
  ...paymentEvents.map(({ type }) => type),
]

const codec = codecOf([...caseEvents, ...personEvents, ...paymentEvents])

/** Nothing yet; `others` are months that matter beside the month itself. */
export const emptyHistory = (month: Month, others: readonly Month[] = []): History => ({
  month,
  from: [month, ...others].reduce((first, one) => (one < first ? one : first)),
  until: [month, ...others].reduce((last, one) => (one > last ? one : last)),
  periods: new Map(),
  deaths: new Map(),
  accounts: new Map(),
  claims: new Map(),
  idIndexes: new Map(),
  bearers: new Map(),
  payments: new Map(),
})

/** Adds one event to a history, in place. */
export const addToHistory = (history: History, recorded: Said): void => {
  const event = codec.parse(recorded) as CaseEvent | PersonEvent | PaymentEvent
  if (recorded.stream.startsWith(caseStream(''))) addCase(history, event as CaseEvent)
  else if (recorded.stream.startsWith(personStream(''))) addPerson(history, event as PersonEvent, recorded)
  else addPayment(history, event as PaymentEvent, recorded)
}

const addCase = ({ periods, from }: History, event: CaseEvent): void => {
  const { caseId } = event.data
  const folded = foldPeriods(periods.get(caseId) ?? [], event)
  // The last period is kept for what builds on it; of the others only those that reach a month that is asked for matter.
  periods.set(
    caseId,
    folded.filter(({ to }, index) => index === folded.length - 1 || to === null || to >= from),
  )
}

const addPerson = (history: History, event: PersonEvent, { position }: Said): void => {
  const { deaths, accounts, claims } = history
  const { personId } = event.data
  switch (event.type) {
    case 'PayeeAccountRegistered':
      accounts.set(personId, { digest: accountDigest(event.data.account), registeredAt: position })
      return
    case 'DeathRecorded':
      deaths.set(personId, event.data.diedOn)
      return
    case 'DeathAnnulled':
      deaths.delete(personId)
      return
    case 'SchemeClaimed':
      claims.set(personId, [
        ...(claims.get(personId) ?? []),
        { ...event.data, claimedAt: position, lastMonth: null, released: false },
      ])
      return
    case 'SchemeClaimReleased': {
      const { caseId, scheme, lastMonth } = event.data
      const isIt = (claim: Claim): boolean => claim.caseId === caseId && claim.scheme === scheme && !claim.released
      claims.set(
        personId,
        (claims.get(personId) ?? []).map((claim) => (isIt(claim) ? { ...claim, lastMonth, released: true } : claim)),
      )
      return
    }
    case 'PersonRegistered':
    case 'PersonCorrected':
      bearNumber(history, personId, event.data.idIndex)
      return
    case 'DisabilityRecorded':
      return
  }
}

const bearNumber = ({ idIndexes, bearers }: History, personId: string, idIndex: string | null): void => {
  const before = idIndexes.get(personId)
  if (before !== undefined)
    bearers.set(before, new Set([...(bearers.get(before) ?? [])].filter((person) => person !== personId)))
  if (idIndex === null) idIndexes.delete(personId)
  else {
    idIndexes.set(personId, idIndex)
    bearers.set(idIndex, new Set([...(bearers.get(idIndex) ?? []), personId]))
  }
}

const addPayment = ({ payments, from, until, month }: History, event: PaymentEvent, recorded: Said): void => {
  const { paymentId } = event.data
  const before = payments.get(paymentId)
  const { id, version, position } = recorded
  const state = evolvePayment(before?.state ?? { status: 'NONE' }, event, { id, version, position, actor: '' })
  if (state.status === 'NONE') return
  if (event.type === 'PaymentPlanned') {
    const { month: paidFor, runId } = event.data
    if ((paidFor < from || paidFor > until) && monthOfRun(runId) !== month) return
    payments.set(paymentId, { ...event.data, status: 'PLANNED', endedAt: null, noLongerDue: false, state })
  } else if (before) {
    const status: PaymentStatus = state.status
    const isEnd = event.type === 'PaymentReturned' || event.type === 'PaymentFailed'
    const { noLongerDue } = state
    payments.set(paymentId, { ...before, status, noLongerDue, state, endedAt: isEnd ? position : before.endedAt })
  }
}
