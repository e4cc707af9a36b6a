import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseEvents } from '../../../src/domain/case/events.ts'
import { institutionEvents } from '../../../src/domain/institution/events.ts'
import { linesOf, type Run } from '../../../src/domain/payment/run-state.ts'
import { personEvents } from '../../../src/domain/person/events.ts'
import { rowsOfFile } from '../../../src/processes/payment-run/bank-file.ts'
import { buildBankFile } from '../../../src/processes/payment-run/build-bank-file.ts'
import { reviewRun } from '../../../src/processes/payment-run/opinions.ts'
import { loadRun } from '../../../src/processes/payment-run/stream.ts'
import { recompute } from '../../../src/processes/recompute/recompute.ts'
import { COUNTY, type County, caseOf, entitlementOf, id, maker, openCounty, personNamed } from './county.ts'
import { contentOf, continueMonth, opening, runMonth } from './month.ts'

const home = id('home')
const facts = { mode: 'GAP', members: 1, countableIncomeFen: 0 } as const

let county: County
let run: Run
beforeAll(async () => {
  county = await openCounty()
  await county.giveStandard(70_000)
  await county.givePersons([{ name: 'child' }, { name: 'guardian' }, { name: 'resident' }, { name: 'other' }])
  await giveHome('InstitutionRegistered', {
    name: '示例县福利院',
    kind: 'WELFARE_HOUSE',
    beds: 20,
    creditCode: null,
    area: `${COUNTY}001`,
  })
  const payee = { kind: 'INSTITUTION', institutionId: home } as const
  const guardian = { kind: 'PERSON', personId: personNamed('guardian'), role: 'GUARDIAN' } as const
  const one = { scheme: 'subsistenceAllowance', facts }
  await county.giveCases([
    { ...one, name: 'child', members: ['child'], payee: guardian },
    { ...one, name: 'resident', members: ['resident'], payee },
    { ...one, name: 'other', members: ['other'], payee },
  ])
})
afterAll(() => county.close())

const giveHome = (type: string, data: object, by?: string) =>
  county.given(
    [{ stream: `institution-${home}`, events: [{ type, data: { institutionId: home, ...data } }] }],
    institutionEvents,
    by,
  )

const deps = () => county.deps

/** Accounts and their holders in the bank file of a run. */
const accountsIn = async (runId: string) => {
  const { file } = (await loadRun(deps(), runId)).run
  const bytes = (await deps().vault.findFile(file?.sha256 ?? '')) ?? Buffer.alloc(0)
  const details = rowsOfFile(bytes).filter(([kind]) => kind === 'D')
  return details.map(([, , , number, holder]) => [number, holder]).sort()
}

/** What the case of somebody alone is entitled to from June. */
const grantOf = (name: string) => ({
  ...entitlementOf({ name, fromMonth: '2023-06' }),
  holder: personNamed(name),
  members: [personNamed(name)],
  facts,
})

const account = (number: string) => ({ bank: '示例银行', account: number, accountHolder: '示例县福利院' })

describe('a month paid to others than the persons entitled', () => {
  test('waits for the account of the home, and is its residents’ one by one once it is there', async () => {
    const before = await runMonth(county, 'calculated', opening('2023-04'))
    expect(before.held.map(({ reason }) => reason)).toEqual(['NO_ACCOUNT', 'NO_ACCOUNT'])
    await giveHome('InstitutionAccountRegistered', account('3301'))
    run = await runMonth(county, 'calculated', opening('2023-05'))
    const to = linesOf(run).map(({ personId, payee }) => [personId, payee.kind])
    expect(to).toHaveLength(3)
    expect(to).toEqual(
      expect.arrayContaining([
        [personNamed('child'), 'PERSON'],
        [personNamed('resident'), 'INSTITUTION'],
        [personNamed('other'), 'INSTITUTION'],
      ]),
    )
  })

  test('is not for the eyes of whoever registered the account that it goes to', async () => {
    const events = [{ type: 'PayeeAccountRegistered', data: { personId: personNamed('guardian'), ...account('3399') } }]
    await county.given([{ stream: `person-${personNamed('guardian')}`, events }], personEvents, 'lu.clerk')
    await giveHome('InstitutionAccountRegistered', account('3302'), 'ma.clerk')
    for (const sub of ['lu.clerk', 'ma.clerk']) {
      const reviewer = { sub, roles: ['paymentReviewer' as const], office: COUNTY, area: COUNTY }
      await expect(reviewRun(county.deps, county.call(reviewer), run.runId, contentOf(run))).rejects.toMatchObject({
        code: 'run-contributor',
      })
    }
  })

  test('goes neither to an account that was changed meanwhile nor to one that nobody approved', async () => {
    await continueMonth(county, run.runId, 'sent')
    expect(await accountsIn(run.runId)).toEqual([])
    const rows = await county.ledgerOf({ runId: run.runId })
    expect(rows.map(({ status, reason }) => [status, reason])).toEqual(Array(3).fill(['CANCELLED', 'ACCOUNT_CHANGED']))
  })

  test('goes to the accounts of the next run, one line of the file per payment, named by their holders', async () => {
    const next = await runMonth(county, 'sent', opening('2023-05'))
    expect(await accountsIn(next.runId)).toEqual([
      ['3302', '示例县福利院'],
      ['3302', '示例县福利院'],
      ['3399', '示例县福利院'],
    ])
  })

  test('is not paid to a guardian who was replaced before the bank file, though the account is still theirs', async () => {
    const next = await runMonth(county, 'instructed', opening('2023-06'))
    const payee = { kind: 'PERSON', personId: personNamed('other'), role: 'GUARDIAN' }
    const entitlement = { ...grantOf('child'), payee }
    const data = { caseId: caseOf('child'), changedOn: '2023-05-08', reasons: 'text', entitlement }
    await county.given([{ stream: `case-${caseOf('child')}`, events: [{ type: 'HolderChanged', data }] }], caseEvents)
    await buildBankFile(county.deps, county.call(maker), next.runId)
    expect((await accountsIn(next.runId)).map(([number]) => number)).toEqual(['3302', '3302'])
    const rows = await county.ledgerOf({ caseId: caseOf('child'), month: '2023-06' })
    expect(rows.map(({ status, reason }) => [status, reason])).toEqual([['CANCELLED', 'PAYEE_CHANGED']])
  })

  test('is the same from the log alone', async () => {
    expect(await recompute(county.deps, { month: '2023-05' })).toMatchObject({ runs: 2, lines: 6, differences: [] })
  })
})
