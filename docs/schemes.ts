import type { Cited, Clocks, Limit, Ruleset, Step, StepName } from '../src/domain/policy/ruleset.ts'
import { exclusionMatrix } from '../src/domain/scheme/exclusions.ts'
import type { PayeeKind } from '../src/domain/scheme/payee.ts'
import type { Scheme } from '../src/domain/scheme/scheme.ts'
import { schemes } from '../src/domain/scheme/schemes.ts'
import { table } from './markdown.ts'
import { priceSubsidySection } from './price-subsidy.ts'

const clause = (text: string): string => `[${text}]`

const gives = { MONTHLY: 'monthly', ONE_OFF: 'once or in stages', STATUS: 'a status' } as const
const units = { HOUSEHOLD: 'household', PERSON: 'person' } as const
const firsts = {
  MONTH_AFTER_CONFIRMATION: 'month after confirmation',
  MONTH_OF_CONFIRMATION: 'month of confirmation',
  MONTH_OF_APPLICATION: 'month of application',
} as const
const payeeWords: Readonly<Record<PayeeKind, string>> = {
  HOLDER: 'holder',
  GUARDIAN: 'guardian',
  CARER: 'carer',
  HOUSEHOLD_HOLDER: 'holder of the household',
  INSTITUTION: 'institution',
}

/** The ruleset that was written last: what holds where no later text is known. */
const newest = ({ rulesets }: Scheme): Ruleset | undefined =>
  rulesets.findLast(({ ruleset }) => ruleset !== null)?.ruleset ?? undefined

const limitUnits: Readonly<Record<Limit['unit'], string>> = { WORKING_DAYS: 'wd', DAYS: 'd', MONTHS: 'months' }
const limitText = ({ count, unit, clause: text }: Limit): string => `${count} ${limitUnits[unit]} ${clause(text)}`

const clockNames: Readonly<Record<keyof Clocks, string>> = {
  surveyStart: 'survey begins',
  checkStart: 'check begins',
  townshipOpinion: 'township opinion',
  deliberation: 'deliberation',
  opinion: 'county opinion',
  redoAfterObjection: 'again after objection',
  countyDecision: 'county',
  countyDecisionAfterObjection: 'county after objection',
  wholeCase: 'whole case',
  wholeCaseExtended: 'extended',
  wholeCaseDelegated: 'delegated',
  crossProvince: 'across provinces',
  refusalNotice: 'refusal told',
  recheckAfterDeath: 're-check after a death',
  selfCareAgain: 'self-care again',
  stopAfterObjection: 'stop after objection',
}
const clocksText = ({ clocks }: Ruleset): string[] =>
  (Object.keys(clockNames) as (keyof Clocks)[]).flatMap((name) => {
    const limit = clocks[name]
    return limit === null ? [] : [`${clockNames[name]} ${limitText(limit)}`]
  })

/** How often somebody is looked at again: what is given once is not. */
const reviewText = ({ gives }: Scheme, { review: { withoutIncome, varying } }: Ruleset): string[] => {
  if (gives === 'ONE_OFF') return []
  const often = varying.RURAL.value === withoutIncome.value ? '' : `, ${varying.RURAL.value} where income varies`
  return [`review every ${withoutIncome.value} months${often} ${clause(withoutIncome.clause)}`]
}

const noticeText = ({ steps, noticeDays, noticeAgain, secondNoticeDays, stopNoticeDays }: Ruleset): string => {
  if (steps.notice.value === 'NONE') return `none ${clause(steps.notice.clause)}`
  const parts = [
    ...(noticeDays ? [`${noticeDays.value} d ${clause(noticeDays.clause)}`] : []),
    ...(noticeAgain.value ? [`again after an objection ${clause(noticeAgain.clause)}`] : []),
    ...(secondNoticeDays ? [`${secondNoticeDays.value} d by the county ${clause(secondNoticeDays.clause)}`] : []),
    ...(stopNoticeDays ? [`${stopNoticeDays.value} d before a stop ${clause(stopNoticeDays.clause)}`] : []),
  ]
  return parts.join('; ')
}

const afterText = ({ value, clause: text }: Cited<number>, of: string): string =>
  `${value === 0 ? of : `${value} months after ${of}`} ${clause(text)}`

const lastText = ({ lastPaid: { decision, death, event } }: Scheme): string =>
  [
    afterText(decision, 'month of the decision'),
    afterText(death, 'month of a death'),
    ...(event ? [`${afterText(event, 'month of what happened')} (${event.grounds.join(', ')})`] : []),
  ].join('; ')

const firstText = ({ firstPaid: { value, clause: text } }: Scheme): string => `${firsts[value]} ${clause(text)}`

const effects = { EXCLUDES: 'not beside', TOP_UP: 'fills up', HIGHER: 'the higher of it and' } as const
const excludedBy = ({ code }: Scheme): string =>
  exclusionMatrix
    .filter(({ scheme }) => scheme === code)
    .map(({ effect, other, when, clause: text }) => {
      const order = when === 'IF_LATER' ? ' that came first' : ''
      return `${effects[effect]} \`${other}\`${order} ${clause(text)}`
    })
    .join('; ') || '–'

const moneyText = ({ pays, rates }: Scheme): string =>
  `${pays.en}${rates.length > 0 ? ` (${rates.map((rate) => `\`${rate}\``).join(', ')})` : ''}`

const sourceText = ({ rulesets }: Scheme): string =>
  [...new Set(rulesets.flatMap(({ ruleset }) => (ruleset ? [ruleset.id, ...ruleset.overlays] : [])))].join(', ')

const schemeRow = (scheme: Scheme): string[] => {
  const ruleset = newest(scheme)
  return [
    `**${scheme.name.en}** ${scheme.name.zh} \`${scheme.code}\``,
    `${scheme.who.en} (${units[scheme.unit]})`,
    `${gives[scheme.gives]}: ${moneyText(scheme)}`,
    scheme.gives === 'STATUS' ? '–' : firstText(scheme),
    scheme.gives === 'STATUS' ? '–' : lastText(scheme),
    ruleset ? [...clocksText(ruleset), ...reviewText(scheme, ruleset)].join('; ') || 'none printed' : '–',
    ruleset ? noticeText(ruleset) : '–',
    scheme.gives === 'STATUS'
      ? '–'
      : `${scheme.payees.value.map((kind) => payeeWords[kind]).join(', ')} ${clause(scheme.payees.clause)}`,
    excludedBy(scheme),
    sourceText(scheme),
  ]
}

const stepNames: Readonly<Record<StepName, string>> = {
  commitment: 'commitment',
  closeRelatives: 'close relatives asked',
  homeVisit: 'home visit',
  economicCheck: 'register check',
  incomeAssessment: 'income assessed',
  notice: 'notice',
  publication: 'publication',
  dossier: 'dossier',
}
const stepWords = { DEMANDED: '', ALLOWED: ' (may)', NONE: '' } as const
const stepsText = ({ steps }: Ruleset): string =>
  (Object.entries(steps) as [StepName, Step][])
    .filter(([, { value }]) => value !== 'NONE')
    .map(([name, { value }]) => `${stepNames[name]}${stepWords[value]}`)
    .join(', ') || 'application and decision only'

const timelineRows = ({ code, rulesets }: Scheme): string[][] =>
  rulesets.map(({ from, ruleset }) =>
    ruleset
      ? [
          `\`${code}\``,
          from,
          [...new Set([ruleset.id, ...ruleset.overlays])].join(' + '),
          stepsText(ruleset),
          ruleset.deliberation.value.toLowerCase().replaceAll('_', ' '),
          `${ruleset.hearing.value ? 'yes' : 'no'} ${clause(ruleset.hearing.clause)}`,
          `${ruleset.townshipMayDecide.value.toLowerCase().replaceAll('_', ' ')} ${clause(ruleset.townshipMayDecide.clause)}`,
        ]
      : [`\`${code}\``, from, 'none in force', '–', '–', '–', '–'],
  )

/** How a lane differs from the ordinary procedure of the newest text: steps that change their answer, and clocks. */
const laneRows = (scheme: Scheme): string[][] => {
  const base = newest(scheme)
  if (!base) return []
  return Object.entries(scheme.lanes?.change ?? {}).map(([lane, change]) => {
    const changed = change(base)
    const steps = (Object.keys(stepNames) as StepName[]).flatMap((name) => {
      const { value, clause: text } = changed.steps[name]
      return value === base.steps[name].value ? [] : [`${stepNames[name]}: ${value.toLowerCase()} ${clause(text)}`]
    })
    const clocks = (Object.keys(clockNames) as (keyof Clocks)[]).flatMap((name) => {
      const limit = changed.clocks[name]
      if (JSON.stringify(limit) === JSON.stringify(base.clocks[name])) return []
      return [`${clockNames[name]}: ${limit === null ? 'none' : limitText(limit)}`]
    })
    return [`\`${scheme.code}\``, `\`${lane}\``, steps.join('; ') || '–', clocks.join('; ') || '–']
  })
}

/** The table of schemes, as Markdown, from the register. */
export const schemesDocument = async (): Promise<string> => `# Schemes

Every scheme that the programme runs, as its own value in \`src/domain/scheme\` states it; generated by \`npm run docs\`. Clocks and notices
are those of the newest text; which text counts on a day is in the second table. A clause is a ruleset with its article; \`product
default\` is no law, a name of a place is that place's practice. wd: working days; d: calendar days. What a lane changes for an urgent or
particular case is in the third; what a place publishes (sums, tiers, parameters) is in its policies.

${table(
  ['scheme', 'who', 'amount', 'first month', 'last month', 'clock', 'notice', 'payee', 'beside others', 'source'],
  schemes.map(schemeRow),
)}

## By day

${table(
  ['scheme', 'from', 'texts', 'steps', 'deliberation', 'heard before a cut', 'township may decide'],
  schemes.flatMap(timelineRows),
)}

## Lanes

${table(['scheme', 'lane', 'steps', 'clocks'], schemes.flatMap(laneRows))}

${priceSubsidySection()}`
