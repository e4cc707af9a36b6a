import { appendFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { Context } from './context.ts'
import type { Figure } from './figure.ts'
import { installPeers } from './install.ts'
import { type BenchName, Misused, type Options, readOptions, usage } from './options.ts'
import { startServer } from './server.ts'

/** The share of the cores that may be in use before a run begins. */
const BUSY = 0.25

const say = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`)
}

/** Loaded only after the packages are there that they need. */
const load: Record<BenchName, () => Promise<{ run: (context: Context) => Promise<void> }>> = {
  append: () => import('./append.ts'),
  batch: () => import('./batch.ts'),
  'catch-up': () => import('./catch-up.ts'),
  rebuild: () => import('./rebuild.ts'),
  'stream-load': () => import('./stream-load.ts'),
}

const measure = async (options: Options): Promise<void> => {
  await installPeers(say)
  const server = await startServer()
  // The server outlives the death of a program, so whatever ends this one early has to stop it.
  const abandon = (why: unknown): void => {
    if (process.exitCode === undefined) say(why instanceof Error ? `${why.stack}` : String(why))
    process.exitCode = 1
    void server.stop().finally(() => process.exit(1))
  }
  for (const sign of ['SIGINT', 'SIGTERM', 'uncaughtException'] as const) process.on(sign, abandon)
  try {
    for (const [name, value] of Object.entries(server.settings)) say(`${name}: ${value}`)
    if (Number(server.settings['load_before']) > availableParallelism() * BUSY)
      say('This machine is busy with something else. Even ratios will be uncertain; run it again when it is quiet.')
    if (options.out !== undefined) writeFileSync(options.out, `${JSON.stringify({ settings: server.settings })}\n`)
    const print = (figure: Figure): void => {
      const line = `${JSON.stringify(figure)}\n`
      process.stdout.write(line)
      if (options.out !== undefined) appendFileSync(options.out, line)
    }
    for (const name of options.benches) {
      const { run } = await load[name]()
      await run({ server, options, print, say })
    }
  } finally {
    await server.stop()
  }
}

try {
  await measure(readOptions(process.argv.slice(2)))
} catch (error) {
  // After a run was abandoned, everything in it fails for want of the server.
  if (process.exitCode === undefined && !(error instanceof Misused)) throw error
  if (error instanceof Misused) say(`${error.message}\n\n${usage}`)
  process.exitCode = 1
}
