import { setTimeout as sleep } from 'node:timers/promises'
import { caseLife, factOf, newStream } from '../facts.ts'
import type { Seen, Side } from '../sides/side.ts'
import { type Gate, printGate } from './gate.ts'

const APPENDERS = 32
const SECONDS = 3
/** When nothing has come for so long, nothing more is coming, in milliseconds. A slow follower may take its time. */
const PATIENCE = 3_000

/** Follows from one reader what came of each stream: versions in order, once each. */
const watcher = () => {
  const next = new Map<string, number>()
  const delivered = new Set<string>()
  const found = { doubled: 0, outOfOrder: 0 }
  const see = ({ stream, version }: Seen): void => {
    const key = `${stream}/${version}`
    if (delivered.has(key)) found.doubled += 1
    else if (version < (next.get(stream) ?? 1)) found.outOfOrder += 1
    delivered.add(key)
    next.set(stream, Math.max(next.get(stream) ?? 1, version + 1))
  }
  return { see, delivered, found }
}

/** Appends cases from 32 sides for some seconds; gives every event acknowledged, as `stream/version`. */
const appendCases = async (side: Side): Promise<string[]> => {
  const sent: string[] = []
  const end = performance.now() + SECONDS * 1000
  const appender = async (): Promise<void> => {
    while (performance.now() < end) {
      const stream = newStream()
      for (let version = 0; version < caseLife.length; version += 1) {
        await side.append(stream, version, [factOf(version + 1)])
        sent.push(`${stream}/${version + 1}`)
      }
    }
  }
  await Promise.all(Array.from({ length: APPENDERS }, appender))
  return sent
}

/** 32 appenders and one reader that follows them: what it was never told of, told twice, or told in the wrong order. */
export const followAppenders: Gate = async (context, { kind, side }) => {
  const figure = `${APPENDERS} appenders and a follower`
  if (!side.follow) return printGate(context, kind, { figure, value: 0, unit: 'events lost', gate: 'has no feed' })
  const { see, delivered, found } = watcher()
  const follower = await side.follow(see)
  const sent = await appendCases(side)
  for (let before = -1; before < delivered.size; await sleep(PATIENCE)) before = delivered.size
  await follower.stop()
  const lost = sent.filter((key) => !delivered.has(key)).length
  const wrong = lost + found.doubled + found.outOfOrder
  printGate(context, kind, {
    figure,
    value: lost,
    unit: 'events lost',
    gate:
      wrong === 0
        ? 'kept'
        : `failed: of ${sent.length} events ${lost} lost, ${found.doubled} doubled, ${found.outOfOrder} out of order`,
  })
}
