import { openRunner } from './runner.ts'
import type { SqlPool } from './sql.ts'

/** One POST as it is known again: keys of one actor on one route never meet those of another. */
export type Attempt = { actor: string; route: string; key: string; bodyHash: string; commandId: string }

/** An answer as it was sent, to the byte. */
export type Answer = { status: number; headers: Readonly<Record<string, string>>; body: string }

/** What to do with an attempt. */
export type Begun = { is: 'run' } | { is: 'replay'; answer: Answer } | { is: 'running' } | { is: 'reused' }

/** The memory of POSTs: table `http.idempotency`, on PostgreSQL whatever the engine of the log. */
export type IdempotencyStore = {
  /** Notes an attempt as started, or says what is known of it. After `run` exactly one of the other three must follow. */
  begin(attempt: Attempt): Promise<Begun>
  /** Keeps the final answer. */
  keep(attempt: Attempt, answer: Answer): Promise<void>
  /** Nothing was recorded and nothing is remembered: the next attempt starts afresh. */
  forget(attempt: Attempt): Promise<void>
  /** Nobody knows what was recorded: the next attempt with the same body runs again, and the log knows. */
  leaveOpen(attempt: Attempt): Promise<void>
  /** Drops what is older than any retry: 90 days. A later one is still known to the log, but its answer is not the same bytes. */
  prune(): Promise<number>
  close(): void
}

type Row = {
  body_hash: string
  state: 'started' | 'done'
  runner: number | null
  status: number | null
  headers: string | null
  answer: Buffer | null
}

/** Rows of one statement: few enough that no POST waits for it. */
const PRUNE = 5_000

const WHERE = 'where actor = $1 and route = $2 and key = $3'

/** Opens the memory on a pool whose role may write the schema `http`. */
export const openIdempotencyStore = (pool: SqlPool): IdempotencyStore => {
  const runner = openRunner(pool)
  const running = new Set<string>()
  const keyOf = ({ actor, route, key }: Attempt) => [actor, route, key] as const

  const insert = async (attempt: Attempt): Promise<boolean> => {
    const { rowCount } = await pool.query(
      `insert into http.idempotency (actor, route, key, body_hash, command_id, runner)
       values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
      [...keyOf(attempt), attempt.bodyHash, attempt.commandId, await runner.number()],
    )
    return rowCount === 1
  }
  const find = async (attempt: Attempt): Promise<Row | undefined> => {
    const { rows } = await pool.query<Row>(
      `select body_hash, state, runner, status, headers, answer from http.idempotency ${WHERE}`,
      [...keyOf(attempt)],
    )
    return rows[0]
  }
  const takeOver = async (attempt: Attempt, from: number | null): Promise<Begun> => {
    const { rowCount } = await pool.query(
      `update http.idempotency set runner = $5 ${WHERE} and state = 'started' and runner is not distinct from $4`,
      [...keyOf(attempt), from, await runner.number()],
    )
    return rowCount === 1 ? { is: 'run' } : { is: 'running' }
  }
  const recall = async (attempt: Attempt, isMine: boolean): Promise<Begun> => {
    const row = await find(attempt)
    if (!row) return { is: 'running' }
    if (row.body_hash !== attempt.bodyHash) return { is: 'reused' }
    if (row.state === 'done') return { is: 'replay', answer: answerOf(row) }
    if (!isMine) return { is: 'running' }
    const own = await runner.number()
    const isLost = row.runner === null || row.runner === own || (await runner.isGone(row.runner))
    return isLost ? takeOver(attempt, row.runner) : { is: 'running' }
  }
  const finish = async (attempt: Attempt, query: string, values: readonly unknown[] = []): Promise<void> => {
    try {
      await pool.query(query, [...keyOf(attempt), ...values])
    } finally {
      running.delete(attempt.commandId)
    }
  }

  return {
    begin: async (attempt) => {
      // Marked before the first await: of two attempts in this process only one can hold the mark.
      const isMine = !running.has(attempt.commandId)
      if (isMine) running.add(attempt.commandId)
      let begun: Begun | undefined
      try {
        begun = isMine && (await insert(attempt)) ? { is: 'run' } : await recall(attempt, isMine)
        return begun
      } finally {
        if (isMine && begun?.is !== 'run') running.delete(attempt.commandId)
      }
    },
    keep: (attempt, { status, headers, body }) =>
      finish(
        attempt,
        `update http.idempotency
         set state = 'done', runner = null, status = $4, headers = $5, answer = $6, done_at = now() ${WHERE}`,
        [status, JSON.stringify(headers), Buffer.from(body)],
      ),
    forget: (attempt) => finish(attempt, `delete from http.idempotency ${WHERE} and state = 'started'`),
    leaveOpen: (attempt) => finish(attempt, `update http.idempotency set runner = null ${WHERE} and state = 'started'`),
    prune: async () => {
      for (let pruned = 0; ; ) {
        const { rowCount } = await pool.query(
          `delete from http.idempotency where ctid = any (array(
             select ctid from http.idempotency where started_at < now() - interval '90 days' limit $1))`,
          [PRUNE],
        )
        pruned += rowCount ?? 0
        if ((rowCount ?? 0) < PRUNE) return pruned
      }
    },
    close: () => runner.close(),
  }
}

const answerOf = ({ status, headers, answer }: Row): Answer => ({
  status: status ?? 200,
  headers: JSON.parse(headers ?? '{}') as Record<string, string>,
  body: answer?.toString() ?? '',
})
