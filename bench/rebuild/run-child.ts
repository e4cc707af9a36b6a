import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Done } from './child.ts'

/** As the program itself is started (`package.json`, `bin/anjuan.mjs`). */
const FLAGS = ['--max-semi-space-size=16']

/** Rebuilds roster and ledger, or follows the whole log, in a process of its own, so that its memory is its own. */
export const inProcess = async (what: 'rebuild' | 'follow', url: string): Promise<Done> => {
  const child = spawn(process.execPath, [...FLAGS, join(import.meta.dirname, 'child.ts'), what, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  if (code !== 0) throw new Error(`the process that was to ${what} ended with ${code}`)
  return JSON.parse(output)
}
