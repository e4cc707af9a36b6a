import { rulesetOn, type Scheme } from '../../scheme/scheme.ts'
import { isWithin, townshipOf } from '../../shared/area.ts'
import type { Day } from '../../shared/day.ts'
import { given } from '../../shared/given.ts'
import { requireFirstTime } from '../aid.ts'
import {
  computeAmount,
  entitlementFrom,
  firstMonthOf,
  nextReview,
  requireQualified,
  requireStatedAmount,
} from '../amount.ts'
import { type Authority, decidingAuthority } from '../authority.ts'
import type { CommandNamed } from '../commands.ts'
import type { CaseContext } from '../context.ts'
import { refusalDeadlines, reviewDeadlines } from '../deadlines.ts'
import { idsOf, requireAlive, requireClaims, requireMember, requireNoExclusion } from '../guards.ts'
import { requireLaneKept } from '../lane.ts'
import { requireParticulars } from '../particulars.ts'
import { requirePayee } from '../payee.ts'
import { clauseOfGrounds, isDemanded, procedureOf, schemeOf } from '../procedure.ts'
import { refuse } from '../refusals.ts'
import type { ProposedCase } from '../state.ts'
import type { StepTable } from '../step.ts'
import { refusalGrounds } from '../words.ts'
import { requireNoticed } from './dossier.ts'

/**
 * Refuses a decision before its steps: notice run and objections answered, the register check undisputed, the dossier with
 * the county unless the township decides itself, and the county's own visit where it is a duty or ordered.
 */
const requireReady = (state: ProposedCase, context: CaseContext, { delegated }: Authority): void => {
  const { file, acceptance, investigation } = state
  const ruleset = procedureOf(file, acceptance, context)
  requireNoticed(ruleset, state)
  if (investigation.check?.dispute === 'OPEN')
    throw refuse('check-dispute-open', { clause: ruleset.steps.economicCheck.clause })
  const county = 'county' in state ? state.county : null
  if (!county && !delegated && isDemanded(ruleset, 'dossier'))
    throw refuse('dossier-missing', { clause: ruleset.steps.dossier.clause })
  const { countyVisit, secondNoticeDays } = ruleset
  const duties = [
    ...(acceptance.closeRelative ? (['CLOSE_RELATIVE'] as const) : []),
    ...(file.openComplaints.length > 0 ? (['COMPLAINT'] as const) : []),
  ].filter((duty) => countyVisit.value.includes(duty))
  const isDue = duties.length > 0 || (county !== null && county.visitOrderedOn !== null)
  if (isDue && !county?.visit?.signed)
    throw refuse('county-visit-missing', { because: duties, clause: countyVisit.clause })
  if (county && secondNoticeDays && !county.secondNotice?.expired)
    throw refuse('second-notice-missing', { clause: secondNoticeDays.clause })
}

/** Refuses a grant of which the public has seen the opposite: the dossier goes back, and the new opinion is posted. */
const requireProposed = ({ file, acceptance, opinion }: ProposedCase, context: CaseContext): void => {
  const ruleset = procedureOf(file, acceptance, context)
  if (opinion.opinion === 'REFUSE' && isDemanded(ruleset, 'notice'))
    throw refuse('grant-not-posted', { clause: ruleset.steps.notice.clause })
}

/** Refuses a ground of refusal that nothing on file bears out; `OTHER` rests on its written reasons alone. */
const requireGround = (
  ground: CommandNamed<'DecideRefusal'>['data']['grounds'][number],
  { file, acceptance, investigation }: ProposedCase,
  context: CaseContext,
  grounds: readonly string[],
): void => {
  const persons = file.members.flatMap(({ personId }) => {
    const person = context.persons.get(personId)
    return person?.status === 'REGISTERED' ? [person] : []
  })
  const scheme = schemeOf(file, context)
  if (ground in scheme.grounds) {
    if (!grounds.includes(ground))
      throw refuse('ground-not-borne-out', { ground, ...clauseOfGrounds(scheme, [ground]) })
    return
  }
  const isBorneOut: Readonly<Record<string, () => boolean>> = {
    NOT_RESIDENT: () => persons.every(({ area }) => !isWithin(area, townshipOf(file.area))),
    OTHER_SCHEME: () =>
      persons.some(({ claims }) => claims.some(({ released, caseId }) => released === null && caseId !== file.caseId)),
    FALSE_STATEMENT: () => investigation.check?.report?.outcome === 'DISCREPANT',
    OTHER: () => true,
  }
  const test = refusalGrounds.includes(ground) ? isBorneOut[ground] : undefined
  if (!test) throw refuse('unknown-ground', { ground, grounds: [...Object.keys(scheme.grounds), ...refusalGrounds] })
  const { id, clocks } = procedureOf(file, acceptance, context)
  if (!test()) throw refuse('ground-not-borne-out', { ground, clause: clocks.refusalNotice?.clause ?? id })
}

const decidedBy = ({ delegationId, delegation }: Authority, scheme: Scheme, decidedOn: Day) => ({
  fields: { decidedOn, delegationId, ruleset: rulesetOn(scheme, decidedOn).id },
  envelope: given({ delegation }),
})

/** The decision on an application. */
export const decisionSteps = {
  DecideGrant: ({ subject, data }, state, context) => {
    const { file, acceptance } = state
    const { today } = context
    const scheme = schemeOf(file, context)
    const fromMonth = firstMonthOf(file, context, today)
    const result = computeAmount(file, context, { day: today, month: fromMonth })
    const { sheet } = result
    const authority = decidingAuthority(file, context, sheet.amountFen)
    requireReady(state, context, authority)
    requireLaneKept(file, acceptance, context)
    requireQualified(file, context, result)
    requireProposed(state, context)
    requireStatedAmount(data.amountFen, sheet.amountFen)
    requireFirstTime(scheme, file, context, today, requireParticulars(scheme, file))
    const memberIds = idsOf(file.members)
    requireMember(file, data.holder)
    requirePayee(file, data.holder, data.payee, context)
    requireAlive(memberIds, context)
    if (scheme.exclusive) requireClaims(subject, memberIds, file, context)
    requireNoExclusion(subject, memberIds, file, context)
    const review = nextReview(file, context, today)
    const { fields, envelope } = decidedBy(authority, scheme, today)
    return [
      {
        type: 'GrantDecided',
        data: {
          caseId: subject,
          ...fields,
          decisionNumber: data.decisionNumber,
          entitlement: entitlementFrom(file, context, result, {
            fromMonth,
            toMonth: null,
            holder: data.holder,
            payee: data.payee,
            closeRelative: acceptance.closeRelative,
          }),
          sheet,
          reviewDue: review?.due ?? null,
          deadlines: reviewDeadlines(review),
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
    requireReady(state, context, authority)
    const month = firstMonthOf(file, context, today)
    const { verdict } = computeAmount(file, context, { day: today, month })
    for (const ground of grounds) requireGround(ground, state, context, verdict.grounds)
    const { fields, envelope } = decidedBy(authority, schemeOf(file, context), today)
    return [
      {
        type: 'RefusalDecided',
        data: {
          caseId: subject,
          ...fields,
          decisionNumber,
          grounds,
          reasons,
          deadlines: refusalDeadlines(procedureOf(file, acceptance, context), today, context),
        },
        ...envelope,
      },
    ]
  },
} satisfies Partial<StepTable>
