import type { CaseCommand } from '../../domain/case/commands.ts'
import type { DoneCase, ReratingEvent, ReratingLine } from '../../domain/rerating/events.ts'
import { linesOf, type Rerating } from '../../domain/rerating/state.ts'
import type { Actor } from '../../domain/shared/actor.ts'
import { Refused } from '../../domain/shared/refusal.ts'
import { expectSeen } from '../../log/errors.ts'
import type { Handled } from '../../log/handle.ts'
import { reratingStream } from '../../log/streams.ts'
import type { CommandCall } from '../call.ts'
import { caseCommand } from '../cases/case-command.ts'
import type { Deps } from '../deps.ts'
import { systemActor } from '../system-actor.ts'
import { handleRerating, loadRerating, stepOf } from './stream.ts'

/** Cases of one entry of progress: so many are asked again, and answer the same, when the work was cut off. */
const CASES_PER_PART = 100

/** Cases that are written to at the same time. */
const AT_ONCE = 8

/**
 * Carries an approved re-rating out. Each case is written to once, whoever repeats the command and however often it was
 * cut off: its command has an id of its own. What a case refuses is kept with the reason and left to a person.
 */
export const applyRerating = async (
  deps: Deps,
  call: CommandCall,
  subject: string,
): Promise<Handled<ReratingEvent>> => {
  const loaded = await loadRerating(deps, subject, call.commandId)
  if (loaded.answer) return loaded.answer
  expectSeen(reratingStream(subject), call.seen, loaded.version)
  await handleRerating(deps, stepOf(call, subject, 'start'), subject, { type: 'StartApplication' })
  const { rerating } = await loadRerating(deps, subject, call.commandId)
  const lines = linesOf(rerating).filter(({ outcome }) => outcome !== 'UNCHANGED' && outcome !== 'FAILED')
  const parts = Math.ceil(lines.length / CASES_PER_PART)
  for (let part = rerating.parts; part < parts; part += 1) {
    const cases = await doAll(lines.slice(part * CASES_PER_PART, (part + 1) * CASES_PER_PART), (line) =>
      doCase(deps, call, rerating, line),
    )
    const data = { part, cases }
    await handleRerating(deps, stepOf(call, subject, `part ${part}`), subject, { type: 'RecordDoneCases', data })
  }
  return handleRerating(deps, { ...call, seen: undefined }, subject, { type: 'ApplyRerating' })
}

const doAll = async <Line, Done>(lines: readonly Line[], act: (line: Line) => Promise<Done>): Promise<Done[]> => {
  const done: Done[] = []
  for (let from = 0; from < lines.length; from += AT_ONCE)
    done.push(...(await Promise.all(lines.slice(from, from + AT_ONCE).map(act))))
  return done
}

const doCase = async (
  deps: Deps,
  call: CommandCall,
  { reratingId, change, area }: Rerating,
  line: ReratingLine,
): Promise<DoneCase> => {
  const { caseId } = line
  const adjusts = line.outcome === 'AUTOMATIC'
  const { actor, command } = adjusts ? adjustment(call.actor, reratingId, change.document, line) : review(area, line)
  const step = { ...stepOf(call, reratingId, `case ${caseId}`), actor, correlation: reratingStream(reratingId) }
  try {
    await caseCommand(deps, step, { ...command, newId: step.commandId })
    return { caseId, result: adjusts ? 'ADJUSTED' : 'REVIEW_OPENED', code: null }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { caseId, result: 'LEFT', code: error.code }
  }
}

type Sent = { actor: Actor; command: CaseCommand }

const adjustment = (
  actor: Actor,
  reratingId: string,
  document: Rerating['change']['document'],
  { caseId, decidedFrom, decidedFen, month: fromMonth, afterFen }: ReratingLine,
): Sent => ({
  actor,
  command: {
    type: 'AdjustEntitlement',
    subject: caseId,
    newId: caseId,
    data: { reratingId, document, decidedFrom, decidedFen, fromMonth, amountFen: afterFen ?? 0 },
  },
})

/** A case that needs a person is put on the work list by a review of its own, which ends by a decision or unchanged. */
const review = (area: Rerating['area'], { caseId }: ReratingLine): Sent => ({
  actor: systemActor('rerating', 'reviewer', area),
  command: { type: 'OpenReview', subject: caseId, newId: caseId, data: { cause: 'STANDARD_MOVED' } },
})
