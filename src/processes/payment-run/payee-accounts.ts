import { type InstitutionEvent, institutionEvents } from '../../domain/institution/events.ts'
import type { RunLine } from '../../domain/payment/line.ts'
import type { Payee } from '../../domain/scheme/payee.ts'
import { ERASED } from '../../domain/shared/personal.ts'
import { codecOf } from '../../log/codec.ts'
import type { Recorded } from '../../log/port.ts'
import { institutionStream } from '../../log/streams.ts'
import type { Deps } from '../deps.ts'
import {
  type Account,
  accountDigest,
  accountsAt,
  accountsFromStreams,
  type SealedAccount,
  sealedAccounts,
} from './accounts.ts'

/** Who owns the account that a payee is paid to: a person's id, or an institution's. */
export const ownerOf = (payee: Payee, holder: string): string => {
  switch (payee.kind) {
    case 'HOLDER':
      return holder
    case 'PERSON':
      return payee.personId
    case 'INSTITUTION':
      return payee.institutionId
  }
}

/** A payee of a line, with the holder whom the line belongs to. */
export type PaidTo = { payee: Payee; holder: string }

/**
 * The accounts of payees as known at a log position, by owner. `anew` reads all of them from their streams, where the
 * position of each registration stands: for few.
 */
export const payeeAccountsAt = async (
  deps: Deps,
  payees: readonly PaidTo[],
  at: bigint,
  anew: boolean,
): Promise<ReadonlyMap<string, Account>> => {
  const persons = ownersOf(payees, false)
  const ofPersons = anew ? await accountsFromStreams(deps, persons, at) : await accountsAt(deps, persons, at)
  return new Map([...ofPersons, ...(await institutionAccountsAt(deps, ownersOf(payees, true), at))])
}

const ownersOf = (payees: readonly PaidTo[], institutions: boolean): readonly string[] => [
  ...new Set(
    payees
      .filter(({ payee }) => (payee.kind === 'INSTITUTION') === institutions)
      .map(({ payee, holder }) => ownerOf(payee, holder)),
  ),
]

/** The accounts of institutions as known at a log position, from their streams: a county has a few dozen. */
export const institutionAccountsAt = async (
  deps: Pick<Deps, 'log'>,
  institutionIds: readonly string[],
  at: bigint,
): Promise<ReadonlyMap<string, Account>> => {
  const accounts = new Map<string, Account>()
  for (const institutionId of institutionIds) {
    const last = (await institutionAccounts(deps, institutionId)).findLast(({ position }) => position <= at)
    if (last) accounts.set(institutionId, { digest: accountDigest(last.account), registeredAt: last.position })
  }
  return accounts
}

/** An account that money goes to, as it can be read; `erased` where the key of its owner is gone. */
export type OpenAccount = { bank: string; account: string; accountHolder: string }

/**
 * The accounts that lines name, opened, by payment: exactly those whose digest was approved, even where another has been
 * registered since. A line is left out whose account can no longer be read.
 */
export const openedAccounts = async (
  deps: Deps,
  lines: readonly RunLine[],
): Promise<ReadonlyMap<string, OpenAccount>> => {
  const toPersons = lines.flatMap(({ payee, personId, account }) =>
    payee.kind === 'INSTITUTION' ? [] : [{ personId: ownerOf(payee, personId), account }],
  )
  const keys = await deps.vault.keysOf([...new Set(toPersons.map(({ personId }) => personId))])
  const sealed = await sealedAccounts(deps, toPersons)
  const open = (personId: string, field: keyof SealedAccount, text: string): string =>
    text === ERASED ? ERASED : String(keys.open(personId, field, text))
  const ofInstitutions = await institutionAccountsNamed(deps, lines)
  const found = new Map<string, OpenAccount>()
  for (const { paymentId, payee, personId } of lines) {
    const owner = ownerOf(payee, personId)
    const own = sealed.get(owner)
    const account =
      payee.kind === 'INSTITUTION'
        ? ofInstitutions.get(paymentId)
        : own && {
            bank: own.bank,
            account: open(owner, 'account', own.account),
            accountHolder: open(owner, 'accountHolder', own.accountHolder),
          }
    if (account && account.account !== ERASED && account.accountHolder !== ERASED) found.set(paymentId, account)
  }
  return found
}

const institutionAccountsNamed = async (
  deps: Pick<Deps, 'log'>,
  lines: readonly RunLine[],
): Promise<ReadonlyMap<string, OpenAccount>> => {
  const found = new Map<string, OpenAccount>()
  const known = new Map<string, readonly OpenAccount[]>()
  for (const { paymentId, payee, account: digest } of lines) {
    if (payee.kind !== 'INSTITUTION') continue
    const { institutionId } = payee
    const accounts = known.get(institutionId) ?? (await institutionAccounts(deps, institutionId))
    known.set(institutionId, accounts)
    const named = accounts.find(({ account }) => accountDigest(account) === digest)
    if (named) found.set(paymentId, named)
  }
  return found
}

const codec = codecOf(institutionEvents)

const institutionAccounts = async (
  { log }: Pick<Deps, 'log'>,
  institutionId: string,
): Promise<readonly (OpenAccount & { position: bigint })[]> => {
  const { events } = await log.readStream(institutionStream(institutionId))
  return events.flatMap((recorded: Recorded) => {
    const { type, data } = codec.parse(recorded) as InstitutionEvent
    if (type !== 'InstitutionAccountRegistered') return []
    const { bank, account, accountHolder } = data
    return [{ bank, account, accountHolder, position: recorded.position }]
  })
}
