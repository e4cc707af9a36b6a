/* Runs the contract of the event log against a real KurrentDB or EventStoreDB server, named by its address. */
import { spawnSync } from 'node:child_process'

const EXPLANATION = `ANJUAN_TEST_EVENTSTORE_URL is not set: there is no server to test against.

Start a KurrentDB or EventStoreDB server (22.6 or later) that nobody else writes to, with --max-append-size=2097152, and name it:

  ANJUAN_TEST_EVENTSTORE_URL='esdb://admin:changeit@localhost:2113?tlsCAFile=/path/to/ca.crt' npm run test:kurrent

Streams get new names each time; what is written stays there. Failures of the network are not tested: they need the test
server, which npm test uses by itself.`

if (process.env['ANJUAN_TEST_EVENTSTORE_URL']) {
  const { status } = spawnSync('vitest', ['run', 'test/contract/kurrentdb.test.ts'], { stdio: 'inherit' })
  process.exitCode = status ?? 1
} else {
  process.stderr.write(`${EXPLANATION}\n`)
  process.exitCode = 2
}
