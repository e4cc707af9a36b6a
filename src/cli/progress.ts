import cliProgress from 'cli-progress'
import { say } from './print.ts'

/** Long work on the way: how much is done of how much, and what it is at. */
export type Progress = { at(done: number, total: number, note?: string): void; end(): void }

const LINE_EVERY_MS = 5_000

/** A bar on a terminal, and elsewhere a plain line now and then. */
export const startProgress = (title: string): Progress => (process.stdout.isTTY ? bar(title) : lines(title))

const bar = (title: string): Progress => {
  const shown = new cliProgress.SingleBar(
    { format: `${title} {bar} {percentage}% {value}/{total} {note}`, hideCursor: true, clearOnComplete: false },
    cliProgress.Presets.shades_classic,
  )
  let started = false
  return {
    at: (done, total, note = '') => {
      if (!started) shown.start(total, done, { note })
      started = true
      shown.setTotal(total)
      shown.update(done, { note })
    },
    end: () => shown.stop(),
  }
}

const lines = (title: string): Progress => {
  let told = 0
  let last = ''
  return {
    at: (done, total, note = '') => {
      last = `${title} ${done}/${total} ${note}`.trimEnd()
      const now = Date.now()
      if (now - told < LINE_EVERY_MS) return
      told = now
      say(last)
      last = ''
    },
    end: () => {
      if (last !== '') say(last)
    },
  }
}
