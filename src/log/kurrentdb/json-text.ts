import { InvalidEvent } from '../errors.ts'
import type { Commit } from '../port.ts'

const checkJson = (text: string, id: string): void => {
  try {
    JSON.parse(text)
  } catch (error) {
    throw new InvalidEvent(`${id} holds text that is no JSON`, { cause: error })
  }
}

/**
 * Refuses text that a database which knows JSON would refuse, and that this server, to which events are bytes, would take.
 * Throws `InvalidEvent`.
 */
export const checkJsonTexts = ({ events }: Commit): void => {
  for (const { id, payload, meta } of events) {
    checkJson(payload, id)
    checkJson(meta, id)
  }
}
