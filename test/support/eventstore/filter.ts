import type streams from '@eventstore/db-client/generated/streams_pb.js'
import type { Stored } from './record.ts'

/** Which events a reader of the whole store wants, and how often it wants to hear how far the server has looked. */
export type Filter = {
  wants(event: Stored): boolean
  /** Events looked at in one go. */
  window: number
  /** Events looked at between two checkpoints; none are sent where undefined (no filter, no checkpoints). */
  checkpointEvery: number | undefined
}

/** Events that the real server reads in one go. */
const WINDOW = 32

const matcher = (regex: string, prefixes: readonly string[]): ((text: string) => boolean) => {
  if (!regex) return (text) => prefixes.some((prefix) => text.startsWith(prefix))
  const pattern = new RegExp(regex)
  return (text) => pattern.test(text)
}

/** The filter that a request carries; everything where it carries none. */
export const filterFrom = (options: InstanceType<typeof streams.ReadReq.Options>): Filter => {
  const filter = options.getFilter()
  if (!filter) return { wants: () => true, window: WINDOW, checkpointEvery: undefined }
  const onType = filter.getEventType()
  const expression = onType ?? filter.getStreamIdentifier()
  const matches = matcher(expression?.getRegex() ?? '', expression?.getPrefixList() ?? [])
  const window = filter.hasMax() ? filter.getMax() : WINDOW
  return {
    wants: onType ? ({ type }) => matches(type) : ({ stream }) => matches(stream),
    window,
    checkpointEvery: window * filter.getCheckpointintervalmultiplier(),
  }
}
