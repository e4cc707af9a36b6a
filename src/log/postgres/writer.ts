import pg from 'pg'
import { LogHalted, LogUnavailable, OutcomeUnknown, outcomeUnknown } from '../errors.ts'
import type { Statement } from './columns.ts'
import { type ConnectionOptions, clientConfig, type Limits, settle, silentAfter } from './connection.ts'
import { isUnknown, readFailure } from './failure.ts'
import { checkSettings, unsafeSettings } from './settings.ts'

/** One row as an array of columns. */
export type Row = readonly unknown[]

/**
 * One connection that writes. It is opened when first needed, again after a loss, and checked each time. Statements may be
 * sent while earlier ones are on their way: the server runs them one after another and starts the next without a journey in
 * between. When the connection is lost, the outcome of all of them is unknown.
 */
export type Writer = {
  /**
   * Runs one autocommitted statement. Throws `LogUnavailable` or `LogHalted` when it was surely not sent, `OutcomeUnknown`
   * when no answer came, and the server's own error when it was rolled back.
   */
  send(statement: Statement): Promise<readonly Row[]>
  /** Runs statements in one transaction, each made only when the one before it is on its way. Throws as `send` does. */
  sendTogether(statements: Iterable<Statement>): Promise<(readonly Row[])[]>
  /** Connects now, so that a wrong setting is found at start and not at the first append. */
  open(): Promise<void>
  close(): Promise<void>
}

/** Waits for answers of one connection. */
type Answered = <T>(answer: Promise<T>) => Promise<T>

/**
 * Hangs up when the server owes an answer and says nothing for so many milliseconds, and when it says what leaves the
 * outcome open: whatever else is on its way then fails as with any lost connection, and no late answer is taken for the next.
 */
const answeredWithin = (patience: number, hangUp: (reason: Error) => void): Answered => {
  let owed = 0
  let timer: NodeJS.Timeout | undefined
  return async (answer) => {
    owed += 1
    timer ??= setTimeout(() => hangUp(new Error('the server is silent')), patience)
    try {
      return await answer
    } catch (error) {
      if (!isUnknown(error)) throw error
      const unknown = outcomeUnknown(error)
      hangUp(unknown)
      throw unknown
    } finally {
      owed -= 1
      if (owed > 0) timer?.refresh()
      else {
        clearTimeout(timer)
        timer = undefined
      }
    }
  }
}

type Run = (statement: Statement) => Promise<readonly Row[]>

/** Makes a writer; `limits` are in milliseconds. */
export const makeWriter = (options: ConnectionOptions, limits: Limits, name: string): Writer => {
  let current: Promise<{ client: pg.Client; run: Run }> | undefined
  let closed = false

  const connect = async (lost: () => void): Promise<{ client: pg.Client; run: Run }> => {
    const client = new pg.Client({ ...clientConfig(options, name), pipeline: true })
    client.on('error', lost)
    client.on('end', lost)
    try {
      await client.connect()
      await settle(client, options, limits)
      const unsafe = unsafeSettings(await checkSettings(client))
      if (unsafe.length > 0) throw new LogHalted(unsafe.join('; '))
    } catch (error) {
      void client.end().catch(() => undefined)
      lost()
      throw readFailure(error)
    }
    const answered = answeredWithin(silentAfter(limits), (reason) => {
      lost()
      client.connection.stream.destroy(reason)
    })
    const run: Run = async (statement) =>
      (await answered(client.query<unknown[]>({ ...statement, rowMode: 'array' }))).rows
    return { client, run }
  }

  const connected = () => {
    if (closed) throw new LogUnavailable('the log is closed')
    if (current) return current
    const connecting = connect(() => {
      if (current === connecting) current = undefined
    })
    current = connecting
    return connecting
  }

  const sendTogether = async (statements: Iterable<Statement>): Promise<(readonly Row[])[]> => {
    const { run } = await connected()
    const answers: (readonly Row[])[] = []
    let last: Promise<readonly Row[]> = run({ name: 'begin', text: 'begin', values: [] })
    try {
      // The next statement is put together while the server works on the last.
      for (const statement of statements) {
        answers.push(await last)
        last = run(statement)
      }
      answers.push(await last)
      await run({ name: 'commit', text: 'commit', values: [] })
      return answers.slice(1)
    } catch (error) {
      if (!(error instanceof OutcomeUnknown))
        await run({ name: 'rollback', text: 'rollback', values: [] }).catch(() => undefined)
      throw error
    }
  }

  return {
    send: async (statement) => (await connected()).run(statement),
    sendTogether,
    open: async () => {
      await connected()
    },
    close: async () => {
      closed = true
      const connection = await current?.catch(() => undefined)
      await connection?.client.end()
    },
  }
}
