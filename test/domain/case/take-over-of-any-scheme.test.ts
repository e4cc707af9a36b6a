import { describe, expect, test } from 'vitest'
import { caseDecider } from '../../../src/domain/case/decide.ts'
import { given } from '../../given.ts'
import { nationalCalendars, policyOf, standard } from '../policy/published.ts'
import { actor, command, grandmother, li as household, member, mother, on as onDay } from './household.ts'

const importer = actor('importer', '990101', 'administrator')
const policy = policyOf(
  ...nationalCalendars,
  standard({ scheme: 'agedAllowance', rate: 'AGED_80', areaKind: 'ALL', figure: { fen: 10_000, per: 'MONTH' } }),
)
const on = (day: string) => onDay(day, importer, { policy })
const roll = (over: object) =>
  command('TakeOverEntitlement', {
    area: '990101001001',
    areaKind: 'RURAL',
    filing: 'SINGLE',
    holder: grandmother,
    particulars: null,
    payee: { kind: 'HOLDER' },
    members: [member(grandmother, { relation: 'SELF' })],
    amountFen: 0,
    fromMonth: '2023-01',
    povertyRegister: false,
    closeRelative: false,
    oldDecisionNumber: '旧9号',
    oldDecisionOn: '2022-11-15',
    reviewDue: null,
    source: { sha256: 'a'.repeat(64), row: 7 },
    ...over,
  } as never)
const nothing = given(caseDecider)

const status = {
  scheme: 'marginalHousehold',
  filing: 'HOUSEHOLD',
  members: household,
  facts: { mode: 'NONE', members: household.length },
}

describe('a roll of any scheme is taken over', () => {
  test('a status with the day on which it ends', () => {
    nothing
      .when(roll(status), on('2023-01-10'))
      .emits({
        type: 'EntitlementTakenOver',
        data: {
          entitlement: { facts: { mode: 'NONE' }, amountFen: 0, endsOn: '2023-11-14', toMonth: '2023-11' },
          reviewDue: null,
        },
      })
      .leaves((state) => expect(state.status).toBe('ENTITLED'))
    nothing.when(roll(status), on('2023-11-15')).refuses('taken-over-ended', { endsOn: '2023-11-14' })
  })

  test('a monthly sum by the rates that the scheme pays', () => {
    const parts = [{ rate: 'AGED_80', firstMonth: null, lastMonth: null }]
    const aged = { scheme: 'agedAllowance', facts: { mode: 'RATES', members: 1, parts, lessFen: 0 }, amountFen: 10_000 }
    nothing
      .when(roll(aged), on('2023-01-10'))
      .emits({ type: 'EntitlementTakenOver', data: { entitlement: { amountFen: 10_000, endsOn: null } } })
    nothing.when(roll({ ...aged, amountFen: 10_001 }), on('2023-01-10')).refuses('taken-over-amount', { limit: 10_000 })
    const other = { ...aged.facts, parts: [{ ...parts[0], rate: 'STANDARD' }] }
    nothing.when(roll({ ...aged, facts: other }), on('2023-01-10')).refuses('taken-over-facts', { rates: ['STANDARD'] })
    const unknown = { ...aged.facts, parts: [{ ...parts[0], rate: 'AGED_90' }] }
    nothing.when(roll({ ...aged, facts: unknown }), on('2023-01-10')).refuses('no-standard')
  })

  test('never by another way of paying than its own, to another payee, or for others beside the person', () => {
    const gap = { mode: 'GAP', members: household.length, countableIncomeFen: 0 }
    nothing.when(roll({ ...status, facts: gap }), on('2023-01-10')).refuses('taken-over-facts', { mode: 'GAP' })
    const guardian = { kind: 'PERSON', personId: mother, role: 'GUARDIAN' }
    nothing.when(roll({ ...status, payee: guardian }), on('2023-01-10')).refuses('payee-not-allowed')
    nothing
      .when(roll({ ...status, scheme: 'agedAllowance' }), on('2023-01-10'))
      .refuses('one-person-scheme', { scheme: 'agedAllowance' })
    nothing
      .when(roll({ ...status, particulars: { none: true } }), on('2023-01-10'))
      .refuses('particulars-invalid', { scheme: 'marginalHousehold' })
  })

  test('without claims where the scheme takes none', () => {
    const grant = {
      scheme: 'funeralFeeRelief',
      facts: { mode: 'INSTALMENTS', members: 1, instalments: [{ month: '2023-02', fen: 120_000 }] },
      amountFen: 120_000,
    }
    const unclaimed = onDay('2023-01-10', importer, { policy, claimsHeld: [] })
    nothing
      .when(roll(grant), unclaimed)
      .emits({ type: 'EntitlementTakenOver', data: { entitlement: { amountFen: 120_000 } } })
    nothing.when(roll(status), unclaimed).refuses('claim-missing')
  })
})
