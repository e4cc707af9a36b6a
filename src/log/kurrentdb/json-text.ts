import { checkCommit } from '../check-commit.ts'
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
 * Refuses what no engine takes, and text that a database which knows JSON would refuse and this server, to which events are
 * bytes, would take. Answers how many bytes the commit has. Throws `CommitTooLarge` or `InvalidEvent`.
 */
export const checkWithJson = (commit: Commit): number => {
  const bytes = checkCommit(commit)
  for (const { id, payload, meta } of commit.events) {
    checkJson(payload, id)
    checkJson(meta, id)
  }
  return bytes
}
