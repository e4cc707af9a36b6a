import pg from 'pg'
import { LogHalted, LogUnavailable } from '../errors.ts'
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

  const send = async (statement: Statement): Promise<readonly Row[]> => {
    const client = await connected()
    let timer: NodeJS.Timeout | undefined
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the server is silent')), silentAfter(limits))
    })
    try {
      const answer = client.query<unknown[]>({ ...statement, rowMode: 'array' })
      return (await Promise.race([answer, silence])).rows
    } catch (error) {
      if (!isUnknown(error)) throw error
      // A late answer must not be taken for the answer to the next statement.
      current = undefined
      void client.end().catch(() => undefined)
      throw outcomeUnknown(error)
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    send,
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
