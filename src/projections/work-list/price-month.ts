import type { RunDeadline, RunEvent } from '../../domain/payment/run-events.ts'
import type { PriceEvent } from '../../domain/price/events.ts'
import { PRICE_SUBSIDY } from '../../domain/price/terms.ts'
import { isCounty } from '../../domain/shared/area.ts'
import type { AnyEvent } from '../../domain/shared/event.ts'
import type { OpenTask } from './tasks.ts'

/** The judgement of a month. */
export type PriceWorkEvent = Extract<PriceEvent, { type: 'PriceTriggerDeclared' | 'PriceTriggerNotMet' }>

/** What a month of prices asks of a county: its run is to be opened, has been, or is not due. */
export type PriceProgress = { area: string; status: 'DUE' | 'RUN_OPENED' | 'NOT_DUE'; deadline: RunDeadline | null }

type Opened = Extract<RunEvent, { type: 'PaymentRunOpened' }>

const isJudged = (event: AnyEvent): event is PriceWorkEvent =>
  event.type === 'PriceTriggerDeclared' || event.type === 'PriceTriggerNotMet'

const isOpened = (event: AnyEvent): event is Opened =>
  event.type === 'PaymentRunOpened' && (event as Opened).data.scheme === PRICE_SUBSIDY

/** The month of prices that an event judges, or whose run it opens, under a name of its own; undefined for any other event. */
export const priceMonthOf = (event: AnyEvent): string | undefined => {
  if (!isJudged(event) && !isOpened(event)) return undefined
  const { area, month } = event.data
  return `price-${area}-${month}`
}

/** A month of prices after one more event. A month judged anew after its run was opened asks for no second one. */
export const foldPriceMonth = (before: PriceProgress | undefined, event: AnyEvent): PriceProgress => {
  if (isOpened(event)) return { area: event.data.area, deadline: null, ...before, status: 'RUN_OPENED' }
  if (!isJudged(event)) throw new Error(`${event.type} says nothing of a month of prices`)
  const { area } = event.data
  if (event.type === 'PriceTriggerNotMet') return { area, status: 'NOT_DUE', deadline: null }
  return { area, status: before?.status === 'RUN_OPENED' ? 'RUN_OPENED' : 'DUE', deadline: event.data.payBy }
}

/** What is to be done about a month of prices: what a city, a province or the nation judges is paid by its counties. */
export const tasksOfPriceMonth = ({ area, status, deadline }: PriceProgress): readonly OpenTask[] =>
  status === 'DUE' && isCounty(area) ? [{ task: 'open-price-run', ...deadline }] : []
