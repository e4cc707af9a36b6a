import type { CaseContext } from '../../domain/case/context.ts'
import { caseDecider } from '../../domain/case/decide.ts'
import type { CaseEvent } from '../../domain/case/events.ts'
import type { CaseState } from '../../domain/case/state.ts'
import type { PersonCommand } from '../../domain/person/commands.ts'
import { personDecider } from '../../domain/person/decide.ts'
import type { PersonEvent } from '../../domain/person/events.ts'
import type { PersonState } from '../../domain/person/state.ts'
import { refusals } from '../../domain/refusals.ts'
import type { AmountFacts } from '../../domain/scheme/calculation.ts'
import { monthlyAmount } from '../../domain/scheme/monthly-amount.ts'
import { ownAccount } from '../../domain/scheme/payee.ts'
import { findScheme, schemes } from '../../domain/scheme/schemes.ts'
import { SUBSISTENCE_ALLOWANCE } from '../../domain/scheme/subsistence-allowance/code.ts'
import type { Actor } from '../../domain/shared/actor.ts'
import type { Decided } from '../../domain/shared/command.ts'
import { addMonths, monthOf } from '../../domain/shared/day.ts'
import { ERASED } from '../../domain/shared/personal.ts'
import { Refused } from '../../domain/shared/refusal.ts'
import type { SchemeCode } from '../../domain/shared/scheme-code.ts'
import type { Tip } from '../../log/port.ts'
import { columns } from '../roll-file/columns.ts'
import { type Finding, type FindingCode, finding } from '../roll-file/findings.ts'
import type { RollHousehold, RollMember } from '../roll-file/roll-household.ts'
import { type Refuted, type SchemeFacts, schemeFactsOf } from './scheme-facts.ts'

/** A member as the register knows them before the import: nobody, or somebody with an ID number that occurred earlier. */
export type MemberBefore = { personId: string; idIndex: string | null; state: PersonState; tip: Tip }

/** The case a household becomes, before the import: nothing yet, or no more than the fence that a sweep has put up. */
export type CaseBefore = { state: CaseState; tip: Tip }

/** A household as the register knows it before the import. */
export type HouseholdBefore = { members: readonly MemberBefore[]; theCase: CaseBefore }

/** What a household is taken over into. */
export type PlanContext = Pick<CaseContext, 'actor' | 'today' | 'policy' | 'calendar'> & {
  scheme: SchemeCode
  caseId: string
  /** SHA-256 of the file. */
  sha256: string
}

/** All facts of one household, decided by the same rules as any other act, or what stands against it. */
export type HouseholdPlan =
  | {
      persons: readonly { before: MemberBefore; facts: readonly Decided<PersonEvent>[] }[]
      taken: readonly Decided<CaseEvent>[]
      findings: readonly []
    }
  | Refuted

/**
 * Decides a household: each person is registered where nobody has the ID number yet, the holder's account is put down where
 * it is new, the scheme is claimed for everybody, and the case takes the entitlement over. Pure, and empty-handed where a
 * crash had left all of it done.
 */
export const planHousehold = (
  household: RollHousehold,
  before: HouseholdBefore,
  context: PlanContext,
): HouseholdPlan => {
  const findings = [...monthFindings(household, context)]
  const persons = household.members.flatMap((member, index) => {
    const known = before.members[index]
    if (!known) throw new Error('every member was looked up')
    const named = nameFinding(household, member, known)
    if (named) findings.push(named)
    const decided = attempt(household, member.row, () => personFacts(household, index, known, context))
    if ('finding' in decided) {
      findings.push(decided.finding)
      return []
    }
    return [{ before: known, ...decided.value }]
  })
  const found = attempt(household, household.row, () => factsOf(household, before, context))
  const ofScheme: SchemeFacts | Refuted = 'finding' in found ? { findings: [found.finding] } : found.value
  if ('findings' in ofScheme) return { findings: [...ofScheme.findings, ...findings] }
  const [first, ...others] = [...moneyFindings(household, ofScheme.facts, context), ...findings]
  if (first) return { findings: [first, ...others] }
  const states = new Map(persons.map(({ before: { personId }, state }) => [personId, state]))
  const taken = attempt(household, household.row, () =>
    takeOver(household, ofScheme, { before: before.theCase.state, persons: states }, context),
  )
  return 'finding' in taken ? { findings: [taken.finding] } : { persons, taken: taken.value, findings: [] }
}

/** Asked here and not of the file: a household taken over in time stays right when the same file is read again later. */
const monthFindings = ({ fromMonth, row, number }: RollHousehold, { today }: PlanContext): Finding[] =>
  fromMonth < monthOf(today)
    ? [finding({ row, household: number, field: columns.fromMonth.heading }, 'month-already-past')]
    : []

/** What the household got in its last month on the old roll, recomputed. */
const moneyFindings = (household: RollHousehold, facts: AmountFacts, { policy, scheme }: PlanContext): Finding[] => {
  if (facts.mode === 'NONE') return []
  const { area, areaKind, fromMonth, amountFen, row, number } = household
  const amount = monthlyAmount(facts, policy, {
    scheme,
    area,
    areaKind,
    month: addMonths(fromMonth, -1),
  })
  const tell = (code: FindingCode) => [finding({ row, household: number, field: columns.amount.heading }, code)]
  if (!amount) return tell('standard-missing')
  if (amount.fen !== amountFen) return tell('amount-differs')
  return amount.fen === 0 ? tell('amount-zero') : []
}

/** The allowance counts what the roll says of income and tier; any other scheme finds its facts by its own assessment. */
const factsOf = (
  household: RollHousehold,
  before: HouseholdBefore,
  context: PlanContext,
): ReturnType<typeof schemeFactsOf> =>
  context.scheme === SUBSISTENCE_ALLOWANCE
    ? { facts: amountFacts(household), particulars: null }
    : schemeFactsOf(findScheme(context.scheme), household, before, context)

const amountFacts = ({ tier, members, incomeFen }: RollHousehold) =>
  tier === null
    ? { mode: 'GAP' as const, members: members.length, countableIncomeFen: incomeFen }
    : { mode: 'TIER' as const, members: members.length, tier }

const nameFinding = (household: RollHousehold, member: RollMember, { state }: MemberBefore): Finding | undefined =>
  state.status === 'REGISTERED' && state.name !== ERASED && state.name !== member.name
    ? finding({ row: member.row, household: household.number, field: columns.name.heading }, 'name-differs')
    : undefined

/** A refusal of the domain becomes a finding with the same code and words. */
const attempt = <T>(household: RollHousehold, row: number, decide: () => T): { value: T } | { finding: Finding } => {
  try {
    return { value: decide() }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { code } = error
    const { en, zh } = refusals[code] ?? { en: code, zh: code }
    return { finding: { row, household: household.number, field: '', code, en, zh } }
  }
}

/** Whoever may take a roll over may register the people in it; that they may is asked once, by the case. */
const registrarFor = (actor: Actor): Actor => ({ ...actor, roles: ['caseWorker'] })

const personFacts = (
  household: RollHousehold,
  index: number,
  { personId, idIndex, state: known }: MemberBefore,
  { actor, today, scheme, caseId }: PlanContext,
): { state: PersonState; facts: readonly Decided<PersonEvent>[] } => {
  const facts: Decided<PersonEvent>[] = []
  const registrar = registrarFor(actor)
  let state = known
  for (const command of personCommands(household, index, known, { personId, scheme, caseId }))
    for (const fact of personDecider.decide(command, state, { actor: registrar, today, idIndex })) {
      facts.push(fact)
      state = personDecider.evolve(state, fact, { id: personId, version: 0, position: 0n, actor: actor.sub })
    }
  return { state, facts }
}

const personCommands = (
  { area, fromMonth, members, holder, account }: RollHousehold,
  index: number,
  known: PersonState,
  { personId, scheme, caseId }: { personId: string; scheme: SchemeCode; caseId: string },
): PersonCommand[] => {
  const of = { subject: personId, newId: personId }
  const member = members[index]
  const commands: PersonCommand[] = []
  if (known.status === 'NONE' && member) {
    const { name, idNumber, sex, birthDate, address } = member
    commands.push({ type: 'RegisterPerson', ...of, data: { name, idNumber, sex, birthDate, address, area } })
  }
  const paidTo = known.status === 'NONE' ? null : known.account
  if (index === holder && paidTo?.account !== account.account)
    commands.push({ type: 'RegisterPayeeAccount', ...of, data: account })
  if (findScheme(scheme).exclusive)
    commands.push({ type: 'ClaimScheme', ...of, data: { scheme, caseId, fromMonth, toMonth: null } })
  return commands
}

const takeOver = (
  household: RollHousehold,
  { facts, particulars }: SchemeFacts,
  { before, persons }: { before: CaseState; persons: ReadonlyMap<string, PersonState> },
  { scheme, caseId, sha256, ...context }: PlanContext,
): readonly Decided<CaseEvent>[] => {
  const { area, areaKind, filing, amountFen, fromMonth, povertyRegister, closeRelative, row } = household
  const { oldDecisionNumber, oldDecisionOn, reviewDue } = household
  const personIds = [...persons.keys()]
  const holder = personIds[household.holder]
  if (holder === undefined) throw new Error('the holder is a member')
  const members = household.members.flatMap(
    ({ relation, canWork, employed, birthDate, disability, seriousIllness }, index) => {
      const personId = personIds[index]
      return personId === undefined
        ? []
        : [{ personId, relation, canWork, employed, birthDate, disability, seriousIllness }]
    },
  )
  const command = {
    type: 'TakeOverEntitlement' as const,
    subject: caseId,
    newId: caseId,
    data: {
      scheme,
      area,
      areaKind,
      filing,
      holder,
      members,
      facts,
      particulars,
      payee: ownAccount,
      amountFen,
      fromMonth,
      povertyRegister,
      closeRelative,
      oldDecisionNumber,
      oldDecisionOn,
      reviewDue,
      source: { sha256, row },
    },
  }
  return caseDecider.decide(command, before, { ...context, schemes, persons, claimsHeld: personIds })
}
