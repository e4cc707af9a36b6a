import { type Appended, noStream, type Tip } from '../port.ts'

/** A map that forgets what was not touched for longest. */
type Memory<Value> = { get(key: string): Value | undefined; set(key: string, value: Value): void }

/** Makes a memory of at most `most` entries. */
const makeMemory = <Value>(most: number): Memory<Value> => {
  const entries = new Map<string, Value>()
  return {
    get: (key) => entries.get(key),
    set: (key, value) => {
      entries.delete(key)
      entries.set(key, value)
      if (entries.size <= most) return
      const [oldest] = entries.keys()
      if (oldest !== undefined) entries.delete(oldest)
    },
  }
}

const STREAMS = 20_000
const COMMITS = 20_000

/** What this process has seen of the log, as far as it helps to judge answers. All of it is true for ever once seen. */
export type Seen = {
  /** The newest tip seen of a stream. The leaf of a version never changes, so a tip that is old is still no lie. */
  tipOf(stream: string): Tip | undefined
  sawTip(stream: string, tip: Tip): void
  /** The highest position seen. */
  highest(): bigint
  saw(position: bigint): void
  /** Calls back whenever the highest position has risen, until what it answers is called. */
  onRise(rouse: () => void): () => void
  /** What was answered to a commit, by the id of its last event. */
  answerTo(id: string): Appended | undefined
  answered(id: string, answer: Appended): void
}

/** Has seen nothing yet. */
export const makeSeen = (): Seen => {
  const tips = makeMemory<Tip>(STREAMS)
  const answers = makeMemory<Appended>(COMMITS)
  const sleepers = new Set<() => void>()
  let highest = 0n
  return {
    tipOf: tips.get,
    sawTip: (stream, tip) => {
      if (tip.version >= (tips.get(stream) ?? noStream).version) tips.set(stream, tip)
    },
    highest: () => highest,
    saw: (position) => {
      if (position <= highest) return
      highest = position
      for (const rouse of [...sleepers]) rouse()
    },
    onRise: (rouse) => {
      sleepers.add(rouse)
      return () => sleepers.delete(rouse)
    },
    answerTo: answers.get,
    answered: (id, answer) => answers.set(id, { ...answer, is: 'repeated' }),
  }
}
