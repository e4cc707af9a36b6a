import { type AlertEvent, alertEvents } from '../../domain/alert/events.ts'
import { type EnquiryEvent, enquiryEvents } from '../../domain/enquiry/events.ts'
import { type InspectionEvent, inspectionEvents } from '../../domain/inspection/events.ts'
import { outreachScheme } from '../../domain/outreach/parameters.ts'
import { type OverpaymentEvent, overpaymentEvents } from '../../domain/overpayment/events.ts'
import { type ReratingEvent, reratingEvents } from '../../domain/rerating/events.ts'
import { changeOfOverpayment, overpaymentMatter, rollOfOverpayment } from './overpayment-tasks.ts'
import { nextOfRerating } from './rerating-tasks.ts'
import type { OpenTask } from './tasks.ts'

/** A matter beside cases and runs: a warning, an enquiry, an inspection or its finding, an overpayment, a re-rating. */
export type Matter = {
  kind: 'alert' | 'enquiry' | 'inspection' | 'finding' | 'overpayment' | 'rerating'
  area: string
  scheme: string
  /** The one next step; null where nothing is left to do. */
  next: OpenTask | null
  /** Drawn cases that nobody has checked yet. */
  unchecked: number
  /** What is still owed of an overpayment. */
  owedFen: number
}

/** What leaves such a matter behind. */
export type MatterEvent = AlertEvent | EnquiryEvent | InspectionEvent | OverpaymentEvent | ReratingEvent

/** The event types of all of them. */
export const matterTypes = [
  ...alertEvents,
  ...enquiryEvents,
  ...inspectionEvents,
  ...overpaymentEvents,
  ...reratingEvents,
].map(({ type }) => type)

/** The matter that an event belongs to: a finding is one beside its inspection. */
export const matterOf = ({ data }: MatterEvent): string => {
  if ('overpaymentId' in data) return data.overpaymentId
  if ('reratingId' in data) return data.reratingId
  if ('alertId' in data) return data.alertId
  if ('findingId' in data) return data.findingId
  return 'inspectionId' in data ? data.inspectionId : data.enquiryId
}

const matter = (
  kind: Matter['kind'],
  area: string,
  next: OpenTask | null,
  scheme: string = outreachScheme,
): Matter => ({
  kind,
  area,
  scheme,
  next,
  unchecked: 0,
  owedFen: 0,
})

/** A matter after one more event. */
export const foldMatter = (before: Matter | undefined, { type, data }: MatterEvent): Matter => {
  switch (type) {
    case 'AlertRaised': {
      const { due, provisional, clause } = data.visitBy
      return matter('alert', data.area, { task: 'visit-alert', due, provisional, clause })
    }
    case 'EnquiryReceived': {
      const { due, clause } = data.answerBy
      return matter('enquiry', data.area, { task: 'answer-enquiry', due, clause })
    }
    case 'InspectionOpened': {
      const next: OpenTask = { task: data.sample ? 'draw-sample' : 'close-inspection' }
      return matter('inspection', data.area, next, data.sample?.scheme)
    }
    case 'FindingRecorded':
      return matter('finding', data.area, { task: 'rectify-finding', due: data.rectifyBy })
    case 'OverpaymentDetected':
      return { ...matter('overpayment', data.area, null, rollOfOverpayment(data)), ...overpaymentMatter(data) }
    case 'ReratingOpened':
      return matter('rerating', data.area, nextOfRerating({ type }), data.scheme)
    default:
      if (!before) throw new Error(`${type} of a matter that nobody has opened`)
      return { ...before, ...changeOf(before, { type, data } as Later) }
  }
}

type Opening =
  | 'AlertRaised'
  | 'EnquiryReceived'
  | 'InspectionOpened'
  | 'FindingRecorded'
  | 'OverpaymentDetected'
  | 'ReratingOpened'
type Later = Exclude<MatterEvent, { type: Opening }>

const changeOf = (before: Matter, event: Later): Partial<Matter> => {
  if ('overpaymentId' in event.data) return changeOfOverpayment(before, event as OverpaymentEvent)
  if ('reratingId' in event.data) return { next: nextOfRerating(event as ReratingEvent) }
  const { type, data } = event as Exclude<Later, OverpaymentEvent | ReratingEvent>
  switch (type) {
    case 'AlertVisited':
      return data.finding === 'NOT_MET' ? {} : { next: { task: 'close-alert' } }
    case 'SamplePartDrawn':
      return { unchecked: (data.part > 0 ? before.unchecked : 0) + data.drawn.length }
    case 'SampleDrawn':
      return checking(before.unchecked + data.drawn.length)
    case 'SpotCheckRecorded':
      return checking(before.unchecked - 1)
    case 'RectificationReported':
      return { next: { ...before.next, task: 'verify-rectification' } }
    case 'RectificationVerified':
      return { next: data.rectified ? null : { ...before.next, task: 'rectify-finding' } }
    case 'AlertClosed':
    case 'EnquiryClosed':
    case 'InspectionClosed':
      return { next: null }
    case 'ReferralSent':
    case 'ReferralAnswered':
    case 'InspectorsAdded':
    case 'InspectorReplaced':
      return {}
  }
}

/** So many drawn cases are still to be checked; none of a sample that was drawn from nothing. */
const checking = (unchecked: number): Partial<Matter> => ({
  unchecked,
  next: { task: unchecked > 0 ? 'check-sample' : 'close-inspection' },
})
