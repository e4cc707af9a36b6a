import { randomInt } from 'node:crypto'
import type { SqlPool } from './sql.ts'

/** Class of the advisory locks that say which runners live. */
const LOCK_CLASS = 0x616a72

/**
 * This process as a runner of commands. It holds an advisory lock on its number for as long as its connection lives, so that
 * others can tell without any clock whether whoever started a command is gone.
 */
export type Runner = {
  /** The number this process is known by now. */
  number(): Promise<number>
  /** True when the process with that number has gone. */
  isGone(number: number): Promise<boolean>
  close(): void
}

/** Makes a runner; its connection is opened with the first command, and again after it broke. */
export const openRunner = (pool: SqlPool): Runner => {
  let held: Promise<{ giveBack: () => void; number: number }> | undefined
  const hold = async () => {
    const client = await pool.connect()
    const number = randomInt(1, 2 ** 31 - 1)
    let isLent = true
    const giveBack = (): void => {
      if (isLent) client.release(true)
      isLent = false
    }
    client.on('error', () => {
      held = undefined
      giveBack()
    })
    try {
      await client.query('select pg_advisory_lock($1, $2)', [LOCK_CLASS, number])
    } catch (error) {
      giveBack()
      throw error
    }
    return { giveBack, number }
  }
  return {
    number: async () => {
      held ??= hold().catch((error: unknown) => {
        held = undefined
        throw error
      })
      return (await held).number
    },
    isGone: async (number) => {
      // A shared lock of one statement: two who ask at once do not mistake each other for the runner.
      const { rows } = await pool.query<{ gone: boolean }>('select pg_try_advisory_xact_lock_shared($1, $2) as gone', [
        LOCK_CLASS,
        number,
      ])
      return rows[0]?.gone === true
    },
    close: () => {
      held?.then(({ giveBack }) => giveBack()).catch(() => undefined)
      held = undefined
    },
  }
}
