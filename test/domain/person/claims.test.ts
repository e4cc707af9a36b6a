import { describe, expect, test } from 'vitest'
import { exclusionOf } from '../../../src/domain/person/claims.ts'
import type { PersonEvent } from '../../../src/domain/person/events.ts'
import { liveClaim } from '../../../src/domain/person/state.ts'
import { CASE, clerk, given, OTHER_CASE, PERSON, personOf, registered } from './given.ts'

const scheme = 'subsistenceAllowance'
const claim = (over: object = {}) => ({
  type: 'ClaimScheme' as const,
  data: { scheme, caseId: CASE, fromMonth: '2023-04', toMonth: null, ...over },
})
const release = (over: object = {}) => ({
  type: 'ReleaseSchemeClaim' as const,
  data: { scheme, caseId: CASE, lastMonth: '2023-05', reason: 'TerminationDecided', ...over },
})
const claimed = (over: object = {}): PersonEvent => ({
  type: 'SchemeClaimed',
  data: { personId: PERSON, ...claim().data, ...over },
})
const released = (over: object = {}): PersonEvent => ({
  type: 'SchemeClaimReleased',
  data: { personId: PERSON, ...release().data, ...over },
})

describe('a scheme', () => {
  test('is held by one case, which may ask again', () => {
    given(registered).when(claim()).emits(claimed())
    given(registered, claimed()).when(claim()).emits()
    expect(liveClaim(personOf(registered, claimed()), scheme)?.caseId).toBe(CASE)
  })

  test('is refused to a second case, naming the first', () => {
    given(registered, claimed())
      .when(claim({ caseId: OTHER_CASE }))
      .refuses('scheme-claimed', { caseId: CASE, scheme, personId: PERSON })
  })

  test('is refused while one that excludes it is held', () => {
    given(registered, claimed({ scheme: 'extremePovertySupport' }))
      .when(claim({ caseId: OTHER_CASE }))
      .refuses('scheme-claimed', { caseId: CASE, scheme: 'extremePovertySupport' })
    given(registered, claimed({ scheme: 'temporaryAssistance' }))
      .when(claim({ caseId: OTHER_CASE }))
      .emits(claimed({ caseId: OTHER_CASE }))
  })

  test('goes to nobody who has died, and not to a person who is not registered', () => {
    given(registered, { type: 'DeathRecorded', data: { personId: PERSON, diedOn: '2023-03-01', source: '殡葬信息' } })
      .when(claim())
      .refuses('person-deceased')
    given().when(claim()).refuses('unknown-person')
  })

  test('is claimed for months in order', () => {
    given(registered)
      .when(claim({ toMonth: '2023-03' }))
      .refuses('claim-months')
    given(registered)
      .when(claim({ toMonth: '2023-04' }))
      .emits(claimed({ toMonth: '2023-04' }))
  })

  test('is taken by a process for a member from elsewhere, whatever the roles of the actor', () => {
    given(registered)
      .when(claim(), { actor: { ...clerk, roles: ['confirmer'], area: '990102001' } })
      .emits(claimed())
  })
})

describe('once released,', () => {
  test('the scheme is free from the month after the last one covered: none doubled, none lost', () => {
    const before = [registered, claimed(), released()]
    given(...before)
      .when(claim({ caseId: OTHER_CASE, fromMonth: '2023-05' }))
      .refuses('scheme-claimed', { caseId: CASE, lastMonth: '2023-05' })
    given(...before)
      .when(claim({ caseId: OTHER_CASE, fromMonth: '2023-06' }))
      .emits(claimed({ caseId: OTHER_CASE, fromMonth: '2023-06' }))
  })

  test('a claim that never paid leaves every month free', () => {
    given(registered, claimed(), released({ lastMonth: null }))
      .when(claim({ caseId: OTHER_CASE }))
      .emits(claimed({ caseId: OTHER_CASE }))
  })

  test('it can be released again without a second fact, but never by a case that did not hold it', () => {
    given(registered, claimed()).when(release()).emits(released())
    given(registered, claimed(), released()).when(release()).emits()
    given(registered, claimed())
      .when(release({ caseId: OTHER_CASE }))
      .refuses('claim-not-held')
  })

  test('the same case may take it again later', () => {
    given(registered, claimed(), released())
      .when(claim({ fromMonth: '2023-06' }))
      .emits(claimed({ fromMonth: '2023-06' }))
    const state = personOf(registered, claimed(), released(), claimed({ fromMonth: '2023-06' }))
    expect(liveClaim(state, scheme)?.fromMonth).toBe('2023-06')
    given(registered, claimed(), released(), claimed({ fromMonth: '2023-06' }))
      .when(release({ lastMonth: '2023-08' }))
      .emits(released({ lastMonth: '2023-08' }))
  })

  test('nothing else that the person or the case holds is let go', () => {
    const other = claimed({ scheme: 'temporaryAssistance' })
    const elsewhere = claimed({ scheme: 'agedAllowance', caseId: OTHER_CASE })
    const state = personOf(registered, claimed(), other, elsewhere, released())
    expect(liveClaim(state, scheme)).toBeUndefined()
    expect(liveClaim(state, 'temporaryAssistance')?.caseId).toBe(CASE)
    expect(liveClaim(state, 'agedAllowance')?.caseId).toBe(OTHER_CASE)
  })
})

describe('beside what a person holds on the day of a decision,', () => {
  const wanted = { scheme: 'subsistenceAllowance', caseId: OTHER_CASE }
  const found = (...past: readonly PersonEvent[]) => {
    const person = personOf(...past)
    return person.status === 'NONE' ? undefined : exclusionOf(person, wanted, '2023-05-08')?.scheme
  }

  test('a scheme may not stand that another case excludes, and the own one is no rival', () => {
    expect(found(registered, claimed({ scheme: 'extremePovertySupport' }))).toBe('extremePovertySupport')
    expect(found(registered, claimed({ scheme: 'extremePovertySupport', caseId: OTHER_CASE }))).toBeUndefined()
    expect(found(registered, claimed({ scheme: 'agedAllowance' }))).toBeUndefined()
    const ended = [claimed({ scheme: 'extremePovertySupport' }), released({ scheme: 'extremePovertySupport' })]
    expect(found(registered, ...ended)).toBeUndefined()
  })
})
