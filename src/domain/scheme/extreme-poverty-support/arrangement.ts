import type { AreaKind } from '../../shared/area.ts'
import { lastDayOf, type Month } from '../../shared/day.ts'
import type { Payee } from '../payee.ts'
import type { Particulars, SupportForm } from './particulars.ts'
import { refuse } from './refusals.ts'
import { checkSelfCare } from './rules/self-care-level.ts'
import type { SelfCareLevel } from './self-care.ts'

/** What support is paid by. */
export type Arrangement = { form: SupportForm; level: SelfCareLevel }

/**
 * Refuses facts that contradict each other whatever stage the case is in: a level that its items do not give, an institution
 * for somebody at home, an agreement that ends before it begins.
 */
export const checkParticulars = ({ selfCare, form, institutionId, careAgreement }: Particulars): void => {
  if (selfCare) checkSelfCare(selfCare)
  if (institutionId !== null && form !== 'CENTRALIZED') throw refuse('support-institution-missing', { form })
  if (!careAgreement) return
  const { carer, organisation, from, until } = careAgreement
  if (until < from) throw refuse('care-agreement-days', { from, until })
  if ((carer === null) === (organisation === null)) throw refuse('care-agreement-carer')
}

/**
 * The form and level that are paid for a month: everything that they rest on must be there, a bed in an institution or a
 * care agreement that is in force in that month.
 */
export const arrangementIn = (particulars: Particulars, month: Month): Arrangement => {
  checkParticulars(particulars)
  const { selfCare, form, institutionId, careAgreement } = particulars
  if (!selfCare) throw refuse('self-care-missing')
  if (!form) throw refuse('support-form-missing')
  if (form === 'CENTRALIZED' && institutionId === null) throw refuse('support-institution-missing', { form })
  const covers = careAgreement && careAgreement.from <= lastDayOf(month) && `${month}-01` <= careAgreement.until
  if (form === 'DISPERSED' && !covers) throw refuse('care-agreement-missing', { month })
  return { form, level: selfCare.level }
}

/** Which kind of area's rate somebody is paid who lives on land or was resettled [2021-43 Art.19]; null: as registered. */
const kindOf = { LAND_OR_COLLECTIVE: 'RURAL', RESETTLED_IN_TOWN: 'URBAN' } as const

/** Refuses a case filed for the wrong kind of area. */
export const checkAreaKind = ({ livelihood }: Particulars, areaKind: AreaKind): void => {
  if (livelihood !== null && kindOf[livelihood] !== areaKind)
    throw refuse('support-area-kind', { livelihood, areaKind })
}

/** Refuses a payee that does not fit the form: the money for somebody in an institution goes to that institution. */
export const checkPayee = (payee: Payee, { form, institutionId }: Particulars): void => {
  const paid = payee.kind === 'INSTITUTION' ? payee.institutionId : null
  if (paid !== institutionId) throw refuse('payee-not-of-form', { form, institutionId })
}
