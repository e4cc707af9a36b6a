import { noPolicy, type Policy } from '../../../src/domain/policy/policy.ts'
import { ownAccount } from '../../../src/domain/scheme/payee.ts'
import { idFrom } from '../../../src/log/event-id.ts'
import type { EarlierPayment } from '../../../src/processes/payment-run/facts.ts'
import type { GroupMember, PriceFacts } from '../../../src/processes/price/people.ts'

export const id = (name: string): string => idFrom('price lines', name)

/** The allowance standard of the county: 570 yuan in the country, 640 in town. */
export const policy: Policy = {
  ...noPolicy,
  standards: (['RURAL', 'URBAN'] as const).map((areaKind) => ({
    standardId: id(areaKind),
    area: '990101',
    scheme: 'subsistenceAllowance',
    rate: 'STANDARD',
    areaKind,
    figure: { fen: areaKind === 'RURAL' ? 57_000 : 64_000, per: 'MONTH' as const },
    printed: null,
    document: { number: 'TEST-1', title: 'Standard', issuer: 'County' },
    effectiveFrom: '2022-01-01',
    inForceOn: '2022-01-01',
    position: 1n,
    withdrawnOn: null,
  })),
}

/** Somebody in a group, on their own account. */
export const member = (name: string, changed: Partial<GroupMember> = {}): GroupMember => ({
  personId: id(name),
  caseId: id(`case ${name}`),
  area: '990101001001',
  areaKind: 'RURAL',
  payee: ownAccount,
  claimed: true,
  ...changed,
})

/** A month at 6.3 %; everybody in it has an account unless a test says otherwise. */
export const facts = (groups: PriceFacts['groups'], changed: Partial<PriceFacts> = {}): PriceFacts => ({
  month: '2022-09',
  trigger: { rise: 630, factor: 1, floorFen: 0 },
  groups,
  policy,
  deaths: new Map(),
  accounts: new Map(
    [...groups.values()].flat().map(({ personId }) => [personId, { digest: 'a'.repeat(64), registeredAt: null }]),
  ),
  twins: new Map(),
  payments: [],
  claims: new Map(),
  ...changed,
})

/** A price subsidy of the month that exists already. */
export const payment = (
  of: GroupMember,
  status: EarlierPayment['status'],
  changed: Partial<EarlierPayment> = {},
): EarlierPayment => ({
  paymentId: id(`payment ${of.personId}`),
  personId: of.personId,
  caseId: of.caseId,
  runId: 'earlier',
  month: '2022-09',
  kind: 'regular',
  sequence: 1,
  amountFen: 3_600,
  grossFen: 3_600,
  offsets: [],
  payee: of.payee,
  group: 'SUBSISTENCE_ALLOWANCE',
  area: of.area,
  areaKind: of.areaKind,
  members: 1,
  status,
  reissueOf: null,
  endedAt: null,
  noLongerDue: false,
  ...changed,
})
