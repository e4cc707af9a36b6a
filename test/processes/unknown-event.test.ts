import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseDecider } from '../../src/domain/case/decide.ts'
import { UnknownEvent } from '../../src/log/errors.ts'
import { load, openEvents } from '../../src/log/load.ts'
import { caseStream } from '../../src/log/streams.ts'
import { commitOf } from '../contract/commits.ts'
import { id, type Office, openOffice } from './cases/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

/** What a newer program has written to the end of a case. */
const written = async (household: string, { type, schemaVersion }: { type: string; schemaVersion: number }) => {
  const stream = caseStream(id(household))
  const { tip } = await office.deps.log.readStream(stream, { maxCount: 1 })
  const commit = commitOf({ stream, at: tip, type })
  const events = commit.events.map((event) => ({ ...event, schemaVersion }))
  await office.deps.log.append({ ...commit, events })
  return { stream, version: tip.version + 1 }
}

describe.each([
  ['a type that this program does not know', { type: 'CaseArchived', schemaVersion: 1 }, 'no such type'],
  ['a version that this program does not know', { type: 'CaseClosed', schemaVersion: 2 }, 'CaseClosed up to version 1'],
])('after an event of %s', (what, event, known) => {
  const person = `of ${what}`
  beforeAll(async () => {
    await office.register(person)
    await office.apply(what, person)
  })

  test('no command is decided and nothing is written, not even a claim; no state is told', async () => {
    const { stream, version } = await written(what, event)
    const head = await office.deps.log.head()
    const message = new RegExp(
      `^${event.type} version ${event.schemaVersion} at position \\d+ \\(${stream}, ${version}\\): this program knows ${known}$`,
    )
    const { log, vault } = office.deps
    const discontinue = { ground: 'WITHDRAWN', reasons: 'withdrawn' } as const
    for (const ask of [
      () => office.accept(what),
      () => office.act(what, 'DiscontinueProcedure', discontinue),
      () => load(office.deps, caseDecider, stream),
      async () => openEvents(vault, caseDecider.schemas, (await log.readStream(stream)).events),
    ]) {
      const error: unknown = await ask().catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(UnknownEvent)
      expect(error).toMatchObject({ message: expect.stringMatching(message) })
    }
    expect(await log.head()).toBe(head)
    expect(await office.holders(person)).toEqual([])
  })

  test('what was known before it can still be asked for, and other cases go on', async () => {
    const { log } = office.deps
    const { events } = await log.readStream(caseStream(id(what)))
    const before = events.at(-2)?.position
    if (before === undefined) return expect.unreachable()
    const { state } = await load(office.deps, caseDecider, caseStream(id(what)), { upTo: before })
    expect(state.status).toBe('INTAKE')
    await office.apply(`another ${what}`, person)
    await office.accept(`another ${what}`)
    expect(await office.statusOf(`another ${what}`)).toBe('ACCEPTED')
  })
})
