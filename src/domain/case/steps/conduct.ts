import { exitPauseOn, reviewDueUnder } from '../../crisis/measures.ts'
import { actDay, notFuture } from '../../shared/act-day.ts'
import { addMonths, addMonthsToDay, monthOf } from '../../shared/day.ts'
import { ERASED } from '../../shared/personal.ts'
import { requireMember } from '../guards.ts'
import { caseParameter } from '../parameters.ts'
import { refuse } from '../refusals.ts'
import type { EntitledCase } from '../state.ts'
import type { CaseFacts, StepTable } from '../step.ts'
import { refusalsOf } from '../work.ts'

/** Opens a review where none is open: what was found asks for a decision. */
const reviewFor = (state: EntitledCase, openedOn: string, cause: string): CaseFacts =>
  state.review ? [] : [{ type: 'ReviewOpened', data: { caseId: state.file.caseId, openedOn, cause, deadlines: [] } }]

/** Work that is offered and refused, changes that nobody reported, reviews that a crisis puts off. */
export const conductSteps = {
  OfferWork: ({ subject, newId, data }, { file, decisions }, context) => {
    const { personId, job, suits } = data
    requireMember(file, personId)
    const member = file.members.find((one) => one.personId === personId)
    if (!member?.canWork)
      throw refuse('cannot-work', { personId, clause: caseParameter('workRefusals', file, context).clause })
    const isOpen = file.workOffers?.some((offer) => offer.personId === personId && offer.answer === null)
    if (isOpen) throw refuse('offer-open', { personId })
    const { day, entry } = actDay(data, context.today, decisions[0]?.decidedOn)
    return [
      {
        type: 'WorkOffered',
        data: { caseId: subject, personId, offerId: newId, offeredOn: day, job, suits },
        ...entry,
      },
    ]
  },

  RecordWorkAnswer: ({ subject, data }, state, context): CaseFacts => {
    const { offerId, answer, reasons } = data
    const { file } = state
    const offer = file.workOffers?.find((one) => one.offerId === offerId)
    if (!offer) throw refuse('unknown-offer', { offerId })
    if (offer.answer) throw refuse('offer-answered', { offerId })
    const { personId } = offer
    const { day, entry } = actDay(data, context.today, offer.offeredOn)
    const answered: CaseFacts = [
      {
        type: 'WorkAnswered',
        data: { caseId: subject, personId, offerId, answeredOn: day, answer, reasons },
        ...entry,
      },
    ]
    const workOffers = file.workOffers?.map((one) =>
      one.offerId === offerId ? { ...one, answer: { is: answer, on: day } } : one,
    )
    const { counts } = refusalsOf({ ...file, ...(workOffers ? { workOffers } : {}) }, personId, context)
    return counts ? [...answered, ...reviewFor(state, context.today, 'WORK_REFUSED')] : answered
  },

  RecordUnreportedChange: ({ subject, data }, state, context): CaseFacts => {
    const { personId, what, happenedOn } = data
    const { file } = state
    requireMember(file, personId)
    notFuture(happenedOn, context.today)
    const person = context.persons.get(personId)
    if (person?.status === 'REGISTERED' && person.birthDate !== ERASED && happenedOn < person.birthDate)
      throw refuse('member-days', { personId, happenedOn })
    const { day, entry } = actDay(data, context.today, happenedOn)
    const { value: months, clause } = caseParameter('unreportedChangeMonths', file, context)
    const isOld = months > 0 && day > addMonthsToDay(happenedOn, months)
    return [
      {
        type: 'UnreportedChangeFound',
        data: { caseId: subject, personId, happenedOn, foundOn: day, what, reprimandedUnder: isOld ? clause : null },
        ...entry,
      },
      ...reviewFor(state, context.today, 'UNREPORTED_CHANGE'),
    ]
  },

  DeferReview: ({ subject }, { file, reviewDue }, { crisis = [] }): CaseFacts => {
    const { area, scheme, deadlines } = file
    const later = reviewDue === null ? undefined : reviewDueUnder(crisis, { area, scheme, due: reviewDue })
    if (!later) return []
    // One measure puts off one review once: the later day may lie under the same measure.
    const isDone = deadlines.some(
      ({ clock, due, clause }) => clock === 'REVIEW' && due === reviewDue && clause === later.clause,
    )
    if (isDone) return []
    const { value, clause, measureId } = later
    return [
      {
        type: 'ReviewDeferred',
        data: {
          caseId: subject,
          measureId,
          reviewDue: value,
          deadlines: [{ clock: 'REVIEW', due: value, provisional: false, clause }],
        },
        basis: clause,
      },
    ]
  },

  DeferExit: ({ subject }, { file, gradualExit }, { crisis = [], today }): CaseFacts => {
    const { area, scheme } = file
    const pause = exitPauseOn(crisis, { area, scheme, day: today })
    // Only in its last month: a measure that ends before that touches no exit.
    if (!pause || !gradualExit || gradualExit.lastMonth !== monthOf(today)) return []
    const next = addMonths(monthOf(today), 1)
    const lastMonth = pause.until === null ? next : monthOf(pause.until)
    if (lastMonth < next) return []
    const { measureId, document } = pause
    return [{ type: 'GradualExitExtended', data: { caseId: subject, measureId, lastMonth }, basis: document.number }]
  },
} satisfies Partial<StepTable>
