import { rulesetForAcceptance, rulesetForDecision } from '../../policy/rulesets.ts'
import { firstPaidMonth } from '../../scheme/scheme.ts'
import { findScheme } from '../../scheme/schemes.ts'
import { isWithin } from '../../shared/area.ts'
import type { Day } from '../../shared/day.ts'
import { computeAmount, entitlementFrom, nextReview, requireStatedAmount } from '../amount.ts'
import { type Authority, decidingAuthority } from '../authority.ts'
import type { CommandNamed } from '../commands.ts'
import type { CaseContext } from '../context.ts'
import { refusalDeadlines, reviewDeadline } from '../deadlines.ts'
import { idsOf, requireAlive, requireClaims, requireMember } from '../guards.ts'
import { refuse } from '../refusals.ts'
import type { NoticeCase, OpinionCase, SubmittedCase } from '../state.ts'
import type { StepTable } from '../step.ts'
import { requireNoticed } from './dossier.ts'

type Ready = OpinionCase | NoticeCase | SubmittedCase

/**
 * Refuses a decision before its steps: notice run and objections answered, the register check undisputed, the dossier with
 * the county unless the township decides itself, and the county's own visit where it is a duty or ordered.
 */
const requireReady = (state: Ready, { delegated }: Authority): void => {
  const { file, acceptance, investigation, notice } = state
  requireNoticed(findScheme(file.scheme), { notice, investigation })
  if (investigation.check?.dispute === 'OPEN') throw refuse('check-dispute-open')
  const county = 'county' in state ? state.county : null
  if (!county && !delegated) throw refuse('dossier-missing')
  const { countyVisit, secondNoticeDays } = rulesetForAcceptance(acceptance.acceptedOn)
  const duties = [
    ...(acceptance.closeRelative ? (['CLOSE_RELATIVE'] as const) : []),
    ...(file.openComplaints.length > 0 ? (['COMPLAINT'] as const) : []),
  ].filter((duty) => countyVisit.value.includes(duty))
  const isDue = duties.length > 0 || (county !== null && county.visitOrderedOn !== null)
  if (isDue && !county?.visit?.signed) throw refuse('county-visit-missing', { because: duties })
  if (county && secondNoticeDays && !county.secondNotice?.expired)
    throw refuse('second-notice-missing', { clause: secondNoticeDays.clause })
}

/** Refuses a ground of refusal that nothing on file bears out; `OTHER` rests on its written reasons alone. */
const requireGround = (
  ground: CommandNamed<'DecideRefusal'>['data']['grounds'][number],
  { file, investigation }: Ready,
  context: CaseContext,
  grounds: readonly string[],
): void => {
  const persons = file.members.flatMap(({ personId }) => {
    const person = context.persons.get(personId)
    return person?.status === 'registered' ? [person] : []
  })
  const isBorneOut = {
    INCOME: () => grounds.includes('INCOME'),
    ASSETS: () => grounds.includes('ASSETS'),
    NOT_RESIDENT: () => persons.every(({ area }) => !isWithin(area, file.area.slice(0, 9))),
    OTHER_SCHEME: () =>
      persons.some(({ claims }) => claims.some(({ released, caseId }) => released === null && caseId !== file.caseId)),
    FALSE_STATEMENT: () => investigation.check?.report?.outcome === 'DISCREPANT',
    OTHER: () => true,
  }[ground]
  if (!isBorneOut()) throw refuse('ground-not-borne-out', { ground })
}

const decidedBy = ({ delegationId, delegation }: Authority, decidedOn: Day) => ({
  fields: { decidedOn, delegationId, ruleset: rulesetForDecision(decidedOn).id },
  envelope: delegation === undefined ? {} : { delegation },
})

/** The decision on an application. */
export const decisionSteps = {
  DecideGrant: ({ subject, data }, state, context) => {
    const { file, acceptance } = state
    const { today } = context
    const scheme = findScheme(file.scheme)
    const fromMonth = firstPaidMonth(scheme, today)
    const result = computeAmount(file, context, { day: today, month: fromMonth })
    const { verdict, sheet } = result
    const authority = decidingAuthority(file, context, sheet.amountFen)
    requireReady(state, authority)
    if (!verdict.qualifies || sheet.amountFen === 0)
      throw refuse('does-not-qualify', { grounds: [...verdict.grounds], amountFen: sheet.amountFen })
    requireStatedAmount(data.amountFen, sheet.amountFen)
    const memberIds = idsOf(file.members)
    requireMember(file, data.holder)
    requireAlive(memberIds, context)
    requireClaims(subject, memberIds, file, context)
    const review = nextReview(file, today)
    const { fields, envelope } = decidedBy(authority, today)
    return [
      {
        type: 'GrantDecided',
        data: {
          caseId: subject,
          ...fields,
          decisionNumber: data.decisionNumber,
          entitlement: entitlementFrom(file, result, {
            fromMonth,
            toMonth: null,
            holder: data.holder,
            closeRelative: acceptance.closeRelative,
          }),
          sheet,
          reviewDue: review.due,
          deadlines: [reviewDeadline(review)],
        },
        ...envelope,
      },
    ]
  },

  DecideRefusal: ({ subject, data }, state, context) => {
    const { file, acceptance } = state
    const { today } = context
    const { decisionNumber, grounds, reasons } = data
    const authority = decidingAuthority(file, context, 0)
    requireReady(state, authority)
    const month = firstPaidMonth(findScheme(file.scheme), today)
    const { verdict } = computeAmount(file, context, { day: today, month })
    for (const ground of grounds) requireGround(ground, state, context, verdict.grounds)
    const { fields, envelope } = decidedBy(authority, today)
    return [
      {
        type: 'RefusalDecided',
        data: {
          caseId: subject,
          ...fields,
          decisionNumber,
          grounds,
          reasons,
          deadlines: refusalDeadlines(acceptance, today, context),
        },
        ...envelope,
      },
    ]
  },
} satisfies Partial<StepTable>
