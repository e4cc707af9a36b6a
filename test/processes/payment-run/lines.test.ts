import { describe, expect, test } from 'vitest'
import { claimKey } from '../../../src/processes/overpayments/claims.ts'
import { arrearsOfMonth } from '../../../src/processes/payment-run/arrears-lines.ts'
import { regularLines } from '../../../src/processes/payment-run/lines.ts'
import { COUNTY, id } from './county.ts'
import { factsOf, gapOf, paymentTo, policyWith, rowOf } from './month-facts.ts'

const ALLOWANCE = 'subsistenceAllowance'
const CHILD = 'unsupportedChildAllowance'
const NURSING = 'disabilityNursingSubsidy'
const AGED_DISABLED = 'agedDisabledSubsidy'
const policy = policyWith({ [ALLOWANCE]: 57_000, [CHILD]: 150_000, [NURSING]: 8_000, [AGED_DISABLED]: 10_000 })

const shortOf = ({ lines, held }: ReturnType<typeof regularLines>) => ({
  paid: lines.map(({ amountFen, grossFen }) => [amountFen, grossFen]),
  held: held.map(({ reason, other }) => [reason, other?.scheme ?? null]),
})
const monthOf = (scheme: string, rows: Parameters<typeof factsOf>[1], change = {}, rates = policy) =>
  shortOf(regularLines(factsOf(scheme, rows, rates, change)))

describe("an unsupported child's line", () => {
  const child = rowOf('child', ['child'], { scheme: CHILD })
  const family = rowOf('family', ['parent', 'child'], { facts: gapOf(2, 60_000) })

  test('is the standard less what the family is given per head, whichever came first', () => {
    expect(monthOf(CHILD, [family, child])).toEqual({ paid: [[123_000, 150_000]], held: [] })
    expect(monthOf(CHILD, [child, family])).toEqual({ paid: [[123_000, 150_000]], held: [] })
    expect(monthOf(ALLOWANCE, [family, child])).toEqual({ paid: [[54_000, 54_000]], held: [] })
  })

  test('is nothing where the others give as much, and never a debt', () => {
    const rich = policyWith({ [ALLOWANCE]: 57_000, [CHILD]: 27_000 })
    expect(monthOf(CHILD, [family, child], {}, rich)).toEqual({ paid: [], held: [['NOTHING_DUE', null]] })
  })

  test('waits where nobody can say what the others give', () => {
    const silent = policyWith({ [CHILD]: 150_000 })
    expect(monthOf(CHILD, [family, child], {}, silent)).toEqual({ paid: [], held: [['NO_STANDARD', ALLOWANCE]] })
  })
})

describe('of two similar allowances', () => {
  const nursing = rowOf('nursing', ['aged'], { scheme: NURSING })
  const aged = rowOf('aged', ['aged'], { scheme: AGED_DISABLED })

  test('the higher is paid, and of two equal ones the first', () => {
    expect(monthOf(NURSING, [nursing, aged])).toEqual({ paid: [], held: [['EXCLUDED', AGED_DISABLED]] })
    expect(monthOf(AGED_DISABLED, [nursing, aged])).toEqual({ paid: [[10_000, 10_000]], held: [] })
    const equal = policyWith({ [NURSING]: 9_000, [AGED_DISABLED]: 9_000 })
    expect(monthOf(NURSING, [nursing, aged], {}, equal).paid).toHaveLength(1)
    expect(monthOf(AGED_DISABLED, [nursing, aged], {}, equal).paid).toHaveLength(0)
  })
})

describe('a scheme that is excluded itself', () => {
  const [ORPHAN, SUPPORT] = ['orphanAllowance', 'extremePovertySupport']
  const rates = policyWith({ [ALLOWANCE]: 57_000, [ORPHAN]: 150_000, [SUPPORT]: 114_000, [CHILD]: 150_000 })
  const orphan = rowOf('orphan', ['child'], { scheme: ORPHAN })
  const support = rowOf('support', ['child'], { scheme: SUPPORT })
  const family = rowOf('family', ['parent', 'child'], { facts: gapOf(2, 60_000) })

  test('excludes nobody: of three in a chain the first and the last are paid', () => {
    const rows = [orphan, support, family]
    expect(monthOf(ORPHAN, rows, {}, rates)).toEqual({ paid: [[150_000, 150_000]], held: [] })
    expect(monthOf(SUPPORT, rows, {}, rates)).toEqual({ paid: [], held: [['EXCLUDED', ORPHAN]] })
    expect(monthOf(ALLOWANCE, rows, {}, rates)).toEqual({ paid: [[54_000, 54_000]], held: [] })
  })

  test('excludes again where what excluded it is gone', () => {
    const rows = [support, family]
    expect(monthOf(SUPPORT, rows, {}, rates)).toEqual({ paid: [[114_000, 114_000]], held: [] })
    expect(monthOf(ALLOWANCE, rows, {}, rates)).toEqual({ paid: [], held: [['EXCLUDED', SUPPORT]] })
  })

  test('is not taken off what another one tops up', () => {
    const other = rowOf('other', ['grown'], { scheme: SUPPORT })
    const shared = rowOf('shared', ['grown', 'child'], { facts: gapOf(2, 60_000) })
    const rows = [other, shared, rowOf('child', ['child'], { scheme: CHILD })]
    expect(monthOf(ALLOWANCE, rows, {}, rates).held).toEqual([['EXCLUDED', SUPPORT]])
    expect(monthOf(CHILD, rows, {}, rates)).toEqual({ paid: [[150_000, 150_000]], held: [] })
  })

  test('leaves somebody in a ring paid, and never two that exclude each other', () => {
    const nursing = (name: string, fen: number) =>
      rowOf(name, ['aged'], { scheme: NURSING, facts: gapOf(1, 10_000 - fen) })
    const ring = policyWith({ [NURSING]: 10_000, [AGED_DISABLED]: 5_000 })
    const rows = [nursing('low', 3_000), nursing('high', 10_000), rowOf('aged', ['aged'], { scheme: AGED_DISABLED })]
    const paid = [NURSING, AGED_DISABLED].flatMap((scheme) => monthOf(scheme, rows, {}, ring).paid)
    expect(paid).toEqual([[3_000, 3_000]])
  })
})

describe('the money goes', () => {
  test('to the account of the payee, while the payment stays that of the person', () => {
    const payee = { kind: 'PERSON', personId: id('person guardian'), role: 'GUARDIAN' } as const
    const row = rowOf('child', ['child'], { scheme: CHILD, payee })
    const [line] = regularLines(factsOf(CHILD, [row], policy)).lines
    expect(line).toMatchObject({ personId: id('person child'), payee })
    const only = new Map([[id('person child'), { digest: 'b'.repeat(64), registeredAt: null }]])
    expect(monthOf(CHILD, [row], { accounts: only })).toEqual({ paid: [], held: [['NO_ACCOUNT', null]] })
    const died = new Map([[payee.personId, '2023-05-02']])
    expect(monthOf(CHILD, [row], { deaths: died })).toEqual({ paid: [], held: [['DEATH', null]] })
  })

  test('to a home for whoever it looks after, one line each', () => {
    const payee = { kind: 'INSTITUTION', institutionId: id('home') } as const
    const rows = ['one', 'two'].map((name) => rowOf(name, [name], { payee }))
    expect(regularLines(factsOf(ALLOWANCE, rows, policy)).lines.map(({ payee: to }) => to)).toEqual([payee, payee])
  })

  test('twice in a month to one person where aid is not claimed, once for each case', () => {
    const rows = ['first', 'second'].map((name) => rowOf(name, ['one']))
    const aid = { exclusive: false, claims: new Map() }
    const { lines } = regularLines(factsOf(ALLOWANCE, rows, policy, aid))
    expect(lines.map(({ sequence }) => sequence).sort()).toEqual([1, 2])
    const payments = lines.map(({ caseId, sequence }) =>
      paymentTo(rows[0] ?? rowOf('', []), 57_000, { caseId, sequence }),
    )
    expect(regularLines(factsOf(ALLOWANCE, rows, policy, { ...aid, payments }))).toMatchObject({ lines: [], held: [] })
  })
})

test('a debt takes its share off a line, and never the whole', () => {
  const row = rowOf('one', ['one'])
  const debt = (mostFen: number, percent: number) =>
    new Map([[row.holder, { overpaymentId: id('debt'), mostFen, percent, clause: 'T-9' }]])
  const paid = (mostFen: number, percent: number) =>
    monthOf(ALLOWANCE, [row], { recoveries: debt(mostFen, percent) }).paid
  expect(paid(5_000, 20)).toEqual([[52_000, 57_000]])
  expect(paid(50_000, 20)).toEqual([[45_600, 57_000]])
  expect(paid(80_000, 99)).toEqual([[570, 57_000]])
  expect(paid(0, 20)).toEqual([[57_000, 57_000]])
})

test('a debt takes no more off two lines of one person than off one', () => {
  const rows = ['first', 'second'].map((name) => rowOf(name, ['one']))
  const recovery = { overpaymentId: id('debt'), mostFen: 12_000, percent: 20, clause: 'T-9' }
  const recoveries = new Map([[id('person one'), recovery]])
  const aid = { exclusive: false, claims: new Map(), recoveries }
  expect(
    monthOf(ALLOWANCE, rows, aid)
      .paid.map(([fen]) => fen)
      .sort(),
  ).toEqual([45_600, 56_400])
  const soon = { ...aid, recoveries: new Map([[id('person one'), { ...recovery, mostFen: 5_000 }]]) }
  expect(
    monthOf(ALLOWANCE, rows, soon)
      .paid.map(([fen]) => fen)
      .sort(),
  ).toEqual([52_000, 57_000])
})

describe('a past month', () => {
  const row = rowOf('one', ['one'])
  const past = (payments: readonly ReturnType<typeof paymentTo>[], change = {}, claims = new Map()) => {
    const { lines, held, overpaid } = arrearsOfMonth(
      factsOf(ALLOWANCE, [row], policy, { payments, ...change }),
      COUNTY,
      claims,
    )
    return {
      owed: lines.map(({ amountFen }) => amountFen),
      held: held.map(({ reason }) => reason),
      overpaid: overpaid.map(({ overpaidFen, cause }) => [overpaidFen, cause]),
    }
  }
  const died = (diedOn: string) => ({ deaths: new Map([[row.holder, diedOn]]) })

  test('owes what is due less what was paid, on its way or repaid by it', () => {
    expect(past([])).toEqual({ owed: [57_000], held: [], overpaid: [] })
    expect(past([paymentTo(row, 50_000)])).toEqual({ owed: [7_000], held: [], overpaid: [] })
    expect(past([paymentTo(row, 50_000, { status: 'FILED' })]).owed).toEqual([7_000])
    expect(past([paymentTo(row, 50_000, { status: 'CANCELLED' })]).owed).toEqual([57_000])
    const repaying = { offsets: [{ kind: 'RECOVERY', fen: 7_000, source: id('debt'), clause: 'T' }] } as const
    expect(past([paymentTo(row, 50_000, { ...repaying, offsets: [...repaying.offsets] })]).owed).toEqual([])
  })

  test('waits for the reissue of what came back', () => {
    expect(past([paymentTo(row, 57_000, { status: 'RETURNED' })])).toEqual({
      owed: [],
      held: ['REISSUE_FIRST'],
      overpaid: [],
    })
    const back = paymentTo(row, 50_000, { status: 'RETURNED' })
    const again = paymentTo(row, 50_000, { kind: 'reissue', sequence: 2, reissueOf: back.paymentId })
    expect(past([back, again])).toEqual({ owed: [7_000], held: [], overpaid: [] })
  })

  test('was paid too much after a death, and not in its month', () => {
    expect(past([paymentTo(row, 57_000)], died('2023-04-30'))).toEqual({
      owed: [],
      held: [],
      overpaid: [[57_000, 'DEATH']],
    })
    expect(past([paymentTo(row, 57_000)], died('2023-05-01'))).toEqual({ owed: [], held: [], overpaid: [] })
    expect(past([], died('2023-04-30'))).toEqual({ owed: [], held: [], overpaid: [] })
  })

  test('of a household with survivors waits for its review', () => {
    const two = rowOf('two', ['one', 'other'])
    const facts = factsOf(ALLOWANCE, [two], policy, { payments: [paymentTo(two, 114_000)], ...died('2023-04-01') })
    const { held, overpaid } = arrearsOfMonth(facts, COUNTY, new Map())
    expect([held.map(({ reason }) => reason), overpaid]).toEqual([['DEATH'], []])
  })

  test('was paid too much where another scheme excludes it, or the case has left the roll', () => {
    const support = rowOf('support', ['one'], { scheme: 'extremePovertySupport' })
    const facts = factsOf(ALLOWANCE, [row, support], policy, { payments: [paymentTo(row, 57_000)] })
    expect(arrearsOfMonth(facts, COUNTY, new Map()).overpaid).toMatchObject([
      { overpaidFen: 57_000, cause: 'EXCLUDED' },
    ])
    const gone = factsOf(ALLOWANCE, [], policy, { payments: [paymentTo(row, 57_000)] })
    expect(arrearsOfMonth(gone, COUNTY, new Map()).overpaid).toMatchObject([
      { overpaidFen: 57_000, cause: 'RECALCULATED' },
    ])
    expect(arrearsOfMonth(gone, '990102', new Map()).overpaid).toEqual([])
    const moved = { ...gone, elsewhere: new Set([row.caseId]) }
    expect(arrearsOfMonth(moved, COUNTY, new Map()).overpaid).toEqual([])
  })

  test('is claimed once, less where more is due by now, and given back where it had been returned', () => {
    const claim = (claimedFen: number, backFen: number) =>
      new Map([[claimKey(row.caseId, '2023-05'), { claimedFen, backFen, settledFen: Math.min(claimedFen, backFen) }]])
    expect(past([paymentTo(row, 60_000)], {}, claim(3_000, 0)).overpaid).toEqual([])
    expect(past([paymentTo(row, 57_000)], {}, claim(3_000, 0))).toEqual({
      owed: [],
      held: [],
      overpaid: [[0, 'RECALCULATED']],
    })
    expect(past([paymentTo(row, 57_000)], {}, claim(3_000, 2_000))).toEqual({
      owed: [2_000],
      held: [],
      overpaid: [[2_000, 'RECALCULATED']],
    })
  })

  test('is not claimed again once what had been returned has been given back', () => {
    const settled = new Map([
      [claimKey(row.caseId, '2023-05'), { claimedFen: 2_000, backFen: 2_000, settledFen: 2_000 }],
    ])
    const again = paymentTo(row, 2_000, { kind: 'arrears' })
    expect(past([paymentTo(row, 57_000), again], {}, settled)).toEqual({ owed: [], held: [], overpaid: [] })
  })
})
