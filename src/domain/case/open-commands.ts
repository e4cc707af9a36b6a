import type { Ruleset, StepName } from '../policy/ruleset.ts'
import { rulesetOn, type Scheme } from '../scheme/scheme.ts'
import { type CaseCommand, caseCommands } from './commands.ts'
import type { CaseContext } from './context.ts'
import { ownCommandTypes } from './own/own.ts'
import { caseParameter } from './parameters.ts'
import { procedureOf, schemeOf } from './procedure.ts'
import { type CaseState, fileOf, isHolding } from './state.ts'
import { commandsIn } from './transitions.ts'

type CommandType = CaseCommand['type']

/** What is known of the case that a command would be sent to. */
type Asked = { scheme: Scheme; ruleset: Ruleset; atCounty: boolean; delaysExits: boolean }
type Need = (asked: Asked) => boolean

const step =
  (name: StepName): Need =>
  ({ ruleset }) =>
    ruleset.steps[name].value !== 'NONE'
const stopNotice: Need = ({ ruleset }) => ruleset.stopNoticeDays !== null

/** What the rules or the scheme of a case must know for a command of the engine to be any use; the others need nothing. */
const needs: Partial<Record<CommandType, Need>> = {
  AddMember: ({ scheme }) => scheme.unit === 'HOUSEHOLD',
  RecordParticulars: ({ scheme }) => scheme.particulars !== null,
  GrantEmergencyAid: ({ scheme }) => scheme.aidFirst !== undefined,
  StartSurvey: step('homeVisit'),
  RecordHomeVisit: step('homeVisit'),
  RequestEconomicCheck: step('economicCheck'),
  CompleteEconomicCheck: step('economicCheck'),
  DisputeCheck: step('economicCheck'),
  SettleCheckDispute: step('economicCheck'),
  AssessIncome: step('incomeAssessment'),
  PostNotice: ({ ruleset, atCounty }) =>
    ruleset.steps.notice.value !== 'NONE' && (!atCounty || ruleset.secondNoticeDays !== null),
  RaiseObjection: step('notice'),
  OrderReSurvey: step('notice'),
  SettleObjection: step('notice'),
  RecordDeliberation: ({ ruleset }) => ruleset.deliberation.value !== 'NEVER',
  SubmitDossier: step('dossier'),
  PublishDecision: step('publication'),
  ExtendDeadline: ({ ruleset }) => ruleset.clocks.wholeCaseExtended !== null,
  StartGradualExit: ({ ruleset, delaysExits }) => ruleset.gradualExitMonths !== null || delaysExits,
  PostStopNotice: stopNotice,
  RaiseStopObjection: stopNotice,
  SettleStopObjection: stopNotice,
}

/** Whether a command can be of any use to a case; one that not every scheme knows, where its scheme does. */
const isKnown = (type: CommandType, asked: Asked): boolean =>
  ownCommandTypes.has(type) ? (asked.scheme.ownCommands ?? []).includes(type) : (needs[type]?.(asked) ?? true)

const outside: ReadonlySet<CommandType> = new Set(caseCommands.map(({ type }) => type))

/** The rules that a case follows: of its acceptance until it is decided, of today before and after. */
const askedOf = (state: CaseState, context: CaseContext): Asked | undefined => {
  const file = fileOf(state)
  if (!file) return undefined
  const scheme = schemeOf(file, context)
  const isProcedure = 'acceptance' in state && state.acceptance !== null && !isHolding(state)
  const ruleset = isProcedure ? procedureOf(file, state.acceptance, context) : rulesetOn(scheme, context.today)
  const delaysExits = caseParameter('delayedExitMonths', file, context).value > 0
  return { scheme, ruleset, atCounty: 'county' in state, delaysExits }
}

/**
 * The commands that may be sent to a case as it stands: those of its status, without the steps that its rules do not know and
 * what only processes send. For the refusal that says what may be done instead.
 */
export const openCommands = (state: CaseState, context: CaseContext): readonly CommandType[] => {
  const asked = askedOf(state, context)
  return commandsIn(state.status).filter((type) => outside.has(type) && (asked === undefined || isKnown(type, asked)))
}
