import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countyStaff as staff } from '../../src/demonstration/staff.ts'
import type { Actor } from '../../src/domain/shared/actor.ts'
import { dayInShanghai, monthOf } from '../../src/domain/shared/day.ts'
import { type Api, apiOf, type Done } from './api.ts'
import { answerOfBank } from './bank.ts'
import { chanceOf } from './chance.ts'
import { openPlace, type Place, type Program } from './program.ts'
import { AMOUNT_FEN, COUNTY, SCHEME, takeOverRoll } from './roll.ts'

const MINUTES = 60_000
const HOUSEHOLDS = 1_200
const today = dayInShanghai(Date.now())
const MONTH = monthOf(today)
const RUN = `/v1/payment-runs/${COUNTY}-${SCHEME}-${MONTH}-1`
const chance = chanceOf('kills of a payment month')

/** One command of the month: who sends it where, and what it says once the commands before it are done. */
type Step = {
  name: string
  actor: Actor
  path: string
  body: (api: Api) => Promise<unknown>
  type?: string
}
type Run = { hash: string; lineCount: number; totalFen: number; files: { fileId: string; sha256: string }[] }

const nothing: Step['body'] = async () => ({})
const readRun = async (api: Api): Promise<Run> => (await api.deskOf(staff.paymentOfficer)).read<Run>(RUN)
const content = async (api: Api) => {
  const { hash, lineCount: count, totalFen } = await readRun(api)
  return { hash, count, totalFen }
}
const bankFile = async (api: Api): Promise<Buffer> =>
  (await (await api.deskOf(staff.paymentOfficer)).get(`${RUN}/bank-file`)).bytes
/** Every hundredth payment comes back. */
const bankAnswer = async (api: Api): Promise<Buffer> =>
  answerOfBank(await bankFile(api), today, ({ paymentId }) => Number.parseInt(paymentId.slice(-4), 16) % 100 === 0)

const opening = { area: COUNTY, scheme: SCHEME, month: MONTH, purpose: 'REGULAR' }
const step = (name: string, actor: Actor, body: Step['body'] = nothing): Step => ({
  name,
  actor,
  path: `${RUN}/${name}`,
  body,
})
const steps: readonly Step[] = [
  { name: 'open', actor: staff.paymentPreparer, path: '/v1/payment-runs', body: async () => opening },
  step('calculate', staff.paymentPreparer),
  step('review', staff.paymentReviewer, content),
  step('approve', staff.paymentApprover, content),
  step('instruct', staff.paymentPreparer),
  step('build-bank-file', staff.paymentPreparer),
  step('mark-bank-file-sent', staff.paymentOfficer, async (api) => ({ fileId: (await readRun(api)).files[0]?.fileId })),
  { ...step('import-return-file', staff.paymentOfficer, bankAnswer), type: 'text/csv' },
  step('close', staff.paymentOfficer),
]

/** How each command is sent: straight, or with a program that dies meanwhile. */
type Send = (name: string, send: (between?: () => Promise<void>) => Promise<Done>) => Promise<Done>

/** The whole month. Each command is sent once more under its key when it is done: the answer must be the same. */
const liveMonth = async (api: Api, sendAs: Send): Promise<void> => {
  for (const { name, actor, path, body, type } of steps) {
    const desk = await api.deskOf(actor)
    const key = `the-only-${name}`
    const said = await body(api)
    const options = { key, ...(type === undefined ? {} : { type }) }
    const first = await sendAs(name, (between) => desk.surely(path, said, between, options))
    expect(await desk.done(path, said, options), name).toEqual(first)
  }
}

/** Deaths of the program: during which command, and whether the machine loses power with it. */
const deaths = new Map([
  ['calculate', { share: chance.int(100) / 100, powerIsLost: false }],
  ['instruct', { share: chance.int(100) / 100, powerIsLost: true }],
  ['build-bank-file', { share: chance.int(100) / 100, powerIsLost: false }],
  ['import-return-file', { share: chance.int(100) / 100, powerIsLost: chance.percent(50) }],
])

let calm: Place
let rough: Place
let calmApi: Api
let roughApi: Api
beforeAll(async () => {
  rough = await openPlace()
  await takeOverRoll(rough, { households: HOUSEHOLDS, fromMonth: MONTH, today })
  calm = await rough.copy()
  const served = await calm.serve()
  calmApi = apiOf(calm)
  roughApi = apiOf(rough)
  const took = new Map<string, number>()
  await liveMonth(calmApi, async (name, send) => {
    const from = performance.now()
    const done = await send()
    took.set(name, performance.now() - from)
    return done
  })
  expect(served.isRunning()).toBe(true)

  let program: Program = await rough.serve()
  await liveMonth(roughApi, async (name, send) => {
    const death = deaths.get(name)
    if (!death) return send()
    const dying = (async () => {
      await sleep(death.share * (took.get(name) ?? 0))
      await program.kill()
      if (death.powerIsLost) await rough.killPostgres()
      program = await rough.serve()
    })()
    const done = await send(() => dying)
    await dying
    return done
  })
}, 10 * MINUTES)
afterAll(async () => {
  await calm?.clean()
  await rough?.clean()
}, 2 * MINUTES)

type LedgerLine = { personId: string; amountFen: number; status: string; plannedAt: number }
const ledgerOf = async (api: Api): Promise<LedgerLine[]> =>
  (await api.deskOf(staff.auditor)).all<LedgerLine>(`/v1/ledgers/${MONTH}`)

/** A line without its places in the log, which a calculation that died has moved. */
const withoutPlaces = (line: object): object =>
  Object.fromEntries(Object.entries(line).filter(([name]) => !name.endsWith('At')))

describe(`a payment month whose program is killed at ${JSON.stringify([...deaths])}`, () => {
  test('has the same ledger as one that nobody disturbs: no line missing, none doubled, no other cent', async () => {
    const undisturbed = await ledgerOf(calmApi)
    const disturbed = await ledgerOf(roughApi)
    expect(undisturbed).toHaveLength(HOUSEHOLDS)
    expect(disturbed.map(withoutPlaces)).toEqual(undisturbed.map(withoutPlaces))
    expect(new Set(disturbed.map(({ personId }) => personId)).size).toBe(HOUSEHOLDS)
    expect(disturbed.every(({ amountFen }) => amountFen === AMOUNT_FEN)).toBe(true)
    expect(new Set(disturbed.map(({ status }) => status))).toEqual(new Set(['PAID', 'RETURNED']))
  })

  test('has sent the bank the same file, byte for byte, and one file only', async () => {
    expect(await bankFile(roughApi)).toEqual(await bankFile(calmApi))
    expect((await readRun(roughApi)).files).toHaveLength(1)
  })

  test('has three facts of every payment and no more', async () => {
    const auditor = await roughApi.deskOf(staff.auditor)
    const types: string[] = []
    for (let after = ''; ; ) {
      const query = `types=PaymentPlanned,PaymentFiled,PaymentPaid,PaymentReturned&limit=1000${after}`
      const page = await auditor.read<{ items: { type: string }[]; scannedTo: string }>(`/v1/events?${query}`)
      types.push(...page.items.map(({ type }) => type))
      if (`&after=${page.scannedTo}` === after) break
      after = `&after=${page.scannedTo}`
    }
    const countOf = (...some: string[]): number => types.filter((type) => some.includes(type)).length
    expect(countOf('PaymentPlanned')).toBe(HOUSEHOLDS)
    expect(countOf('PaymentFiled')).toBe(HOUSEHOLDS)
    expect(countOf('PaymentPaid', 'PaymentReturned')).toBe(HOUSEHOLDS)
  })

  test('is performed again from history without a difference, and the doctor finds every proof in order', async () => {
    const again = await rough.run('recompute', '--month', MONTH)
    expect(again.stdout).toContain(`${MONTH}: 1 runs, ${HOUSEHOLDS} lines, 0 differences`)
    expect(again.code).toBe(0)
    const doctor = await rough.run('doctor')
    expect(doctor.stdout).toContain('Nothing is wrong.')
    expect(doctor.code).toBe(0)
  })
})
