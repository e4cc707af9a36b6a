import { InvalidEvent } from '../errors.ts'
import type { Commit } from '../port.ts'

/** 29 February only where there is one: the text of a day that exists is what its date prints. */
const isDay = (recordedAt: string): boolean => {
  const date = new Date(`${recordedAt.slice(0, 23)}Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 23) === recordedAt.slice(0, 23)
}

const checkJson = (text: string, id: string): void => {
  try {
    JSON.parse(text)
  } catch (error) {
    throw new InvalidEvent(`${id} holds text that is no JSON`, { cause: error })
  }
}

/**
 * Refuses what a database that knows JSON and times would refuse, and this server, for which events are bytes, would take.
 * Throws `InvalidEvent`.
 */
export const checkContent = ({ events }: Commit): void => {
  for (const { id, payload, meta, recordedAt } of events) {
    checkJson(payload, id)
    checkJson(meta, id)
    if (!isDay(recordedAt)) throw new InvalidEvent(`${recordedAt} is no moment in time`)
  }
}
