import type { AreaCode } from '../shared/area.ts'
import type { Day, Month } from '../shared/day.ts'
import type { EventPlace } from '../shared/decider.ts'
import type { Disability } from '../shared/disability.ts'
import type { Erasable } from '../shared/personal.ts'
import type { SchemeCode } from '../shared/scheme-code.ts'
import type { PersonEvent } from './events.ts'
import type { Sex } from './words.ts'

/** A scheme held for a person by one case. */
export type Claim = {
  scheme: SchemeCode
  caseId: string
  fromMonth: Month
  toMonth: Month | null
  /** Null while live; then the last month it covered, null when it never paid. */
  released: { lastMonth: Month | null } | null
}

/** Where a person is paid. */
export type PayeeAccount = { bank: string; account: Erasable<string>; accountHolder: Erasable<string> }

/** A registered person as the facts so far tell it. Personal values read `erased` once their key is destroyed. */
export type Person = {
  status: 'REGISTERED'
  personId: string
  name: Erasable<string>
  idNumber: Erasable<string | null>
  idIndex: string | null
  sex: Sex
  birthDate: Erasable<Day>
  address: Erasable<string | null>
  area: AreaCode
  account: PayeeAccount | null
  disability: Erasable<Disability | null>
  diedOn: Day | null
  claims: readonly Claim[]
  /** Event that the next correction replaces, and the one that an annulment of the death names. */
  identityEvent: string
  deathEvent: string | null
}

/** A person stream folded; `NONE` where nobody is registered under this id. */
export type PersonState = { status: 'NONE' } | Person

/** Folds one fact. Facts that a stream cannot hold before a registration leave it as it is. */
export const evolvePerson = (state: PersonState, { type, data }: PersonEvent, { id }: EventPlace): PersonState => {
  if (type === 'PersonRegistered')
    return {
      ...data,
      status: 'REGISTERED',
      account: null,
      disability: null,
      diedOn: null,
      claims: [],
      identityEvent: id,
      deathEvent: null,
    }
  if (state.status === 'NONE') return state
  switch (type) {
    case 'PersonCorrected':
      return { ...state, ...data, identityEvent: id }
    case 'PayeeAccountRegistered':
      return {
        ...state,
        account: { bank: data.bank, account: data.account, accountHolder: data.accountHolder },
      }
    case 'DisabilityRecorded':
      return { ...state, disability: data.disability }
    case 'DeathRecorded':
      return { ...state, diedOn: data.diedOn, deathEvent: id }
    case 'DeathAnnulled':
      return { ...state, diedOn: null, deathEvent: null }
    case 'SchemeClaimed': {
      const { scheme, caseId, fromMonth, toMonth } = data
      return { ...state, claims: [...state.claims, { scheme, caseId, fromMonth, toMonth, released: null }] }
    }
    case 'SchemeClaimReleased':
      return {
        ...state,
        claims: state.claims.map((claim) =>
          isLive(claim) && claim.scheme === data.scheme && claim.caseId === data.caseId
            ? { ...claim, released: { lastMonth: data.lastMonth } }
            : claim,
        ),
      }
  }
}

/** Whether a person is paid to this account already; nobody can say so of one that was erased. */
export const isPaidTo = ({ account: known }: Person, { bank, account, accountHolder }: PayeeAccount): boolean =>
  known !== null && known.bank === bank && known.account === account && known.accountHolder === accountHolder

/** Whether a claim is still held. */
export const isLive = ({ released }: Claim): boolean => released === null

/** The live claim on a scheme, whichever case holds it. */
export const liveClaim = (state: PersonState, scheme: SchemeCode): Claim | undefined =>
  state.status === 'NONE' ? undefined : state.claims.find((claim) => isLive(claim) && claim.scheme === scheme)

/** Whether a person is known to have died by a day. */
export const isDeadOn = (state: PersonState, day: Day): boolean =>
  state.status === 'REGISTERED' && state.diedOn !== null && state.diedOn <= day
