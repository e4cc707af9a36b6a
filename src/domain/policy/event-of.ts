import type { PolicyCommand, PolicyCommandNamed } from './commands.ts'
import type { PolicyEvent } from './events.ts'
import { type Figure, STANDARD } from './rate.ts'

/** The fact that a command records where nothing stands against it. What is brought into being has the command's new id. */
export const eventOf = (command: PolicyCommand): PolicyEvent => {
  const { type, subject: area, newId, data } = command
  switch (type) {
    case 'PublishStandard': {
      const { monthlyFen: _, yearlyFen: __, onceFen: ___, rate = STANDARD, printed = null, ...rest } = data
      const figure = figureOf(data)
      return { type: 'StandardPublished', data: { standardId: newId, area, ...rest, rate, figure, printed } }
    }
    case 'LinkRate': {
      const { rate = STANDARD, use = 'RATE', printed = null, ...rest } = data
      return { type: 'RateLinked', data: { standardId: newId, area, ...rest, rate, use, printed } }
    }
    case 'PublishFigure': {
      const { rate = STANDARD, printed = null, ...rest } = data
      return { type: 'FigurePublished', data: { standardId: newId, area, ...rest, rate, printed } }
    }
    case 'WithdrawStandard':
      return { type: 'StandardWithdrawn', data: { area, ...data } }
    case 'PublishTiers':
      return { type: 'TiersPublished', data: { tiersId: newId, area, ...data } }
    case 'PublishParameter':
      return {
        type: 'ParameterPublished',
        data: { parameterId: newId, area, ...data, printed: data.printed ?? null },
      }
    case 'PublishHolidayCalendar':
      return { type: 'HolidayCalendarPublished', data: { area, ...data } }
    case 'DelegateAuthority':
      return { type: 'AuthorityDelegated', data: { delegationId: newId, area, ...data } }
    case 'RevokeDelegation':
      return { type: 'AuthorityRevoked', data: { area, ...data } }
  }
}

/** A rate as a command publishes it. */
export const figureOf = ({ monthlyFen, yearlyFen, onceFen }: PolicyCommandNamed<'PublishStandard'>['data']): Figure => {
  if (monthlyFen !== undefined) return { fen: monthlyFen, per: 'MONTH' }
  return yearlyFen !== undefined ? { fen: yearlyFen, per: 'YEAR' } : { fen: onceFen ?? 0, per: 'ONCE' }
}
