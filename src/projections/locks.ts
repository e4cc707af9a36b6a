import type pg from 'pg'

/** Advisory locks of this process, held on one connection of their own; the database frees them when it breaks. */
export type Locks = {
  /** Takes a lock unless somebody else holds it. */
  tryTake(name: string): Promise<boolean>
  /** True while the connection that took it stands. */
  holds(name: string): boolean
  free(name: string): Promise<void>
  /** Frees all and gives the connection back. */
  close(): Promise<void>
}

/** Opens locks on a connection taken from this pool at the first need. */
export const openLocks = (pool: pg.Pool): Locks => {
  let opening: Promise<pg.PoolClient> | undefined
  let lent: pg.PoolClient | undefined
  const held = new Set<string>()
  let last: Promise<unknown> = Promise.resolve()

  /** One question at a time: a connection answers them in turn anyway. */
  const inTurn = <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    const answer = last.then(ask, ask)
    last = answer.catch(() => undefined)
    return answer
  }

  /** A pool waits at its end for every connection that it has given out, also for a broken one; and each is given back once. */
  const giveBack = (client: pg.PoolClient): void => {
    if (lent !== client) return
    lent = undefined
    opening = undefined
    held.clear()
    client.release(true)
  }

  const connect = async (): Promise<pg.PoolClient> => {
    const client = await pool.connect()
    lent = client
    client.on('error', () => giveBack(client))
    client.on('end', () => giveBack(client))
    return client
  }
  const connection = (): Promise<pg.PoolClient> => {
    opening ??= connect().catch((error: unknown) => {
      opening = undefined
      throw error
    })
    return opening
  }

  return {
    tryTake: async (name) => {
      // One session may take the same lock twice: what this process holds is taken.
      if (held.has(name)) return false
      const client = await connection()
      held.add(name)
      const { rows } = await inTurn(() =>
        client.query<{ taken: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 0)) as taken', [name]),
      ).catch((error: unknown) => {
        held.delete(name)
        throw error
      })
      if (rows[0]?.taken === true) return held.has(name)
      held.delete(name)
      return false
    },
    holds: (name) => held.has(name),
    free: async (name) => {
      if (!held.delete(name)) return
      const client = await connection()
      await inTurn(() => client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [name]))
    },
    close: async () => {
      held.clear()
      const client = await opening?.catch(() => undefined)
      // Ending the session frees whatever it still holds.
      if (client) giveBack(client)
    },
  }
}
