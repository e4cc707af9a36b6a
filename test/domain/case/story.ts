import type { CaseCommand } from '../../../src/domain/case/commands.ts'
import type { CaseContext } from '../../../src/domain/case/context.ts'
import { caseDecider } from '../../../src/domain/case/decide.ts'
import type { CaseEvent } from '../../../src/domain/case/events.ts'
import type { CaseState } from '../../../src/domain/case/state.ts'
import { expectWellFormed, given, type Past, stateAfter } from '../../given.ts'
import {
  application,
  assessed,
  clerk,
  command,
  confirmer,
  father,
  grandmother,
  mother,
  on,
  surveyor,
  visit,
  wages,
} from './household.ts'

/** One step of a story: a command and what it is decided with. */
export type Act = readonly [CaseCommand, CaseContext]

/** The facts that a row of commands leaves, each with who recorded it. */
export const told = (acts: readonly Act[], before: readonly Past<CaseEvent>[] = []): Past<CaseEvent>[] => {
  const past = [...before]
  for (const [next, context] of acts) {
    const facts = caseDecider.decide(next, stateAfter(caseDecider, past), context)
    expectWellFormed(caseDecider, facts)
    past.push(...facts.map((event) => ({ event, actor: context.actor.sub })))
  }
  return past
}

/** `after(...acts).when(command, context)`: a story, then the sentence under test. */
export const after = (...acts: readonly Act[]) => given(caseDecider, ...told(acts))

export const stateOf = (...acts: readonly Act[]): CaseState => stateAfter(caseDecider, told(acts))

/** The event types of a story, in order. */
export const typesOf = (past: readonly Past<CaseEvent>[]): string[] =>
  past.map((one) => ('event' in one ? one.event.type : one.type))

const authorized = (personId: string): Act => [
  command('RecordAuthorization', { personId, signedOn: '2023-03-03', validTo: '2026-12-31' }),
  on('2023-03-06'),
]

/** The stations of the Li household's straight path; each story is the one before it and some more. */
const registered: readonly Act[] = [[command('RegisterIntake', application()), on('2023-03-06')]]
const complete: readonly Act[] = [
  ...registered,
  authorized(father),
  authorized(mother),
  authorized(grandmother),
  [command('DeclareCloseRelatives', { relatives: [] }), on('2023-03-06')],
]
const accepted: readonly Act[] = [...complete, [command('AcceptApplication', {}), on('2023-03-06')]]
const checking: readonly Act[] = [...accepted, [command('RequestEconomicCheck', {}), on('2023-03-07')]]
const surveying: readonly Act[] = [
  ...checking,
  [command('StartSurvey', { surveyors: ['surveyor-1', 'surveyor-2'] }), on('2023-03-08', surveyor)],
]
const report = { reportNumber: '核报1号', outcome: 'CONSISTENT', findings: '一致' } as const
const visited: readonly Act[] = [...surveying, [command('RecordHomeVisit', visit()), on('2023-03-08', surveyor)]]
const checked: readonly Act[] = [...visited, [command('CompleteEconomicCheck', report), on('2023-03-14')]]
const investigated: readonly Act[] = [
  ...checked,
  [command('AssessIncome', { assessment: assessed([wages(90_000)]) }), on('2023-03-16')],
]
const opined: readonly Act[] = [
  ...investigated,
  [command('DraftOpinion', { opinion: 'GRANT', reasons: '人均300元' }), on('2023-03-17')],
]
const noticed: readonly Act[] = [
  ...opined,
  [command('PostNotice', { places: ['公开栏'], photoSha256: null }), on('2023-03-20')],
]
const submitted: readonly Act[] = [...noticed, [command('SubmitDossier', {}), on('2023-03-28')]]
export const grant = command('DecideGrant', {
  decisionNumber: '确1号',
  holder: father,
  payee: { kind: 'HOLDER' },
  amountFen: 81_000,
  noConflictOfInterest: true,
})
const confirmed: readonly Act[] = [...submitted, [grant, on('2023-04-07', confirmer)]]
const reviewed: readonly Act[] = [...confirmed, [command('OpenReview', { cause: 'CADENCE' }), on('2023-09-01', clerk)]]

export const li = {
  registered,
  complete,
  accepted,
  checking,
  surveying,
  visited,
  checked,
  investigated,
  opined,
  noticed,
  submitted,
  confirmed,
  reviewed,
}
