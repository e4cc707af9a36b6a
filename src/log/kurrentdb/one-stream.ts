import {
  BACKWARDS,
  END,
  FORWARDS,
  type RecordedEvent,
  type ResolvedEvent,
  StreamNotFoundError,
} from '@eventstore/db-client'
import { InvalidEvent, LogHalted } from '../errors.ts'
import { noStream, type Recorded, type StreamOptions, type StreamSlice, type Tip, type Version } from '../port.ts'
import { leafOf } from '../proof.ts'
import { recordedFrom, type Stored, storedFrom } from './event.ts'
import { readFailure } from './failure.ts'
import type { Line } from './line.ts'
import { takeEach, within } from './reading.ts'

const NAME = /^[A-Za-z][A-Za-z0-9._:-]{1,199}$/

/** Reads single streams. All reads fail with `LogUnavailable` or `LogHalted`. */
export type OneStream = {
  /** A slice, and the tip of the whole. A stream that does not exist has version 0 and no events. */
  readStream(stream: string, options?: StreamOptions): Promise<StreamSlice>
  /** Whether the stream has a list of those who may write to it. */
  isClosed(stream: string): Promise<boolean>
  /** One event, and which call wrote it. */
  eventAt(stream: string, version: Version): Promise<Stored | undefined>
  /** The tip alone. */
  tipOf(stream: string): Promise<Tip>
}

/** What the reader of single streams shares with others. */
export type Surroundings = {
  /** Told of every tip that comes by. */
  sawTip(stream: string, tip: Tip): void
  /** The newest tip that is known. */
  tipOf(stream: string): Tip | undefined
  /** What an operator is known to have taken away from a stream. */
  lossOf(stream: string): string | undefined
}

/** Makes a reader over a line; `patience` is how many milliseconds it waits for a silent server. */
export const makeOneStream = (line: Line, patience: number, around: Surroundings): OneStream => {
  const read = async (
    stream: string,
    from: Version | typeof END,
    direction: 'forward' | 'backward',
    maxCount: number,
    take: (event: RecordedEvent) => void,
  ): Promise<void> => {
    const options = {
      fromRevision: from === END ? END : BigInt(from - 1),
      direction: direction === 'forward' ? FORWARDS : BACKWARDS,
      maxCount,
      credentials: line.credentials,
      requiresLeader: true,
    } as const
    try {
      await line.call((client) =>
        takeEach<ResolvedEvent>(client.readStream(stream, options), patience, ({ event }) => {
          if (event) take(event)
          return true
        }),
      )
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw readFailure(error)
    }
  }

  const fetch = async (
    stream: string,
    from: Version | typeof END,
    direction: 'forward' | 'backward',
    maxCount: number,
  ): Promise<Recorded[]> => {
    const events: Recorded[] = []
    await read(stream, from, direction, maxCount, (event) => events.push(recordedFrom(event)))
    return events
  }

  /** Versions have no gaps. Where some are missing, a rule of the stream or an operator has taken them away. */
  const requireWhole = (stream: string, events: readonly Recorded[], first: Version, step: 1 | -1): void => {
    for (const [index, { version }] of events.entries())
      if (version !== first + index * step)
        throw new LogHalted(`${stream} shows version ${version} instead of ${first + index * step}: it was truncated`)
  }

  /** A stream never gets shorter. One of which all events are hidden is told by the server as none at all. */
  const requireStanding = (stream: string, tip: Tip, before: Tip | undefined): void => {
    if (tip.version < (before?.version ?? 0))
      throw new LogHalted(
        `${stream} stands at version ${tip.version} and stood at ${before?.version}: it was deleted or set back`,
      )
    const loss = tip.version === 0 ? around.lossOf(stream) : undefined
    if (loss !== undefined) throw new LogHalted(loss)
  }

  const tipFrom = (stream: string, newest: Recorded | undefined, before: Tip | undefined): Tip => {
    const tip = newest ? { version: newest.version, leaf: leafOf(newest.proof) } : noStream
    requireStanding(stream, tip, before)
    around.sawTip(stream, tip)
    return tip
  }

  const tipOf = async (stream: string): Promise<Tip> => {
    const before = around.tipOf(stream)
    const [newest] = await fetch(stream, END, 'backward', 1)
    return tipFrom(stream, newest, before)
  }

  const forward = async (stream: string, from: Version, maxCount: number): Promise<StreamSlice> => {
    const before = around.tipOf(stream)
    const events = maxCount > 0 ? await fetch(stream, from, 'forward', maxCount) : []
    requireWhole(stream, events, from, 1)
    const isCut = events.length === 0 ? from > 1 || maxCount === 0 : events.length >= maxCount
    return { events, tip: isCut ? await tipOf(stream) : tipFrom(stream, events.at(-1), before) }
  }

  const backward = async (stream: string, from: Version | undefined, maxCount: number): Promise<StreamSlice> => {
    const before = around.tipOf(stream)
    const tip = from === undefined && maxCount > 0 ? undefined : await tipOf(stream)
    const first = tip && Math.min(from ?? tip.version, tip.version)
    const events = maxCount === 0 || first === 0 ? [] : await fetch(stream, first ?? END, 'backward', maxCount)
    requireWhole(stream, events, first ?? events[0]?.version ?? 0, -1)
    if (events.length < maxCount && (events.at(-1)?.version ?? 1) !== 1)
      throw new LogHalted(`${stream} begins at version ${events.at(-1)?.version}: it was truncated`)
    return { events, tip: tip ?? tipFrom(stream, events[0], before) }
  }

  return {
    tipOf,
    isClosed: async (stream) => {
      try {
        const asked = line.call((client) =>
          client.getStreamMetadata(stream, { credentials: line.credentials, requiresLeader: true }),
        )
        return (await within(patience, asked)).metadata?.acl !== undefined
      } catch (error) {
        throw readFailure(error)
      }
    },
    eventAt: async (stream, version) => {
      let stored: Stored | undefined
      await read(stream, version, 'forward', 1, (event) => {
        stored = storedFrom(event)
      })
      return stored?.event.version === version ? stored : undefined
    },
    readStream: async (stream, { from, direction = 'forward', maxCount = Number.MAX_SAFE_INTEGER } = {}) => {
      if (!NAME.test(stream)) throw new InvalidEvent(`${JSON.stringify(stream)} is no stream name`)
      return direction === 'forward'
        ? forward(stream, Math.max(from ?? 1, 1), maxCount)
        : backward(stream, from, maxCount)
    },
  }
}
