import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkDigitOf } from '../../src/domain/person/id-number.ts'
import type { Actor } from '../../src/domain/shared/actor.ts'
import { apiOf, ask, type Desk } from './api.ts'
import { freePort, openPlace, type Place, type Program } from './program.ts'

const MINUTES = 60_000
const clerk: Actor = { sub: 'clerk', roles: ['caseWorker'], office: '青塘镇', area: '990101004' }
const auditor: Actor = { sub: 'auditor', roles: ['auditor'], office: '县审计局', area: '990101' }

let place: Place
let program: Program
let desk: Desk
let registered = 0
beforeAll(async () => {
  place = await openPlace()
  program = await place.serve()
  desk = await apiOf(place).deskOf(clerk)
}, 4 * MINUTES)
afterAll(() => place?.clean(), 2 * MINUTES)

const somebody = () => {
  registered += 1
  const name = `示例${registered}`
  return { name, idNumber: null, sex: 'FEMALE', birthDate: '1960-03-04', address: null, area: '990101004200' }
}
const registrations = async (): Promise<number> => {
  const reader = await apiOf(place).deskOf(auditor)
  const { items } = await reader.read<{ items: unknown[] }>('/v1/events?types=PersonRegistered&limit=1000')
  return items.length
}

/** Waits until a program says that all of it works: database, log and every read model. */
const ready = async (port: number): Promise<string> => {
  for (const until = Date.now() + 2 * MINUTES; ; await sleep(200)) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`)
    if (answer.status === 200 || Date.now() > until) return answer.text()
  }
}

describe('a program whose PostgreSQL is killed while it serves', () => {
  test('lives on, launches it again, and the same command sent again succeeds once', async () => {
    await desk.done('/v1/persons', somebody())
    const before = await registrations()
    await place.killPostgres()
    const person = somebody()
    const done = await desk.surely('/v1/persons', person)
    expect(program.isRunning()).toBe(true)
    expect(await registrations()).toBe(before + 1)
    // The read models come back by themselves too: they show what was written after the loss.
    expect(await desk.read(`/v1/persons/${done.id}`)).toMatchObject({ personId: done.id })
    expect((await ask(`http://127.0.0.1:${place.port}/healthz`)).status).toBe(200)
  })

  test('answers what is under way with what may be sent again, and doubles nothing', async () => {
    const before = await registrations()
    const people = Array.from({ length: 60 }, somebody)
    const sending = Promise.all(
      people.map((person, index) =>
        desk.surely('/v1/persons', person, undefined, { key: `storm-${registered}-${index}` }),
      ),
    )
    await place.killPostgres()
    const answers = await sending
    expect(new Set(answers.map(({ id }) => id)).size).toBe(people.length)
    expect(await registrations()).toBe(before + people.length)
    expect(await ready(place.port)).toContain('"ready"')
    expect(program.isRunning()).toBe(true)
  })
})

describe('two programs on one data directory', () => {
  let port: number
  let second: Program
  let other: Desk
  beforeAll(async () => {
    port = await freePort()
    second = await place.serve(port)
    other = await apiOf(place).at(port).deskOf(clerk)
  })

  test('answer for one county: what one has written the other reads', async () => {
    const here = await desk.done('/v1/persons', somebody())
    const there = await other.done('/v1/persons', somebody())
    for (const one of [desk, other])
      for (const { id } of [here, there]) expect(await one.read(`/v1/persons/${id}`)).toMatchObject({ personId: id })
  })

  test('carry out one command once, whichever of them is asked, and however often', async () => {
    const before = await registrations()
    const person = somebody()
    const options = { key: 'asked-of-both-at-once' }
    const answers = await Promise.all(
      [desk, other, desk, other].map((one) => one.surely('/v1/persons', person, undefined, options)),
    )
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(await registrations()).toBe(before + 1)
  })

  test('give one ID number to one person when both are asked at once', async () => {
    const digits = '99010119600304002'
    const twin = { ...somebody(), idNumber: digits + checkDigitOf(digits) }
    const answers = await Promise.all([desk, other].map((one) => one.post('/v1/persons', twin)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('id-number-taken')
  })

  test('lose one without the other: reads and writes go on', async () => {
    await program.kill()
    const { id } = await other.surely('/v1/persons', somebody())
    expect(await other.read(`/v1/persons/${id}`)).toMatchObject({ personId: id })
  })

  test('leave the PostgreSQL running for whoever stays, and stop it when the last one leaves', async () => {
    const back = await place.serve()
    expect(await second.stop()).toBe(0)
    expect(await desk.read('/v1/cases')).toMatchObject({ items: [] })
    expect(await back.stop()).toBe(0)
    expect(await place.postgresRuns()).toBe(false)
  })
})

test('a program that finds its port taken says so in one sentence and leaves', async () => {
  const holder = await place.serve()
  const { code, stderr } = await place.run('serve')
  expect(code).toBe(1)
  expect(stderr.trim().split('\n').at(-1)).toBe(
    'The port is in use. Another Anjuan may be serving: set PORT to another one.',
  )
  expect(await holder.stop()).toBe(0)
})
