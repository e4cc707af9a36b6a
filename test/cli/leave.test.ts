import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'

/** Talks for ever; tells on standard error when it has closed what it had open. */
const talker = `
  import { leaveOnSignal } from './src/cli/leave.ts'
  leaveOnSignal(async () => {
    await new Promise((resolve) => setTimeout(resolve, 50))
    process.stderr.write('closed')
  })
  setInterval(() => process.stdout.write('a line\\n'), 5)
`

const start = () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', talker], { stdio: ['ignore', 'pipe', 'pipe'] })
  return { child, said: text(child.stderr), ended: once(child, 'close') }
}

test('a program whose reader has gone closes what it holds, and ends', async () => {
  const { child, said, ended } = start()
  await once(child.stdout, 'data')
  child.stdout.destroy()
  expect(await said).toBe('closed')
  expect(await ended).toEqual([0, null])
})

test('a program that is asked to end does so too', async () => {
  const { child, said, ended } = start()
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  child.stdout.resume()
  expect(await said).toBe('closed')
  await ended
})
