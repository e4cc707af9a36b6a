import type { AllStreamRecordedEvent } from '@eventstore/db-client'

/** Watches for what an operator does to streams that takes history away from them. */
export type StreamRules = {
  /** Looks at an event of the server itself. */
  saw(event: AllStreamRecordedEvent): void
  /** What was taken away from a stream, in words, as far as it was seen. */
  lossOf(stream: string): string | undefined
}

/** Types of the server's own events that followers ask for beside their own, so that nothing of this goes unseen. */
export const RULE_TYPES = ['$metadata', '$streamDeleted'] as const

/** Rules that hide or remove events: older than, more than, before. */
const TAKES_AWAY = ['$maxAge', '$maxCount', '$tb']

const textOf = (data: unknown): unknown => {
  if (!(data instanceof Uint8Array)) return data
  try {
    return JSON.parse(Buffer.from(data).toString())
  } catch {
    return undefined
  }
}

/** A stream of ours, and what an event of the server says that it loses; undefined where nothing of ours is lost. */
const lossIn = ({ type, streamId, data }: AllStreamRecordedEvent): { stream: string; loss: string } | undefined => {
  if (type === '$streamDeleted' && !streamId.startsWith('$'))
    return { stream: streamId, loss: `${streamId} was deleted for ever` }
  if (type !== '$metadata' || !streamId.startsWith('$$') || streamId.startsWith('$$$')) return undefined
  const metadata = textOf(data)
  if (typeof metadata !== 'object' || metadata === null) return undefined
  const rules = Object.entries(metadata).filter(([name]) => TAKES_AWAY.includes(name))
  const stream = streamId.slice(2)
  const said = rules.map(([name, value]) => `${name}=${value}`).join(', ')
  return rules.length === 0 ? undefined : { stream, loss: `${stream} loses events by ${said}` }
}

/** Makes a watch that tells every loss once, however often it is read. */
export const makeStreamRules = (troubled: (message: string) => void): StreamRules => {
  const told = new Set<bigint>()
  const losses = new Map<string, string>()
  return {
    saw: (event) => {
      const found = lossIn(event)
      if (!found || told.has(event.position.commit)) return
      told.add(event.position.commit)
      losses.set(found.stream, found.loss)
      troubled(`history was taken away: ${found.loss}`)
    },
    lossOf: (stream) => losses.get(stream),
  }
}
