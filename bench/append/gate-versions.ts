import { factOf, newStream } from '../facts.ts'
import type { Side } from '../sides/side.ts'
import { type Gate, printGate } from './gate.ts'

const TRIES = 20
const RACES = 100
const RACERS = 8

const wasTaken = (side: Side, stream: string, expected: number): Promise<boolean> =>
  side.append(stream, expected, [factOf(expected + 1)]).then(
    () => true,
    () => false,
  )

/** A stream that exists is created once more: expected 0 twice. Every store must refuse the second. */
export const secondCreation: Gate = async (context, { kind, side }) => {
  let letThrough = 0
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const stream = newStream()
    await side.append(stream, 0, [factOf(1)])
    if (await wasTaken(side, stream, 0)) letThrough += 1
  }
  printGate(context, kind, {
    figure: `a stream created twice (${TRIES} tries)`,
    value: letThrough,
    unit: 'let through',
    gate: letThrough === 0 ? 'kept' : `failed: ${letThrough} of ${TRIES} second creations were stored`,
  })
}

/** An append that expects version 5 of a stream at version 1. */
export const gapLetThrough: Gate = async (context, { kind, side }) => {
  let letThrough = 0
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const stream = newStream()
    await side.append(stream, 0, [factOf(1)])
    if (await wasTaken(side, stream, 5)) letThrough += 1
  }
  printGate(context, kind, {
    figure: `an append past the end of a stream (${TRIES} tries)`,
    value: letThrough,
    unit: 'let through',
    gate: letThrough === 0 ? 'kept' : `failed: ${letThrough} of ${TRIES} streams got a hole`,
  })
}

/** Eight at a time append to one stream at one version: exactly one may win. */
export const raceWinners: Gate = async (context, { kind, side }) => {
  let wrong = 0
  let won = 0
  for (let race = 0; race < RACES; race += 1) {
    const stream = newStream()
    await side.append(stream, 0, [factOf(1)])
    const taken = await Promise.all(Array.from({ length: RACERS }, () => wasTaken(side, stream, 1)))
    const winners = taken.filter(Boolean).length
    won += winners
    if (winners !== 1) wrong += 1
  }
  printGate(context, kind, {
    figure: `${RACERS} racing appends at one version (${RACES} races)`,
    value: wrong,
    unit: 'races without exactly one winner',
    gate: wrong === 0 ? 'kept' : `failed: ${won} winners in ${RACES} races`,
  })
}
