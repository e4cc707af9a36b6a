import type { Decided } from '../shared/command.ts'
import type { Day } from '../shared/day.ts'
import { checkCircles, checkFigure, checkLink, checkOutcome, checkStandard, figureOf } from './check-rates.ts'
import type { PolicyCommandNamed } from './commands.ts'
import type { PolicyEvent } from './events.ts'
import { evolvePolicy, type Policy } from './policy.ts'
import { STANDARD } from './rate.ts'
import { refuse } from './refusals.ts'

/** What an area has published itself, and what the areas above it have. */
export type Books = { own: Policy; above: Policy }

type Fact = Decided<PolicyEvent>

/** A rate as a sum. */
export const publishStandard = (command: PolicyCommandNamed<'PublishStandard'>, books: Books): Fact => {
  checkStandard(books.own, together(books), command)
  const { document, effectiveFrom, inForceOn, scheme, rate = STANDARD, areaKind, printed = null } = command.data
  const data = { standardId: command.newId, area: command.subject, document, effectiveFrom, inForceOn, scheme, rate }
  return accepted(books, {
    type: 'StandardPublished',
    data: { ...data, areaKind, figure: figureOf(command.data), printed },
  })
}

/** A rate, or the floor of one, as a multiple of another. */
export const linkRate = (command: PolicyCommandNamed<'LinkRate'>, books: Books): Fact => {
  checkLink(books.own, command)
  const { rate = STANDARD, use = 'RATE', printed = null, ...rest } = command.data
  return accepted(books, {
    type: 'RateLinked',
    data: { standardId: command.newId, area: command.subject, ...rest, rate, use, printed },
  })
}

/** A figure that nobody is paid. */
export const publishFigure = (command: PolicyCommandNamed<'PublishFigure'>, { own }: Books): Fact => {
  checkFigure(own, command)
  const { rate = STANDARD, printed = null, ...rest } = command.data
  return {
    type: 'FigurePublished',
    data: { standardId: command.newId, area: command.subject, ...rest, rate, printed },
  }
}

/** Takes a standard, link or figure back; `published` is its event. */
export const withdrawStandard = (
  { subject: area, data }: PolicyCommandNamed<'WithdrawStandard'>,
  books: Books,
  { published, today }: { published: string | undefined; today: Day },
): Fact => {
  const { standards, links, figures } = books.own
  const row = [...standards, ...links, ...figures].find(({ standardId }) => standardId === data.standardId)
  if (!row) throw refuse('unknown-standard', { standardId: data.standardId })
  if (row.withdrawnOn !== null) throw refuse('standard-withdrawn', { withdrawnOn: row.withdrawnOn })
  // Taken back before the day it was announced, a standard has never counted: that mends a slip of the pen.
  if (data.on > today) throw refuse('implausible-dates', { on: data.on, today })
  const event = { type: 'StandardWithdrawn' as const, data: { area, ...data } }
  // What counts again in its place may be a link that has since become part of a circle.
  checkCircles(evolvePolicy(together(books), event, notYetRecorded), area, row.effectiveFrom)
  return { ...event, ...(published === undefined ? {} : { annuls: published }) }
}

const accepted = (books: Books, event: Extract<PolicyEvent, { type: 'StandardPublished' | 'RateLinked' }>): Fact => {
  checkOutcome(evolvePolicy(together(books), event, notYetRecorded), event.data.area, event.data)
  return event
}

/** Later than everything that has been recorded. */
const notYetRecorded = 2n ** 63n

const together = ({ own, above }: Books): Policy => ({
  ...own,
  standards: [...above.standards, ...own.standards],
  links: [...above.links, ...own.links],
  figures: [...above.figures, ...own.figures],
})
