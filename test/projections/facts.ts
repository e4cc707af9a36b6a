import { idFrom } from '../../src/log/event-id.ts'
import type { GivenFact } from './stage.ts'

/** A made-up id that reads well: the same name is the same id. */
export const id = (name: string): string => idFrom('test', name)

/** A planned payment of a household, and what became of it. */
export const payment = (name: string, change: Record<string, unknown> = {}) => {
  const paymentId = id(`payment ${name}`)
  const planned = {
    paymentId,
    scheme: 'subsistenceAllowance',
    personId: id(`person ${name}`),
    month: '2023-05',
    kind: 'regular',
    sequence: 1,
    amountFen: 80_000,
    caseId: id(`case ${name}`),
    runId: '990101-subsistenceAllowance-2023-05-1',
    area: '990101001',
    areaKind: 'RURAL',
    members: 2,
    reissueOf: null,
    grossFen: Number(change.amountFen ?? 80_000),
    offsets: [],
    payee: { kind: 'HOLDER' },
    group: null,
    ...change,
  }
  const sha256 = 'a'.repeat(64)
  return {
    stream: `payment-${paymentId}`,
    paymentId,
    planned: { type: 'PaymentPlanned', data: planned, on: '2023-05-08' },
    filed: { type: 'PaymentFiled', data: { paymentId, fileId: 'f1', fileSha256: sha256 }, on: '2023-05-09' },
    paid: {
      type: 'PaymentPaid',
      data: { paymentId, paidOn: '2023-05-10', returnFileSha256: sha256, line: 1, bankReference: 'B1' },
      on: '2023-05-11',
    },
    returned: {
      type: 'PaymentReturned',
      data: { paymentId, returnedOn: '2023-05-12', returnFileSha256: sha256, line: 1, reason: 'account closed' },
      on: '2023-05-12',
    },
    cancelled: {
      type: 'PaymentCancelled',
      data: { paymentId, cancelledOn: '2023-05-09', reason: 'death', note: '' },
      on: '2023-05-09',
    },
  } satisfies Record<string, string | GivenFact>
}

/** An entitlement of a household of two, changed as a test needs it. */
export const entitlement = (name: string, change: Record<string, unknown> = {}) => ({
  scheme: 'subsistenceAllowance',
  fromMonth: '2023-05',
  toMonth: null,
  area: '990101001001',
  areaKind: 'RURAL',
  holder: id(`person ${name}`),
  members: [id(`person ${name}`), id(`child of ${name}`)],
  facts: { mode: 'GAP', members: 2, countableIncomeFen: 60_000 },
  amountFen: 80_000,
  povertyRegister: false,
  closeRelative: false,
  payee: { kind: 'HOLDER' },
  endsOn: null,
  ...change,
})

const sheet = {
  ruleset: '2021-57',
  rates: [{ rate: 'STANDARD', document: 'TEST-2023-1', monthlyFen: 70_000 }],
  lines: [],
  amountFen: 80_000,
}

const decision = (name: string, number: string, decidedOn: string) => ({
  caseId: id(`case ${name}`),
  decidedOn,
  decisionNumber: number,
  delegationId: null,
  ruleset: '2021-57',
})

const authority = { decisionNumber: null, delegationId: null }

/** The facts of a household's time on roll. */
export const household = (name: string) => {
  const caseId = id(`case ${name}`)
  return {
    caseId,
    stream: `case-${caseId}`,
    takenOver: (change: Record<string, unknown> = {}): GivenFact => ({
      type: 'EntitlementTakenOver',
      on: '2023-04-20',
      data: {
        caseId,
        takenOverOn: '2023-04-20',
        oldDecisionNumber: `OLD-${name}`,
        oldDecisionOn: '2020-02-03',
        filing: 'HOUSEHOLD',
        members: [
          {
            personId: id(`person ${name}`),
            relation: 'SELF',
            canWork: true,
            employed: false,
            birthDate: 'sealed:x',
            disability: 'sealed:x',
            seriousIllness: 'sealed:x',
          },
        ],
        entitlement: entitlement(name, change),
        particulars: null,
        reviewDue: '2024-04-20',
        source: { sha256: 'b'.repeat(64), row: 1 },
      },
    }),
    increased: (decidedOn: string, change: Record<string, unknown>): GivenFact => ({
      type: 'EntitlementIncreased',
      on: decidedOn,
      data: {
        ...decision(name, `INC-${name}-${decidedOn}`, decidedOn),
        entitlement: entitlement(name, change),
        sheet,
        reasons: 'income fell',
        reviewDue: '2024-04-20',
      },
    }),
    holderChanged: (changedOn: string, change: Record<string, unknown>): GivenFact => ({
      type: 'HolderChanged',
      on: changedOn,
      data: { caseId, changedOn, entitlement: entitlement(name, change), reasons: 'asked for' },
    }),
    suspended: (decidedOn: string, fromMonth: string): GivenFact => ({
      type: 'EntitlementSuspended',
      on: decidedOn,
      data: { caseId, decidedOn, fromMonth, until: '2023-12-31', reasons: 'not reached', ...authority },
    }),
    resumed: (decidedOn: string, change: Record<string, unknown>): GivenFact => ({
      type: 'EntitlementResumed',
      on: decidedOn,
      data: { caseId, decidedOn, entitlement: entitlement(name, change), reasons: 'came back', ...authority },
    }),
    gradualExit: (decidedOn: string, fromMonth: string, lastMonth: string): GivenFact => ({
      type: 'GradualExitStarted',
      on: decidedOn,
      data: {
        ...decision(name, `GE-${name}`, decidedOn),
        personId: id(`person ${name}`),
        fromMonth,
        lastMonth,
        reasons: 'found work',
      },
    }),
    gradualExitEnded: (endedOn: string, outcome: string): GivenFact => ({
      type: 'GradualExitEnded',
      on: endedOn,
      data: { caseId, endedOn, outcome, lastMonth: null, ...authority },
    }),
    terminated: (decidedOn: string, lastMonth: string): GivenFact => ({
      type: 'TerminationDecided',
      on: decidedOn,
      data: {
        ...decision(name, `END-${name}`, decidedOn),
        ground: 'INCOME',
        happenedOn: null,
        lastMonth,
        reasons: 'income',
      },
    }),
  }
}

/** The facts of a person. */
export const someone = (name: string) => {
  const personId = id(name)
  return {
    personId,
    stream: `person-${personId}`,
    registered: (change: Record<string, unknown> = {}): GivenFact => ({
      type: 'PersonRegistered',
      data: {
        personId,
        name: 'sealed:name',
        idNumber: 'sealed:number',
        idIndex: `1-${personId.replaceAll('-', '')}`,
        sex: 'FEMALE',
        birthDate: 'sealed:birth',
        address: 'sealed:address',
        area: '990101001001',
        ...change,
      },
    }),
    account: {
      type: 'PayeeAccountRegistered',
      data: { personId, bank: 'Test Bank', account: 'sealed:account', accountHolder: 'sealed:holder' },
    },
    died: (diedOn: string): GivenFact => ({ type: 'DeathRecorded', data: { personId, diedOn, source: 'register' } }),
    lives: { type: 'DeathAnnulled', data: { personId, reason: 'namesake' } },
    claimed: (caseId: string): GivenFact => ({
      type: 'SchemeClaimed',
      data: { personId, scheme: 'subsistenceAllowance', caseId, fromMonth: '2023-05', toMonth: null },
    }),
    released: (caseId: string): GivenFact => ({
      type: 'SchemeClaimReleased',
      data: { personId, scheme: 'subsistenceAllowance', caseId, lastMonth: '2023-08', reason: 'terminated' },
    }),
  }
}
