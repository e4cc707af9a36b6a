import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessEvents } from '../../src/domain/access/events.ts'
import { openPlace, type Place } from './program.ts'
import { requests } from './refusals/requests.ts'
import { identity, type Scene, setScene } from './refusals/scene.ts'

const MINUTES = 60_000

let place: Place
let scene: Scene
beforeAll(async () => {
  place = await openPlace()
  await place.serve()
  scene = await setScene(place)
}, 4 * MINUTES)
afterAll(() => place?.clean(), 2 * MINUTES)

const reads = new Set<string>(accessEvents.map(({ type }) => type))

/**
 * The whole log as an auditor of the nation reads it, but for who has read or searched whom: nothing else may be added to it by
 * a refusal.
 */
const logNow = async (): Promise<string[]> => {
  const page = await scene.desks.auditor.read<{ items: { id: string; type: string }[] }>('/v1/events?limit=1000')
  return page.items.flatMap(({ id, type }) => (reads.has(type) ? [] : [`${type} ${id}`]))
}

test.each(Object.entries(requests))('refuses %s with a code of its own, and changes nothing', async (_name, row) => {
  const { send, status, code, issue } = row
  const before = await logNow()
  const answer = await send(scene)
  expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code })
  if (issue) expect(answer.body.issues?.map((one) => one.code)).toContain(issue)
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(answer.body.titleZh).toMatch(/[\u4e00-\u9fff]/)
  expect(answer.text).not.toMatch(/node_modules|\.ts:|select |示例/)
  expect(await logNow()).toEqual(before)
})

test('a key used for one body is refused for another, and gives the first answer for the first', async () => {
  const key = 'one-key-for-two-bodies'
  const [first, second] = [identity('吴示例', '011'), identity('吴示例', '013')]
  const done = await scene.desks.clerk.done('/v1/persons', first, { key })
  const before = await logNow()
  const other = await scene.desks.clerk.post('/v1/persons', second, { key })
  expect(other.body).toMatchObject({ status: 422, code: 'idempotency-key-reused' })
  expect((await scene.desks.clerk.post('/v1/persons', first, { key })).body).toEqual(done)
  expect(await logNow()).toEqual(before)
})

test.each([
  ['bytes that are no request', 'HELO anjuan\r\n\r\n', 400],
  ['headers without end', `GET / HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(40_000)}\r\n\r\n`, 431],
])('%s get an answer and the door closed', async (_name, bytes, status) => {
  const socket = connect(place.port, '127.0.0.1')
  let answer = ''
  socket.setEncoding('utf8').on('data', (part: string) => {
    answer += part
  })
  socket.on('error', () => undefined)
  socket.write(bytes)
  await once(socket, 'close')
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(answer).toContain('application/problem+json')
})
