import { caseDecider } from '../domain/case/decide.ts'
import type { CaseEvent } from '../domain/case/events.ts'
import { Uuid } from '../domain/shared/event.ts'
import { AsOf, positionAsOf } from '../log/as-of.ts'
import { openEvents } from '../log/load.ts'
import { caseStream } from '../log/streams.ts'
import { ModeFault } from '../mode.ts'
import type { Deps } from '../processes/deps.ts'
import { milestoneBefore } from '../projections/milestones.ts'
import { withAnjuan } from './open.ts'
import { say } from './print.ts'

/** Which moment of knowledge: a log position, a day, or an instant in RFC 3339. */
export type ReplayOptions = { asOf?: string; json?: boolean }

/** `anjuan replay <case>`: folds a case from its events, one line each with the state it led to. */
export const replayCommand = (caseId: string, { asOf, json }: ReplayOptions): Promise<void> =>
  withAnjuan({ mode: 'as-found', project: false }, async ({ deps }) => {
    if (!Uuid.safeParse(caseId).success) throw new ModeFault(`${caseId} is not the id of a case`)
    const { events } = await deps.log.readStream(caseStream(caseId))
    const opened = await openEvents<CaseEvent>(deps.vault, caseDecider.schemas, events)
    const knownAt = asOf === undefined ? undefined : await positionOf(deps, asOf)
    const known = opened.filter(({ position }) => knownAt === undefined || position <= knownAt)
    if (known.length === 0) throw new ModeFault(`There is no case ${caseId}${asOf ? ` as of ${asOf}` : ''}.`)
    let state = caseDecider.initial
    for (const { opened: event, id, version, position, envelope } of known) {
      state = caseDecider.evolve(state, event, { id, version, position, actor: envelope.actor })
      if (!json) say(`${version}\t${position}\t${envelope.on}\t${event.type}\t${state.status}\t${envelope.actor}`)
    }
    if (json) say(JSON.stringify(state, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)))
  })

const positionOf = (deps: Deps, moment: string): Promise<bigint> => {
  const asOf = AsOf.safeParse(moment)
  if (!asOf.success) throw new ModeFault(`--as-of: ${moment} is no position, day or instant`)
  return positionAsOf({ ...deps, earlierThan: milestoneBefore(deps.views) }, asOf.data)
}
