import type { AllStreamRecordedEvent } from '@eventstore/db-client'

/** Watches for what an operator does to streams that takes history away from them. */
export type StreamRules = {
  /** Looks at an event of the server itself. */
  saw(event: AllStreamRecordedEvent): void
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

/** Says of an event what it takes away from which stream; undefined where it takes nothing from ours. */
export const lossIn = ({ type, streamId, data }: Pick<AllStreamRecordedEvent, 'type' | 'streamId' | 'data'>) => {
  if (type === '$streamDeleted' && !streamId.startsWith('$')) return `${streamId} was deleted for ever`
  if (type !== '$metadata' || !streamId.startsWith('$$') || streamId.startsWith('$$$')) return undefined
  const metadata = textOf(data)
  if (typeof metadata !== 'object' || metadata === null) return undefined
  const rules = Object.entries(metadata).filter(([name]) => TAKES_AWAY.includes(name))
  if (rules.length === 0) return undefined
  return `${streamId.slice(2)} loses events by ${rules.map(([name, value]) => `${name}=${value}`).join(', ')}`
}

/** Makes a watch that tells every loss once, however often it is read. */
export const makeStreamRules = (troubled: (message: string) => void): StreamRules => {
  const told = new Set<bigint>()
  return {
    saw: (event) => {
      const loss = lossIn(event)
      if (loss === undefined || told.has(event.position.commit)) return
      told.add(event.position.commit)
      troubled(`history was taken away: ${loss}`)
    },
  }
}
