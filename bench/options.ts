import { parseArgs } from 'node:util'

/** The benches, in the order in which `all` runs them. */
export const benchNames = ['append', 'batch', 'catch-up', 'rebuild', 'stream-load'] as const

export type BenchName = (typeof benchNames)[number]

/** Short names of everybody who is measured. */
const sideKeys = ['ours', 'emmett', 'emmett-function', 'message-db', 'castore', 'ricofritzsche', 'plain'] as const

/** The short name of one of them. */
export type SideKey = (typeof sideKeys)[number]

/** What may be said on the command line. */
export type Options = {
  benches: readonly BenchName[]
  /** Rounds that count; one more warms up. */
  rounds: number
  /** Events of the larger county that is rebuilt, beside the one of 100,000. */
  events: number
  /** Events in the store that is read from the beginning. */
  read: number
  /** Seconds of one side in one round, where time is what is fixed. */
  seconds: number
  /** How many append at a time. */
  appenders: readonly number[]
  /** Keys of the sides to measure. */
  sides: readonly SideKey[]
  /** Without the checks beside the speed, for whoever tunes. */
  gates: boolean
  /** File that takes the settings and every figure, a line each. */
  out: string | undefined
}

/** A sentence for whoever got it wrong. */
export class Misused extends Error {}

export const usage = `npm run bench -- <${benchNames.join('|')}|all> [options]
  --rounds n        rounds that count, after one that warms up (5)
  --seconds n       seconds of each side in each round of append and batch (1)
  --appenders a,b   how many append at a time (1,8,32)
  --events n        events of the larger county that is rebuilt, beside one of 100000 (500000)
  --read n          events in the store for catch-up (20000)
  --sides a,b       only these: ${sideKeys.join(', ')}
  --no-gates        speed alone, without what each side loses, doubles or lets through
  --out file        also write settings and figures there, a line of JSON each`

const positive = (name: string, text: string): number => {
  const value = Number(text)
  if (!(value > 0)) throw new Misused(`--${name} takes a number above 0, not ${text}`)
  return value
}

const whole = (name: string, text: string): number => {
  const value = positive(name, text)
  if (!Number.isSafeInteger(value)) throw new Misused(`--${name} takes a whole number, not ${text}`)
  return value
}

/** A county is made up of twenty events at a time. */
const county = (events: number): number => {
  if (events % 20 !== 0) throw new Misused(`--events takes a multiple of 20, not ${events}`)
  return events
}

const sidesOf = (text: string): SideKey[] =>
  text.split(',').map((name) => {
    const key = sideKeys.find((each) => each === name)
    if (key === undefined) throw new Misused(`there is no side called ${name}`)
    return key
  })

const parsed = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      allowNegative: true,
      options: {
        rounds: { type: 'string', default: '5' },
        seconds: { type: 'string', default: '1' },
        appenders: { type: 'string', default: '1,8,32' },
        events: { type: 'string', default: '500000' },
        read: { type: 'string', default: '20000' },
        sides: { type: 'string', default: sideKeys.join(',') },
        gates: { type: 'boolean', default: true },
        out: { type: 'string' },
      },
    })
  } catch (error) {
    throw new Misused(error instanceof Error ? error.message : String(error))
  }
}

const benchesOf = (names: readonly string[]): BenchName[] => {
  if (names.length === 0) throw new Misused('say what to measure')
  if (names.includes('all')) return [...benchNames]
  const unknown = names.find((name) => !benchNames.includes(name as BenchName))
  if (unknown !== undefined) throw new Misused(`there is no bench called ${unknown}`)
  return names as BenchName[]
}

/** Reads the command line. Throws `Misused` with a sentence. */
export const readOptions = (args: readonly string[]): Options => {
  const { positionals, values } = parsed(args)
  return {
    benches: benchesOf(positionals),
    rounds: whole('rounds', values.rounds),
    seconds: positive('seconds', values.seconds),
    appenders: values.appenders.split(',').map((text) => whole('appenders', text)),
    events: county(whole('events', values.events)),
    read: whole('read', values.read),
    sides: sidesOf(values.sides),
    gates: values.gates,
    out: values.out,
  }
}
