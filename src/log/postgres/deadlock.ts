import { sqlState } from './failure.ts'

/** Two writers waited for each other in a circle and this one was sent back. */
export const isDeadlock = (error: unknown): boolean => sqlState(error) === '40P01'

const TRIES = 3

/** Sends again what was sent back by a deadlock, three times in all. */
export const pastDeadlocks = async <Answer>(send: () => Promise<Answer>): Promise<Answer> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send()
    } catch (error) {
      if (!isDeadlock(error) || attempt === TRIES) throw error
    }
  }
}
