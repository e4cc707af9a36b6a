/* A process that appends until it is killed, and says after each answer what it was promised. */
import { openPostgresLog } from '../../src/log/postgres/engine.ts'
import { chain, newStream } from './commits.ts'

const [connectionString = ''] = process.argv.slice(2)
const log = await openPostgresLog({ connectionString })

const appendForEver = async (): Promise<void> => {
  for (;;) {
    const stream = newStream()
    for (const commit of chain(5, { stream, payloads: ['1', '2', '3'] })) {
      const { tip } = await log.append(commit)
      process.stdout.write(`${stream} ${tip.version}\n`)
    }
  }
}

await Promise.all(Array.from({ length: 16 }, appendForEver))
