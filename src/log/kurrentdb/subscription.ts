import { type AllStreamRecordedEvent, type AllStreamResolvedEvent, EVENT_TYPE, START } from '@eventstore/db-client'
import type { Place } from './cursor.ts'
import { Silence } from './failure.ts'
import type { Line } from './line.ts'
import { RULE_TYPES } from './stream-rules.ts'

/** One subscription, from a place to its end. It is never mended: whoever follows opens the next. */
export type Subscription = {
  /** The next event that has come, or undefined. What is not taken makes the server wait. */
  take(): AllStreamRecordedEvent | undefined
  /** How far the server has looked, once everything before that has been taken. */
  reached(): Place | undefined
  /** The server has shown everything there was, and shows what comes as it comes. */
  isLive(): boolean
  /** Why it ended; undefined while it lives. */
  failure(): unknown
  /** Told whenever there may be something new to learn. */
  onChange(rouse: () => void): void
  close(): void
}

type SubscriptionOptions = {
  after: Place | undefined
  types: readonly string[] | undefined
  /** Events that may wait here. */
  ahead: number
  /** Milliseconds without a word after which it counts as dead. */
  silence: number
}

/** Events of any type but the server's own, and those that say what happens to streams. */
const ALL_TYPES = '^([^$].*|\\$metadata|\\$streamDeleted)$'

/** grpc-js takes in so many messages by itself, however slow the reader is. */
const SOURCE = 16

const filterOf = (types: readonly string[] | undefined) =>
  types ? { prefixes: [...types, ...RULE_TYPES] } : { regex: ALL_TYPES }

/** Divides what may wait between the three buffers that an event passes on its way. */
const buffersFor = (ahead: number) => {
  const source = Math.max(1, Math.min(SOURCE, Math.floor(ahead / 3)))
  return {
    source,
    objectMode: true,
    writableHighWaterMark: 1,
    readableHighWaterMark: Math.max(1, ahead - source - 1),
  }
}

/** How much a stream takes in cannot be said from outside once it is made, except here. */
const limit = (stream: unknown, most: number): void => {
  const { _readableState: state } = stream as { _readableState?: { highWaterMark: number } }
  if (state) state.highWaterMark = most
}

/** Opens a subscription to the whole log. Events come in order, each after `after`; others than asked for may be among them. */
export const openSubscription = (line: Line, { after, types, ahead, silence }: SubscriptionOptions): Subscription => {
  const { client, release } = line.lease()
  const { source, ...buffers } = buffersFor(ahead)
  let checkpoint: Place | undefined
  let live = false
  let over = false
  let failure: unknown
  let rouse: () => void = () => undefined

  const messages = client.subscribeToAll(
    {
      fromPosition: after ?? START,
      filter: {
        filterOn: EVENT_TYPE,
        ...filterOf(types),
        checkpointInterval: 1,
        // Called before the events ahead of it were taken, so it is only noted here.
        checkpointReached: (_, place) => {
          checkpoint = place
          heard()
        },
      },
      credentials: line.credentials,
      requiresLeader: true,
    },
    buffers,
  )

  const end = (error: unknown): void => {
    if (over) return
    over = true
    failure = error
    clearTimeout(timer)
    void messages.unsubscribe().catch(() => undefined)
    release(error)
    rouse()
  }
  const timer = setTimeout(() => {
    // Nothing is heard while nothing is taken: then it is not the server that is slow.
    if (messages.readableLength > 0) timer.refresh()
    else end(new Silence('no event and no checkpoint came'))
  }, silence).unref()
  const heard = (): void => {
    if (over) return
    timer.refresh()
    rouse()
  }

  messages.once('pipe', (from) => limit(from, source))
  messages.on('readable', heard)
  messages.on('confirmation', heard)
  messages.on('caughtUp', () => {
    live = true
    heard()
  })
  messages.on('fellBehind', () => {
    live = false
  })
  messages.on('error', end)
  messages.on('end', () => end(new Silence('the server ended the subscription')))

  return {
    take: () => {
      while (!over) {
        const next = messages.read() as AllStreamResolvedEvent | null
        if (!next) return undefined
        if (next.event) return next.event
      }
      return undefined
    },
    reached: () => (messages.readableLength === 0 ? checkpoint : undefined),
    isLive: () => live && messages.readableLength === 0,
    failure: () => failure,
    onChange: (told) => {
      rouse = told
    },
    close: () => end(undefined),
  }
}
