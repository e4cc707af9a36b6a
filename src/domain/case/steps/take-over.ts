import { decidedSum, mostFor } from '../../scheme/monthly-amount.ts'
import { refuse as refuseScheme } from '../../scheme/refusals.ts'
import type { Scheme } from '../../scheme/scheme.ts'
import { notFuture } from '../../shared/act-day.ts'
import { monthOf } from '../../shared/day.ts'
import { endOf } from '../amount.ts'
import type { CommandNamed } from '../commands.ts'
import type { CaseContext } from '../context.ts'
import { idsOf, requireAlive, requireClaims, requireDistinct, requireRegistered, requireUnit } from '../guards.ts'
import { applicantOfRoll, requireKinship } from '../kinship.ts'
import { toldParticulars } from '../particulars.ts'
import { requirePayee } from '../payee.ts'
import { schemeOf } from '../procedure.ts'
import { refuse } from '../refusals.ts'
import type { StepTable } from '../step.ts'

type Roll = CommandNamed<'TakeOverEntitlement'>['data']

const modes: Readonly<Record<Scheme['gives'], readonly Roll['facts']['mode'][]>> = {
  MONTHLY: ['GAP', 'TIER', 'RATES'],
  ONE_OFF: ['INSTALMENTS'],
  STATUS: ['NONE'],
}

/** Refuses facts that the scheme could not have made: another way of paying, a rate it does not pay, other members. */
const requireFactsOf = ({ gives, rates }: Scheme, { facts, members }: Roll): void => {
  if (facts.members !== members.length)
    throw refuse('taken-over-members', { facts: facts.members, listed: members.length })
  const paid = facts.mode === 'RATES' ? facts.parts.map(({ rate }) => rate) : []
  if (!modes[gives].includes(facts.mode) || paid.some((rate) => !rates.includes(rate)))
    throw refuse('taken-over-facts', { mode: facts.mode, rates: paid })
}

/** Refuses more than the rates of the first month allow. */
const requirePossible = ({ scheme, area, areaKind, facts, fromMonth, amountFen }: Roll, context: CaseContext): void => {
  const question = { scheme, area, areaKind, month: fromMonth, knownOn: context.today }
  const most = mostFor(facts, context.policy, question)
  if (most === undefined) throw refuseScheme('no-standard', { area, areaKind, month: fromMonth })
  const limit = decidedSum(facts, most)
  if (amountFen > limit) throw refuse('taken-over-amount', { amountFen, limit })
}

/** Somebody of an existing roll, of whatever scheme: what their old decision says must be what the scheme can pay. */
export const takeOverSteps = {
  TakeOverEntitlement: ({ subject, data }, state, context) => {
    const { scheme: code, holder, payee, members, facts, oldDecisionOn } = data
    const memberIds = idsOf(members)
    const scheme = schemeOf({ scheme: code }, context)
    requireDistinct(memberIds)
    requireRegistered(memberIds, context)
    requireAlive(memberIds, context)
    requireUnit(scheme, members.length)
    if (scheme.exclusive) requireClaims(subject, memberIds, state, context)
    notFuture(oldDecisionOn, context.today)
    if (!memberIds.includes(holder)) throw refuse('not-a-member', { personId: holder })
    requireKinship(applicantOfRoll(members, holder), members, data, context)
    requireFactsOf(scheme, data)
    requirePossible(data, context)
    const particulars = toldParticulars(scheme, holder, data.particulars)
    const file = { scheme: code, members, particulars: particulars?.facts ?? null }
    requirePayee(file, holder, payee, context)
    const endsOn = endOf(file, context, facts, oldDecisionOn)
    if (endsOn !== null && endsOn < context.today) throw refuse('taken-over-ended', { endsOn, today: context.today })
    const { area, areaKind, amountFen, fromMonth, povertyRegister, closeRelative } = data
    return [
      {
        type: 'EntitlementTakenOver',
        data: {
          caseId: subject,
          takenOverOn: context.today,
          oldDecisionNumber: data.oldDecisionNumber,
          oldDecisionOn,
          filing: data.filing,
          members,
          entitlement: {
            scheme: code,
            fromMonth,
            toMonth: endsOn === null ? null : monthOf(endsOn),
            area,
            areaKind,
            holder,
            payee,
            members: memberIds,
            facts,
            amountFen,
            povertyRegister,
            closeRelative,
            endsOn,
          },
          particulars,
          reviewDue: data.reviewDue,
          source: data.source,
        },
      },
    ]
  },
} satisfies Partial<StepTable>
