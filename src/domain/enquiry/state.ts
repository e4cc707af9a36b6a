import type { AreaCode } from '../shared/area.ts'
import type { Day } from '../shared/day.ts'
import type { EnquiryEvent, ReferredTo } from './events.ts'
import type { EnquiryChannel, EnquiryStatus } from './words.ts'

/** A referral, and whether it has been answered. */
export type Referral = { to: ReferredTo; sentOn: Day; answered: boolean }

/** An enquiry as the facts so far tell it. */
export type Enquiry = {
  status: EnquiryStatus
  enquiryId: string
  personId: string
  area: AreaCode
  channel: EnquiryChannel
  receivedOn: Day
  referrals: ReadonlyMap<string, Referral>
}

/** An enquiry stream folded; `NONE` where there is none. */
export type EnquiryState = { status: 'NONE' } | Enquiry

/** Folds one fact. */
export const evolveEnquiry = (state: EnquiryState, { type, data }: EnquiryEvent): EnquiryState => {
  if (type === 'EnquiryReceived') {
    const { enquiryId, personId, area, channel, receivedOn } = data
    return { status: 'OPEN', enquiryId, personId, area, channel, receivedOn, referrals: new Map() }
  }
  if (state.status === 'NONE') return state
  switch (type) {
    case 'ReferralSent': {
      const { referralId, to, sentOn } = data
      return { ...state, referrals: new Map(state.referrals).set(referralId, { to, sentOn, answered: false }) }
    }
    case 'ReferralAnswered': {
      const referral = state.referrals.get(data.referralId)
      if (!referral) return state
      return { ...state, referrals: new Map(state.referrals).set(data.referralId, { ...referral, answered: true }) }
    }
    case 'EnquiryClosed':
      return { ...state, status: 'CLOSED' }
  }
}
