import pg from 'pg'
import { type ConnectionOptions, clientConfig, settle } from './connection.ts'

/** Tells sleeping followers that the log has grown. It only shortens their sleep: they also look by themselves. */
export type WakeUp = {
  /** Counts what was heard of: taken before a look, it keeps `sleep` from missing what was written during the look. */
  heard(): number
  /** Resolves when more than `heard` was heard of, when `ms` have passed or when the signal aborts. */
  sleep(ms: number, signal: AbortSignal, heard?: number): Promise<void>
  /** This process has written: wake its followers at once, and those of other processes soon. */
  written(position: bigint): void
  close(): Promise<void>
}

const CHANNEL = 'anjuan_log'

/** Other processes are told at most this often, in milliseconds: every NOTIFY costs a lock that all of them share. */
const NOTIFY_EVERY = 50
const RECONNECT_AFTER = 1_000
const NO_LIMITS = { statement: 0, lock: 0 }

/**
 * Makes the wake-up of one process. It listens on a connection of its own from the first sleep on; if that dies, `troubled`
 * is told once, sleepers wake by time, and listening is tried again.
 */
export const makeWakeUp = (
  options: ConnectionOptions,
  notify: (channel: string, position: bigint) => Promise<void>,
  troubled: (message: string) => void,
): WakeUp => {
  const sleepers = new Set<() => void>()
  let listener: pg.Client | undefined
  let listening = false
  let closed = false
  let latest: bigint | undefined
  let timer: NodeJS.Timeout | undefined
  let heard = 0
  let told = false
  let again: NodeJS.Timeout | undefined

  const wake = (): void => {
    heard += 1
    for (const rouse of [...sleepers]) rouse()
  }

  const listen = async (): Promise<void> => {
    if (listening || closed || again) return
    listening = true
    const client = new pg.Client(clientConfig(options, 'anjuan log listener'))
    let gone = false
    const lost = (error?: Error) => {
      if (gone) return
      gone = true
      listening = false
      listener = undefined
      void client.end().catch(() => undefined)
      if (closed) return
      if (!told) troubled(`no longer told of new events, looking every second: ${error?.message ?? 'connection ended'}`)
      told = true
      again = setTimeout(() => {
        again = undefined
        void listen()
      }, RECONNECT_AFTER).unref()
    }
    client.on('error', lost)
    client.on('end', () => lost())
    client.on('notification', wake)
    try {
      await client.connect()
      await settle(client, options, NO_LIMITS)
      await client.query(`listen ${CHANNEL}`)
      listener = client
      told = false
      if (closed) await client.end()
    } catch (error) {
      lost(error as Error)
    }
  }

  const tell = (): void => {
    timer = undefined
    if (latest === undefined || closed) return
    const position = latest
    latest = undefined
    timer = setTimeout(tell, NOTIFY_EVERY).unref()
    // Nobody depends on it: a lost notification costs others one sleep.
    notify(CHANNEL, position).catch(() => undefined)
  }

  return {
    heard: () => heard,
    sleep: (ms, signal, before = heard) => {
      void listen()
      if (signal.aborted || before !== heard) return Promise.resolve()
      return new Promise((resolve) => {
        const rouse = () => {
          sleepers.delete(rouse)
          clearTimeout(alarm)
          signal.removeEventListener('abort', rouse)
          resolve()
        }
        const alarm = setTimeout(rouse, ms)
        signal.addEventListener('abort', rouse)
        sleepers.add(rouse)
      })
    },
    written: (position) => {
      latest = position
      wake()
      if (!timer) tell()
    },
    close: async () => {
      closed = true
      clearTimeout(timer)
      wake()
      await listener?.end()
    },
  }
}
