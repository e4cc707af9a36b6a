import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

/** The rooms from the bottom up; a room imports only rooms below it, and itself. Two rooms on one floor do not meet. */
const floors: readonly (readonly string[])[] = [
  ['domain', 'pool.ts'],
  ['vault'],
  ['log'],
  ['projections'],
  ['processes', 'reports'],
  ['http'],
  ['embedded', 'config.ts', 'database-fault.ts', 'db.ts', 'mode.ts', 'one-history.ts', 'stores.ts', 'main.ts'],
  ['demonstration'],
  ['cli'],
]

/** From this floor on rooms put the program together out of those below, and of each other. */
const assembly = floors.findIndex((rooms) => rooms.includes('main.ts'))

/** Inside the domain, from the bottom up: a concept knows those below it, and never a sibling above. */
const concepts = [
  'shared',
  'demonstration',
  'access',
  'policy',
  'crisis',
  'scheme',
  'person',
  'institution',
  'case',
  'reserve',
  'price',
  'payment',
  'overpayment',
  'inspection',
  'rerating',
  'outreach',
  'alert',
  'enquiry',
]

/** The only packages the domain may know: schemas, and the date library in `shared/day.ts`. */
const domainPackages = ['zod', 'temporal-polyfill', 'temporal-polyfill/impl']

const source = resolve(import.meta.dirname, '../src')
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))

const importsOf = (file: string): string[] => {
  const text = readFileSync(join(source, file), 'utf8')
  return [
    ...text.matchAll(/^(?:import|export)\s[^'"]*?from\s+'([^']+)'|^import\s+'([^']+)'|import\('([^']+)'\)/gms),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? '')
}

const roomOf = (path: string): string => path.split('/')[0] ?? ''
const floorOf = (room: string): number => floors.findIndex((rooms) => rooms.includes(room))

const ours = (file: string): string[] =>
  importsOf(file)
    .filter((target) => target.startsWith('.'))
    .map((target) => relative(source, resolve(source, dirname(file), target)))

describe('the house', () => {
  test('has no room that this test does not know', () => {
    const unknown = [...new Set(files.map(roomOf))].filter((room) => floorOf(room) < 0)
    expect(unknown).toEqual([])
  })

  test('imports only downwards', () => {
    const upwards = files.flatMap((file) =>
      ours(file)
        .filter((target) => !target.startsWith('..') && roomOf(target) !== roomOf(file))
        .filter((target) => floorOf(roomOf(target)) >= floorOf(roomOf(file)) && floorOf(roomOf(file)) < assembly)
        .map((target) => `${file} → ${target}`),
    )
    expect(upwards).toEqual([])
  })

  test('lets a concept of the domain know only the concepts below it', () => {
    const order = (path: string): number => concepts.indexOf(path.split('/')[1] ?? '')
    const upwards = files
      .filter((file) => file.startsWith('domain/') && order(file) >= 0)
      .flatMap((file) =>
        ours(file)
          .filter((target) => order(target) > order(file))
          .map((target) => `${file} → ${target}`),
      )
    expect(upwards).toEqual([])
  })

  test('keeps the domain free of clock, environment and libraries', () => {
    const foreign = files
      .filter((file) => file.startsWith('domain/'))
      .flatMap((file) =>
        importsOf(file)
          .filter((target) => !target.startsWith('.') && !domainPackages.includes(target))
          .map((target) => `${file} → ${target}`),
      )
    expect(foreign).toEqual([])
  })

  test('reads the environment in one file only', () => {
    const readers = files.filter((file) => /process\.env/.test(readFileSync(join(source, file), 'utf8')))
    expect(readers).toEqual(['config.ts'])
  })

  test('lets only the log, the vault, the read models and the wiring know the database driver', () => {
    const allowed = ['pool.ts', 'log', 'vault', 'projections', 'db.ts', 'main.ts', 'embedded', 'cli']
    const others = files
      .filter((file) => !allowed.includes(roomOf(file)))
      .filter((file) => importsOf(file).some((target) => target === 'pg' || target === 'pg-copy-streams'))
    expect(others).toEqual([])
  })
})
