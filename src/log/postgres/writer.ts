import pg from 'pg'
import { LogHalted, LogUnavailable, OutcomeUnknown } from '../errors.ts'
import type { Statement } from './columns.ts'
import { type ConnectionOptions, clientConfig, type Limits, settle, silentAfter } from './connection.ts'
import { isUnknown, outcomeUnknown, readFailure } from './failure.ts'
import { checkSettings, unsafeSettings } from './settings.ts'

/** One row as an array of columns. */
export type Row = readonly unknown[]

/** One connection that writes. It is opened when first needed, again after a loss, and checked each time. */
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

/** Makes a writer; `limits` are in milliseconds. */
export const makeWriter = (options: ConnectionOptions, limits: Limits, name: string): Writer => {
  let current: Promise<pg.Client> | undefined
  let closed = false

  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client(clientConfig(options, name))
    const forget = () => {
      current = undefined
    }
    client.on('error', forget)
    client.on('end', forget)
    try {
      await client.connect()
      await settle(client, options, limits)
      const unsafe = unsafeSettings(await checkSettings(client))
      if (unsafe.length > 0) throw new LogHalted(unsafe.join('; '))
      return client
    } catch (error) {
      void client.end().catch(() => undefined)
      forget()
      throw readFailure(error)
    }
  }

  const connected = (): Promise<pg.Client> => {
    if (closed) throw new LogUnavailable('the log is closed')
    current ??= connect()
    return current
  }

  /** Waits for an answer; a connection on which none came is given up, so that a late one is not taken for the next. */
  const answered = async <T>(client: pg.Client, answer: Promise<T>): Promise<T> => {
    let timer: NodeJS.Timeout | undefined
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the server is silent')), silentAfter(limits))
    })
    try {
      return await Promise.race([answer, silence])
    } catch (error) {
      if (!isUnknown(error)) throw error
      current = undefined
      void client.end().catch(() => undefined)
      throw outcomeUnknown(error)
    } finally {
      clearTimeout(timer)
    }
  }

  const run = async (client: pg.Client, statement: Statement): Promise<readonly Row[]> => {
    const answer = client.query<unknown[]>({ ...statement, rowMode: 'array' })
    return (await answered(client, answer)).rows
  }

  const sendTogether = async (statements: Iterable<Statement>): Promise<(readonly Row[])[]> => {
    const client = await connected()
    const answers: (readonly Row[])[] = []
    let last: Promise<readonly Row[]> = run(client, { name: 'begin', text: 'begin', values: [] })
    try {
      // The next statement is put together while the server works on the last.
      for (const statement of statements) {
        answers.push(await last)
        last = run(client, statement)
      }
      answers.push(await last)
      await run(client, { name: 'commit', text: 'commit', values: [] })
      return answers.slice(1)
    } catch (error) {
      if (!(error instanceof OutcomeUnknown)) await client.query('rollback').catch(() => undefined)
      throw error
    }
  }

  return {
    send: async (statement) => run(await connected(), statement),
    sendTogether,
    open: async () => {
      await connected()
    },
    close: async () => {
      closed = true
      const client = await current?.catch(() => undefined)
      await client?.end()
    },
  }
}
