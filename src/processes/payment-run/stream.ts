import { refuse } from '../../domain/payment/refusals.ts'
import type { RunContext } from '../../domain/payment/run-authority.ts'
import { type RunCommand, runDecider } from '../../domain/payment/run-decide.ts'
import type { RunEvent } from '../../domain/payment/run-events.ts'
import type { Run } from '../../domain/payment/run-state.ts'
import { Stale } from '../../log/errors.ts'
import { idFrom } from '../../log/event-id.ts'
import { answerFromLog, type Handled, handle } from '../../log/handle.ts'
import { type Loaded, load } from '../../log/load.ts'
import { runStream } from '../../log/streams.ts'
import { type CommandCall, envelopeOf } from '../call.ts'
import type { Deps } from '../deps.ts'

/** A run that exists, folded, with its stream. */
export type LoadedRun = Omit<Loaded<Run, RunEvent>, 'state'> & { run: Run }

/** Nobody: for steps that ask for no contributors. */
const nobody: ReadonlySet<string> = new Set()

/** What the deciders know of a call. */
export const runContext = (deps: Deps, call: CommandCall, contributors = nobody): RunContext => ({
  actor: call.actor,
  today: deps.clock.today(),
  contributors,
})

/** A run by its id; refused with `unknown-run`. */
export const loadRun = async (deps: Pick<Deps, 'log' | 'vault'>, runId: string): Promise<LoadedRun> => {
  const { state: run, tip, events } = await load(deps, runDecider, runStream(runId))
  if (run.status === 'NONE') throw refuse('unknown-run', { runId })
  return { run, tip, events }
}

/** The same, for a command that does more than append: refuses with `Stale` what another revision was meant for. */
export const loadRunFor = async (deps: Deps, call: CommandCall, runId: string): Promise<LoadedRun> => {
  const loaded = await loadRun(deps, runId)
  const { version } = loaded.tip
  if (call.seen !== undefined && call.seen !== version && !answerOf(loaded, call))
    throw new Stale(runStream(runId), call.seen, version)
  return loaded
}

/** The answer that this command was given before, where it was carried out to its end. */
export const answerOf = ({ run, events }: LoadedRun, { commandId }: CommandCall): Handled<RunEvent> | undefined =>
  answerFromLog(runStream(run.runId), events, commandId)

/** Carries out one command on a run that needs nothing else. */
export const handleRun = (
  deps: Deps,
  call: CommandCall,
  runId: string,
  command: RunCommand,
  context: RunContext | ((run: Run) => Promise<RunContext>) = runContext(deps, call),
): Promise<Handled<RunEvent>> => {
  const stream = runStream(runId)
  return handle(deps, runDecider, {
    stream,
    command,
    context:
      typeof context === 'function'
        ? (state) => (state.status === 'NONE' ? Promise.resolve(runContext(deps, call)) : context(state))
        : context,
    envelope: envelopeOf(call, stream, deps.clock.today()),
    seen: call.seen,
  })
}

/** A step of a command, under an id of its own so that repeating the command repeats the step. */
export const stepOf = (call: CommandCall, name: string): CommandCall => ({
  ...call,
  commandId: idFrom(call.commandId, name),
  seen: undefined,
})
