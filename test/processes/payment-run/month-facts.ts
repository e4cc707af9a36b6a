import { foldPolicy, type Policy } from '../../../src/domain/policy/policy.ts'
import type { AmountFacts } from '../../../src/domain/scheme/calculation.ts'
import { ownAccount } from '../../../src/domain/scheme/payee.ts'
import { heldBeside } from '../../../src/processes/payment-run/beside.ts'
import type { EarlierPayment, MonthFacts, RollRow } from '../../../src/processes/payment-run/facts.ts'
import { claimsOn } from '../../../src/processes/payment-run/month-facts.ts'
import { COUNTY, id } from './county.ts'

/** A row of a roll that pays one person the whole standard of its scheme. */
export const rowOf = (name: string, members: readonly string[], change: Partial<RollRow> = {}): RollRow => ({
  caseId: id(`case ${name}`),
  scheme: 'subsistenceAllowance',
  area: `${COUNTY}001001`,
  areaKind: 'RURAL',
  holder: id(`person ${members[0]}`),
  members: members.map((member) => id(`person ${member}`)),
  facts: gapOf(members.length),
  payee: ownAccount,
  ...change,
})

export const gapOf = (members: number, countableIncomeFen = 0): AmountFacts => ({
  mode: 'GAP',
  members,
  countableIncomeFen,
})

/** A policy with one monthly standard per scheme, in fen. */
export const policyWith = (standards: Readonly<Record<string, number>>): Policy =>
  foldPolicy(
    Object.entries(standards).map(([scheme, fen], index) => ({
      type: 'StandardPublished' as const,
      data: {
        standardId: id(`standard ${scheme}`),
        area: COUNTY,
        document: { number: 'T-1', title: 'Standard', issuer: 'County' },
        effectiveFrom: '2020-01-01',
        inForceOn: '2020-01-01',
        scheme,
        rate: 'STANDARD',
        areaKind: 'RURAL' as const,
        figure: { fen, per: 'MONTH' as const },
        printed: null,
      },
      position: BigInt(index + 1),
      on: '2020-01-01',
    })),
  )

/**
 * The facts of a month of one scheme in a county where these rows of all schemes are on the roll; each case claimed its
 * people at its place in the list. `twins` are other records of the same human.
 */
export const factsOf = (
  scheme: string,
  rows: readonly RollRow[],
  policy: Policy,
  change: Partial<MonthFacts> & { twins?: ReadonlyMap<string, readonly string[]> } = {},
): MonthFacts => {
  const { twins = new Map(), month = '2023-05', ...rest } = change
  const claims = rows.flatMap((row, index) =>
    row.members.map((personId) => ({ personId, scheme: row.scheme, caseId: row.caseId, claimedAt: BigInt(index + 1) })),
  )
  const roll = rows.filter((row) => row.scheme === scheme)
  const cases = new Map(rows.map((row) => [row.caseId, row]))
  const owners = rows.flatMap(({ holder, payee }) => [holder, ...Object.values(payee)])
  return {
    scheme,
    exclusive: true,
    month,
    roll,
    policy,
    deaths: new Map(),
    accounts: new Map(owners.map((owner) => [owner, { digest: 'a'.repeat(64), registeredAt: null }])),
    claims: claimsOn(claims, scheme),
    beside: heldBeside({ twins, claims, cases, policyOf: () => policy, month }),
    recoveries: new Map(),
    elsewhere: new Set(),
    payments: [],
    ...rest,
  }
}

/** A payment that a row has had for a month. */
export const paymentTo = (row: RollRow, amountFen: number, change: Partial<EarlierPayment> = {}): EarlierPayment => ({
  paymentId: id(`payment ${row.caseId} ${amountFen} ${JSON.stringify(change)}`),
  personId: row.holder,
  caseId: row.caseId,
  month: '2023-05',
  runId: `${COUNTY}-${row.scheme}-2023-05-1`,
  kind: 'regular',
  sequence: 1,
  amountFen,
  grossFen: amountFen,
  offsets: [],
  area: row.area,
  areaKind: row.areaKind,
  members: row.members.length,
  status: 'PAID',
  reissueOf: null,
  payee: row.payee,
  group: null,
  endedAt: null,
  noLongerDue: false,
  ...change,
})
