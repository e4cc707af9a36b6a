import { createHash } from 'node:crypto'
import type { RunLine } from '../../domain/payment/line.ts'
import type { Recorded } from '../../log/port.ts'
import { personStream } from '../../log/streams.ts'
import { accountsOfPersons } from '../../projections/person/queries.ts'
import type { Deps } from '../deps.ts'

/** A payee account: SHA-256 of its sealed text, and the log position of its registration where that was asked for. */
export type Account = { digest: string; registeredAt: bigint | null }

/** A payee account as it stands in the log. */
export type SealedAccount = { bank: string; account: string; accountHolder: string }

/** Most streams read at a time. */
const STREAMS_AT_ONCE = 16

/** SHA-256 of a sealed account as it stands in the log: names the account without showing it. */
export const accountDigest = (sealed: string): string => createHash('sha256').update(sealed).digest('hex')

/**
 * The accounts of persons as known at a log position. The register knows today's; whoever has changed since that position
 * is read from their stream.
 */
export const accountsAt = async (
  deps: Deps,
  holders: readonly string[],
  at: bigint,
): Promise<ReadonlyMap<string, Account>> => {
  const rows = await accountsOfPersons(deps.views, holders)
  const changed = rows.filter(({ position }) => BigInt(position) > at).map(({ person_id }) => person_id)
  const accounts = new Map(await accountsFromStreams(deps, changed, at))
  for (const { person_id, account_sealed, position } of rows)
    if (BigInt(position) <= at && account_sealed !== null)
      accounts.set(person_id, { digest: accountDigest(account_sealed), registeredAt: null })
  return accounts
}

/** The same from the streams themselves, with the position of each registration: for few persons. */
export const accountsFromStreams = async (
  deps: Pick<Deps, 'log'>,
  persons: readonly string[],
  at: bigint,
): Promise<ReadonlyMap<string, Account>> => {
  const accounts = new Map<string, Account>()
  for (const [person, events] of await registrations(deps, persons)) {
    const last = events.findLast(({ position }) => position <= at)
    if (last) accounts.set(person, { digest: accountDigest(sealedIn(last).account), registeredAt: last.position })
  }
  return accounts
}

/** The sealed accounts that lines name, by person: from the register, or from the stream where it has a newer one. */
export const sealedAccounts = async (
  deps: Deps,
  lines: readonly Pick<RunLine, 'personId' | 'account'>[],
): Promise<ReadonlyMap<string, SealedAccount>> => {
  const approved = new Map(lines.map(({ personId, account }) => [personId, account]))
  const rows = await accountsOfPersons(deps.views, [...approved.keys()])
  const found = new Map<string, SealedAccount>()
  for (const { person_id, bank, account_sealed: account, account_holder_sealed: accountHolder } of rows)
    if (
      bank !== null &&
      account !== null &&
      accountHolder !== null &&
      accountDigest(account) === approved.get(person_id)
    )
      found.set(person_id, { bank, account, accountHolder })
  const missing = [...approved.keys()].filter((person) => !found.has(person))
  for (const [person, events] of await registrations(deps, missing))
    for (const sealed of events.map(sealedIn))
      if (accountDigest(sealed.account) === approved.get(person)) found.set(person, sealed)
  return found
}

/** The sealed account in a recorded `PayeeAccountRegistered`. */
export const sealedIn = ({ payload }: Pick<Recorded, 'payload'>): SealedAccount => {
  const { bank, account, accountHolder } = JSON.parse(payload) as SealedAccount
  return { bank, account, accountHolder }
}

const registrations = async (
  { log }: Pick<Deps, 'log'>,
  persons: readonly string[],
): Promise<(readonly [string, readonly Recorded[]])[]> => {
  const read = async (person: string) => {
    const { events } = await log.readStream(personStream(person))
    return [person, events.filter(({ type }) => type === 'PayeeAccountRegistered')] as const
  }
  const found: (readonly [string, readonly Recorded[]])[] = []
  for (let from = 0; from < persons.length; from += STREAMS_AT_ONCE)
    found.push(...(await Promise.all(persons.slice(from, from + STREAMS_AT_ONCE).map(read))))
  return found
}
