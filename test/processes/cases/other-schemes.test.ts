import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { claimForAll } from '../../../src/processes/cases/claims.ts'
import { recordDueFacts } from '../../../src/processes/cases/record-due-facts.ts'
import { id, type Office, openOffice } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())
beforeEach(() => office.setToday('2023-03-06'))

test('a status ends the day after its validity, and whoever held it may be certified again', async () => {
  await office.register('certified')
  const call = office.importing()
  const scheme = 'marginalHousehold'
  await claimForAll(office.deps, call, { scheme, caseId: id('status'), fromMonth: '2023-01' }, [id('certified')])
  const old = office.takeover('certified')
  await office.act(
    'status',
    'TakeOverEntitlement',
    {
      ...old,
      scheme,
      facts: { mode: 'NONE', members: 1 },
      amountFen: 0,
      oldDecisionOn: '2022-06-15',
      reviewDue: null,
    },
    { call },
  )
  await office.settled()
  office.setToday('2023-06-14')
  expect(await recordDueFacts(office.deps)).toBe(0)
  expect(await office.holders('certified')).toEqual([id('status')])

  office.setToday('2023-06-15')
  expect(await recordDueFacts(office.deps)).toBe(1)
  expect(await office.factsOf('status')).toEqual(['EntitlementTakenOver', 'EntitlementLapsed'])
  expect(await office.statusOf('status')).toBe('TERMINATED')
  expect(await office.holders('certified')).toEqual([])
  expect(await office.released('certified')).toEqual(['2023-06'])
  await office.settled()
  expect(await recordDueFacts(office.deps)).toBe(0)
})

test('2021-57 Art.8: who is ill files alone once the household is marginal, and holds status and allowance together', async () => {
  await office.register('ill')
  const [ill] = office.takeover('ill').members
  const file = () =>
    office.act('alone', 'RegisterIntake', {
      scheme: 'subsistenceAllowance',
      area: '990101001001',
      areaKind: 'RURAL',
      filing: 'SINGLE',
      singleGround: { ground: 'MARGINAL_HOUSEHOLD' },
      applicant: id('ill'),
      proxy: null,
      members: ill ? [{ ...ill, seriousIllness: true }] : [],
      declared: { incomes: [], deductions: [], assets: { finding: 'WITHIN', basis: 'declared' } },
      povertyRegister: false,
      commitmentSignedOn: '2023-03-03',
      particulars: null,
    })
  await expect(file()).rejects.toMatchObject({ code: 'single-filing-not-marginal' })
  const status = { scheme: 'marginalHousehold', caseId: id('marginal'), fromMonth: '2023-01' }
  await claimForAll(office.deps, office.importing(), status, [id('ill')])
  await file()
  const signed = { personId: id('ill'), signedOn: '2023-03-03', validTo: '2026-12-31' }
  await office.act('alone', 'RecordAuthorization', signed)
  await office.act('alone', 'DeclareCloseRelatives', { relatives: [] })
  await office.accept('alone')
  expect((await office.holders('ill')).sort()).toEqual([id('marginal'), id('alone')].sort())
})

/** A grant once, asked for by somebody of this name. */
const askForGrant = async (household: string, name: string) => {
  await office.act(household, 'RegisterIntake', {
    scheme: 'charityAid',
    area: '990101001001',
    areaKind: 'RURAL',
    filing: 'HOUSEHOLD',
    applicant: id(name),
    proxy: null,
    members: office.takeover(name).members,
    declared: { incomes: [], deductions: [], assets: { finding: 'WITHIN', basis: 'declared' } },
    povertyRegister: false,
    commitmentSignedOn: null,
    particulars: null,
  })
  await office.act(household, 'AcceptApplication', {})
}

test('a grant claims nobody: the same household may ask for two, and is free for any scheme', async () => {
  await office.register('asks twice')
  await askForGrant('first grant', 'asks twice')
  await askForGrant('second grant', 'asks twice')
  expect(await office.statusOf('first grant')).toBe('ACCEPTED')
  expect(await office.statusOf('second grant')).toBe('ACCEPTED')
  expect(await office.holders('asks twice')).toEqual([])
  await office.apply('allowance besides', 'asks twice')
  await office.accept('allowance besides')
  expect(await office.holders('asks twice')).toEqual([id('allowance besides')])
  await office.act(
    'first grant',
    'DiscontinueProcedure',
    { ground: 'WITHDRAWN', reasons: 'asked twice' },
    { call: office.call() },
  )
  expect(await office.holders('asks twice')).toEqual([id('allowance besides')])
})
