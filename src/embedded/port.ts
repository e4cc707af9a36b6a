import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { EmbeddedFault } from './fault.ts'

/** The only address the embedded server listens on. */
export const host = '127.0.0.1'

/** Listens for a moment: the port (0 asks for any free one), or undefined where another program holds it. */
const tryPort = (port: number): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(undefined) : reject(error),
    )
    probe.listen(port, host, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : undefined))
    })
  })

const fileOf = (home: string): string => join(home, 'port')

/** Remembers the port, so that the next start takes the same one where it can. */
export const recordPort = (home: string, port: number): Promise<void> => writeFile(fileOf(home), `${port}\n`)

/**
 * The port to start on: the one asked for, or the one of last time, or any free one. Throws `EmbeddedFault` `port-in-use`
 * when the one asked for is taken.
 */
export const choosePort = async (home: string, asked: number | undefined): Promise<number> => {
  if (asked !== undefined) {
    if (await tryPort(asked)) return asked
    throw new EmbeddedFault(
      'port-in-use',
      `Another program listens on ${host}:${asked}. Stop it, or ask for another port.`,
    )
  }
  const last = Number((await readFile(fileOf(home), 'utf8').catch(() => '')).trim())
  const port = (last > 0 && last < 65_536 ? await tryPort(last) : undefined) ?? (await tryPort(0))
  if (port) return port
  throw new EmbeddedFault('port-in-use', `There is no free port on ${host}.`)
}
