import fc from 'fast-check'
import { ownAccount } from '../../../src/domain/scheme/payee.ts'
import type { Month } from '../../../src/domain/shared/day.ts'
import { claimForAll } from '../../../src/processes/cases/claims.ts'
import type { Deps } from '../../../src/processes/deps.ts'
import { policyCommand } from '../../../src/processes/policies.ts'
import { applicationOf, trialsOf } from './acts.ts'
import { HOUSEHOLDS, member, openOffice, SCHEME, STANDARD_FEN, unlessRefused } from './office.ts'
import { openPayments } from './payments.ts'

/** One turn in the life of a county: days pass, an application goes on, somebody tries something, or money moves. */
export type Turn =
  | { what: 'days'; days: number }
  | { what: 'apply'; applicant: number; steps: number }
  | { what: 'try'; household: number; pick: number; a: number }
  | { what: 'pay'; steps: number; run: number; a: number }

const household = fc.nat(HOUSEHOLDS.length - 1)
export const anyTurn: fc.Arbitrary<Turn> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ what: fc.constant('days' as const), days: fc.integer({ min: 1, max: 14 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('apply' as const),
      applicant: fc.constantFrom(2, 3),
      steps: fc.integer({ min: 1, max: 14 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ what: fc.constant('try' as const), household, pick: fc.nat(999), a: fc.nat(999) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant('pay' as const),
      steps: fc.integer({ min: 3, max: 12 }),
      run: fc.nat(9),
      a: fc.nat(999),
    }),
  },
)

/** A small county that lives by turns. What is refused is passed over; anything else that goes wrong is thrown. */
export type RandomCounty = {
  area: string
  cases: readonly string[]
  /** The months for which a run was opened. */
  months(): readonly Month[]
  live(turn: Turn): Promise<void>
}

/** Opens county number `number` on deps whose day is its own. Two households are on the old roll, two may apply. */
export const openRandomCounty = async (deps: Omit<Deps, 'clock'>, number: number): Promise<RandomCounty> => {
  const office = openOffice(deps, number)
  const { area, village, side, staff, call, cases, caseOf, holderOf, otherOf, onCase, register, newAccount } = office
  const payments = openPayments(office)
  const applications = HOUSEHOLDS.map((index) => applicationOf(office, index))

  const live = async (turn: Turn): Promise<void> => {
    switch (turn.what) {
      case 'days':
        return office.pass(turn.days)
      case 'apply': {
        const left = applications[turn.applicant] ?? []
        for (let step = 0; step < turn.steps && left[0]; step += 1) {
          if (!(await unlessRefused(left[0]))) return
          left.shift()
        }
        return
      }
      case 'try': {
        const all = trialsOf(office, turn.household, turn.a)
        for (const act of all[turn.pick % all.length] ?? []) await unlessRefused(act)
        return
      }
      case 'pay':
        return payments.pay(turn)
    }
  }

  const standard = {
    document: { number: '1', title: '标准', issuer: area },
    effectiveFrom: '2023-01-01',
    inForceOn: '2022-12-20',
  }
  const published = call(staff.publisher)
  await policyCommand(side, published, {
    type: 'PublishStandard',
    subject: area,
    newId: published.commandId,
    data: { ...standard, scheme: SCHEME, areaKind: 'RURAL', monthlyFen: STANDARD_FEN },
  })
  for (const index of HOUSEHOLDS) {
    await register(holderOf(index), `示例甲${index}`)
    await register(otherOf(index), `示例乙${index}`)
    await newAccount(holderOf(index), index)
  }
  for (const index of HOUSEHOLDS.slice(0, 2)) {
    const members = [holderOf(index), otherOf(index)]
    const made = call(staff.importer)
    await claimForAll(side, made, { scheme: SCHEME, caseId: caseOf(index), fromMonth: '2024-01' }, members)
    await onCase(staff.importer, caseOf(index), {
      type: 'TakeOverEntitlement',
      data: {
        scheme: SCHEME,
        area: village,
        areaKind: 'RURAL',
        filing: 'HOUSEHOLD',
        holder: holderOf(index),
        members: [member(holderOf(index), 'SELF'), member(otherOf(index), 'SPOUSE')],
        facts: { mode: 'GAP', members: 2, countableIncomeFen: 30_000 },
        particulars: null,
        payee: ownAccount,
        amountFen: 2 * STANDARD_FEN - 30_000,
        fromMonth: '2024-01',
        povertyRegister: false,
        closeRelative: false,
        oldDecisionNumber: `旧${index}`,
        oldDecisionOn: '2021-04-07',
        reviewDue: '2024-12-31',
        source: { sha256: '0'.repeat(64), row: index + 1 },
      },
    })
  }
  return { area, cases, months: payments.months, live }
}
