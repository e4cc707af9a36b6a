import { actDay } from '../../shared/act-day.ts'
import { latest } from '../../shared/day.ts'
import { officeAuthority } from '../authority.ts'
import { returnDeadlines } from '../deadlines.ts'
import { isDemanded, procedureOf, requireStep } from '../procedure.ts'
import { refuse } from '../refusals.ts'
import type { StepTable } from '../step.ts'

/**
 * From the office that decides back to whoever drafted the opinion (退回补充调查、重新审核): nobody can decide well on a file
 * with faults, nor grant what was posted as a refusal.
 */
export const sendBackSteps = {
  ReturnDossier: ({ subject, data }, state, context) => {
    const { file, acceptance, opinion, notice } = state
    const { reasons, redo } = data
    const ruleset = procedureOf(file, acceptance, context)
    const { delegated } = officeAuthority(file, context, 0)
    const county = 'county' in state ? state.county : null
    if (!county && !delegated && isDemanded(ruleset, 'dossier'))
      throw refuse('dossier-missing', { clause: ruleset.steps.dossier.clause })
    // A visit that was ordered is made: sending the file away is no way around it.
    if (county && county.visitOrderedOn !== null && !county.visit?.signed)
      throw refuse('county-visit-missing', { because: [], clause: ruleset.countyVisit.clause })
    for (const step of redo) requireStep(ruleset, step)
    const atCounty = [county?.submittedOn, county?.visit?.visitedOn, county?.secondNotice?.postedOn]
    const { day, entry } = actDay(data, context.today, latest(opinion.draftedOn, notice?.postedOn, ...atCounty))
    const deadlines = returnDeadlines(file, day, context)
    return [
      {
        type: 'DossierReturned',
        data: { caseId: subject, returnedOn: day, reasons, redo: [...new Set(redo)], deadlines },
        ...entry,
      },
    ]
  },
} satisfies Partial<StepTable>
