import { caseDecider } from '../domain/case/decide.ts'
import type { CaseEvent } from '../domain/case/events.ts'
import { Uuid } from '../domain/shared/event.ts'
import { openEvents } from '../log/handle.ts'
import { caseStream } from '../log/streams.ts'
import { ModeFault } from '../main.ts'
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
    const known = opened.filter(isKnown(asOf))
    if (known.length === 0) throw new ModeFault(`There is no case ${caseId}${asOf ? ` as of ${asOf}` : ''}.`)
    let state = caseDecider.initial
    for (const { opened: event, id, version, position, envelope } of known) {
      state = caseDecider.evolve(state, event, { id, version, position, actor: envelope.actor })
      if (!json) say(`${version}\t${position}\t${envelope.on}\t${event.type}\t${state.status}\t${envelope.actor}`)
    }
    if (json) say(JSON.stringify(state, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)))
  })

const isKnown = (asOf: string | undefined) => {
  if (asOf === undefined) return () => true
  if (/^\d+$/.test(asOf)) return ({ position }: { position: bigint }) => position <= BigInt(asOf)
  // A day means its end in Asia/Shanghai.
  const instant = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(asOf) ? `${asOf}T23:59:59.999+08:00` : asOf)
  if (Number.isNaN(instant)) throw new ModeFault(`--as-of: ${asOf} is no position, day or instant`)
  return ({ recordedAt }: { recordedAt: string }) => Date.parse(recordedAt) <= instant
}
