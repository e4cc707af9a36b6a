import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'

const here = import.meta.dirname

const changedAt = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )

/** Installs the packages of the other event stores, unless they are there as the lock file names them. */
export const installPeers = async (say: (sentence: string) => void): Promise<void> => {
  const installed = await changedAt(join(here, 'node_modules', '.package-lock.json'))
  if (installed > (await changedAt(join(here, 'package-lock.json')))) return
  say('Installing the other event stores into bench/node_modules (npm ci --prefix bench); they are only measured.')
  const npm = spawn('npm', ['ci', '--prefix', here, '--no-audit', '--no-fund'], { stdio: ['ignore', 2, 2] })
  const [code] = await once(npm, 'exit')
  if (code !== 0) throw new Error(`npm ci --prefix bench ended with ${code}`)
}
