import { workingDays } from '../../policy/cited.ts'
import { parameterOf, standardFor } from '../../policy/policy.ts'
import type { Cited } from '../../policy/ruleset.ts'
import { addDays, type Day, monthOf } from '../../shared/day.ts'
import { percentOfFen } from '../../shared/fen.ts'
import type { AidFirst, AidQuestion } from '../aid-first.ts'
import { SUBSISTENCE_ALLOWANCE } from '../subsistence-allowance/code.ts'
import { onceSince } from './again.ts'
import { awardOf } from './award.ts'
import { TEMPORARY_ASSISTANCE } from './code.ts'
import { aidParameters } from './parameters.ts'
import type { Particulars } from './particulars.ts'

/** From each day on: whether aid before the procedure may be given, and whether what is urgent, small and immediate must. */
const texts: readonly { from: Day; duty: boolean; clause: string }[] = [
  { from: '2014-10-01', duty: false, clause: '2014-47' },
  { from: '2026-07-01', duty: true, clause: '2026-LAW Art.50' },
]

/** Small is what quick small aid is: at most its highest tier [2026-TA]. */
const isSmall = (question: AidQuestion<Particulars>): boolean => {
  const { policy, area, areaKind, day, particulars } = question
  if (particulars.award === null) return false
  const standard = standardFor(policy, {
    scheme: SUBSISTENCE_ALLOWANCE,
    area,
    areaKind,
    month: monthOf(day),
    knownOn: day,
  })
  const tiers = parameterOf(policy, aidParameters, 'quickSmallTiers', {
    scheme: TEMPORARY_ASSISTANCE,
    area,
    day,
    knownOn: day,
  })
  if (!standard) return false
  const smallFen = percentOfFen(standard.monthlyFen, Number(tiers.value.split(',').at(-1)))
  return awardOf(particulars.award, particulars, question).fen <= smallFen
}

/** Whether the emergency is recent enough to be helped before the procedure, and what says so. */
const recent = ({ policy, area, day, particulars }: AidQuestion<Particulars>): Cited<boolean> => {
  const asked = { scheme: TEMPORARY_ASSISTANCE, area, day, knownOn: day }
  const { value, source } = parameterOf(policy, aidParameters, 'aidFirstWithinDays', asked)
  return { value: day <= addDays(particulars.happenedOn, Number(value)), clause: source }
}

const may = (question: AidQuestion<Particulars>): Cited<'NO' | 'MAY' | 'MUST'> => {
  const { day, particulars } = question
  const text = texts.findLast(({ from }) => from <= day)
  if (!text) return { value: 'NO', clause: '2014-649' }
  const { clause } = text
  if (particulars.kind === 'EXPENDITURE') return { value: 'NO', clause: '2018-23' }
  const isRecent = recent(question)
  if (!isRecent.value) return { value: 'NO', clause: isRecent.clause }
  const isDuty = text.duty && particulars.urgent && particulars.immediate && isSmall(question)
  return { value: isDuty ? 'MUST' : 'MAY', clause }
}

/** Aid before the procedure: possible since 2014, a duty for what is urgent, small and immediate since the Law. */
export const aidFirst: AidFirst<Particulars> = {
  may,
  paperwork: ({ policy, area, day }) => {
    const { value, source } = parameterOf(policy, aidParameters, 'paperworkWorkingDays', {
      scheme: TEMPORARY_ASSISTANCE,
      area,
      day,
      knownOn: day,
    })
    return workingDays(Number(value), source)
  },
  onceSince,
  hardship: ({ hardship }) => hardship,
}
