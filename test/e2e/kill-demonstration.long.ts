import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countyStaff } from '../../src/demonstration/staff.ts'
import { STORY_ENDS, storyMonths } from '../../src/demonstration/story.ts'
import { addDays, type Day, daysBetween } from '../../src/domain/shared/day.ts'
import { apiOf, type Desk } from './api.ts'
import { chanceOf } from './chance.ts'
import { openPlace, type Place, type Program } from './program.ts'

const MINUTES = 60_000
const FIRST_DAY: Day = '2023-01-09'
const chance = chanceOf('kills of the demonstration')

/** Where the program dies: while it starts or takes over the roll, or somewhere in the year. */
type Moment = { afterMs: number } | { on: Day; lateMs: number; powerIsLost: boolean }
const somewhereInTheYear = (powerIsLost: boolean): Moment => ({
  on: addDays(FIRST_DAY, chance.int(daysBetween(FIRST_DAY, '2023-12-20'))),
  lateMs: chance.int(200),
  powerIsLost,
})
const byDay = (one: Moment, other: Moment): number => ('on' in one && 'on' in other && one.on > other.on ? 1 : -1)
const moments: Moment[] = [
  { afterMs: 300 + chance.int(5_000) },
  ...[somewhereInTheYear(false), somewhereInTheYear(true)].sort(byDay),
]

const finished = /a later day +npm run -s anjuan -- advance/
const demo = (place: Place): Program => place.start(['demo', '--small'])

/** Lets a demonstration run until a moment, and kills it there; one that is finished by then is killed all the same. */
const dieAt = async (place: Place, moment: Moment): Promise<void> => {
  const program = demo(place)
  if ('afterMs' in moment) await sleep(moment.afterMs)
  else {
    await program.says(/Serving at/)
    const desk = await apiOf(place).deskOf(countyStaff.auditor)
    const today = async (): Promise<Day> => (await desk.read<{ today: Day }>('/v1/demonstration')).today
    while ((await program.unless(today())) < moment.on) await sleep(20)
    await sleep(moment.lateMs)
  }
  await program.kill()
  if ('on' in moment && moment.powerIsLost) await place.killPostgres()
}

type Fields = Record<string, unknown>
/**
 * A row without what differs between two counties of one story: places in the log, and whatever names the sealed accounts,
 * because each county has keys of its own (hash and file of a run, and the ids of events that follow from them).
 */
const comparable = (row: Fields): Fields =>
  Object.fromEntries(
    Object.entries(row).filter(([name]) => !/At$|Event$|^(revision|attempt|position|hash|fileId|files)$/.test(name)),
  )

let undisturbed: Desk
let killed: Desk
let places: Place[]
beforeAll(async () => {
  places = [await openPlace(), await openPlace()]
  const [calm, rough] = places as [Place, Place]
  const whole = demo(calm)
  for (const moment of moments) await dieAt(rough, moment)
  await demo(rough).says(finished)
  await whole.says(finished)

  undisturbed = await auditorOf(calm)
  killed = await auditorOf(rough)
}, 10 * MINUTES)
afterAll(async () => {
  for (const place of places ?? []) await place.clean()
}, 2 * MINUTES)

/** The same list as both demonstrations answer it. */
const both = async (path: string): Promise<{ calm: Fields[]; rough: Fields[] }> => ({
  calm: (await undisturbed.all<Fields>(path)).map(comparable),
  rough: (await killed.all<Fields>(path)).map(comparable),
})

type Fact = { stream: string; version: number; position: string; type: string; on: string; actor: string }

/** Every fact in the log, in its order. */
const factsOf = async (desk: Desk): Promise<readonly Fact[]> => {
  const facts: Fact[] = []
  for (let after = ''; ; ) {
    const page = await desk.read<{ items: Fact[]; scannedTo: string }>(`/v1/events?limit=1000${after}`)
    facts.push(...page.items)
    if (`&after=${page.scannedTo}` === after) return facts
    after = `&after=${page.scannedTo}`
  }
}

/** An auditor who is shown all that the demonstration has come to. */
const auditorOf = async (place: Place): Promise<Desk> => {
  const api = apiOf(place)
  const desk = await api.deskOf(countyStaff.auditor)
  api.written((await factsOf(desk)).at(-1)?.position ?? '0')
  return desk
}

/** What inspectors do with a case that was drawn for them. */
const byDraw = ['SpotCheckRecorded', 'PersonShown']

/**
 * The history of every stream but those of runs, where a calculation that died leaves its lines behind. Streams of ID numbers
 * are named by a key of the county, and count as one. Which inspector looks at which case the draw says, by random bytes of
 * each county's own.
 */
const historyOf = async (desk: Desk): Promise<string[]> =>
  (await factsOf(desk))
    .filter(({ stream }) => !stream.startsWith('run-'))
    .map(({ stream, version, type, on, actor }) =>
      [stream.replace(/^idno-.*/, 'idno'), version, type, on, byDraw.includes(type) ? 'drawn' : actor].join(' '),
    )
    .sort()

describe(`a demonstration killed at ${moments.map((moment) => JSON.stringify(moment)).join(', ')}`, () => {
  test('reaches the end of its year', async () => {
    expect((await killed.read<{ today: Day }>('/v1/demonstration')).today).toBe(STORY_ENDS)
  })

  test.each(storyMonths)('has the ledger of %s that it has when nobody disturbs it, line by line', async (month) => {
    const { calm, rough } = await both(`/v1/ledgers/${month}`)
    expect(calm.length).toBeGreaterThan(150)
    expect(rough).toEqual(calm)
    const identities = rough.map(({ scheme, personId, kind, sequence }) => [scheme, personId, kind, sequence].join(' '))
    expect(new Set(identities).size).toBe(identities.length)
  })

  test('has the same runs, rosters and cases', async () => {
    for (const path of ['/v1/payment-runs', '/v1/rosters/2023-06', '/v1/rosters/2023-12', '/v1/cases']) {
      const { calm, rough } = await both(path)
      expect(calm.length).toBeGreaterThan(10)
      expect(rough).toEqual(calm)
    }
  })

  test('has the same history in every stream: nothing lost, nothing doubled', async () => {
    const calm = await historyOf(undisturbed)
    expect(calm.length).toBeGreaterThan(5_000)
    expect(await historyOf(killed)).toEqual(calm)
  })
})
