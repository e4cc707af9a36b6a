import { startEmbedded } from '../../src/embedded/embedded-server.ts'

/**
 * A program of its own that uses the embedded server, for tests that kill it: `node program.ts <data directory> [port]`.
 * Says in JSON, a line each, that it has started, what happens later, and that it has stopped; stops on SIGTERM.
 */
const [, , dataDir = '', port] = process.argv
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

process.on('SIGINT', () => say({ is: 'interrupted' }))
try {
  const server = await startEmbedded({
    dataDir,
    port: port === undefined ? undefined : Number(port),
    note: (text) => say({ is: 'note', text }),
  })
  process.once('SIGTERM', async () => {
    await server.stop()
    say({ is: 'stopped' })
    process.exit(0)
  })
  const { adopted, home } = server
  say({ is: 'started', adopted, home, port: server.port, url: server.url('postgres', 'postgres') })
} catch (error) {
  const { code, message } = error as { code?: string; message: string }
  say({ is: 'failed', code, message })
  process.exitCode = 1
}
