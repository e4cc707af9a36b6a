import { afterAll, beforeAll, expect, test } from 'vitest'
import { linesOf } from '../../../src/domain/payment/run-state.ts'
import { addMonths } from '../../../src/domain/shared/day.ts'
import { Refused } from '../../../src/domain/shared/refusal.ts'
import type { Commit, EventLog } from '../../../src/log/port.ts'
import type { Deps } from '../../../src/processes/deps.ts'
import { buildBankFile, markSent } from '../../../src/processes/payment-run/build-bank-file.ts'
import { calculateRun } from '../../../src/processes/payment-run/calculate.ts'
import { closeRun } from '../../../src/processes/payment-run/close.ts'
import { finishCalculations } from '../../../src/processes/payment-run/finish-calculations.ts'
import { importReturnFile } from '../../../src/processes/payment-run/import-returns.ts'
import { instructRun } from '../../../src/processes/payment-run/instruct.ts'
import { openRun } from '../../../src/processes/payment-run/open.ts'
import { approveRun, reviewRun } from '../../../src/processes/payment-run/opinions.ts'
import { readPayments } from '../../../src/processes/payment-run/payments.ts'
import { loadRun } from '../../../src/processes/payment-run/stream.ts'
import { recompute } from '../../../src/processes/recompute/recompute.ts'
import { caughtUp } from '../../caught-up.ts'
import { approver, type County, maker, officer, openCounty, reviewer } from './county.ts'
import { answersOf, contentOf, opening, returnFile } from './month.ts'

let county: County
beforeAll(async () => {
  county = await openCounty()
  await county.giveStandard(70_000, '2020-01-01')
  await county.giveHouseholds(['1', '2', '3', '4'].map((name) => ({ name, fromMonth: '2020-01' })))
})
afterAll(() => county.close())

class Died extends Error {}

type Moment = 'half' | 'after'

/** The real log, for a program that dies at its `nth` write: with half of it done (nothing of one commit), or unanswered. */
const dyingLog = (log: EventLog, nth: number, moment: Moment): { log: EventLog; died: () => boolean } => {
  let writes = 0
  let dead = false
  const write = async <Answer>(commits: readonly Commit[], send: (part: readonly Commit[]) => Promise<Answer>) => {
    if (dead) throw new Died()
    writes += 1
    if (writes !== nth) return send(commits)
    dead = true
    if (moment === 'after') await send(commits)
    if (moment === 'half' && commits.length > 1) await send(commits.slice(0, commits.length / 2))
    throw new Died()
  }
  return {
    died: () => dead,
    log: {
      ...log,
      append: (commit) => write([commit], () => log.append(commit)),
      appendBatch: (commits) => write(commits, log.appendBatch),
      createStreams: (commits) => write(commits, log.createStreams),
    },
  }
}

/** A month done by people who send each command until it has been carried out. */
const wholeMonth = async (dying: Deps, month: string, again: 'same command' | 'new command'): Promise<string> => {
  const { call, deps } = county
  const step = async (
    actor: typeof maker,
    work: (deps: Deps, command: ReturnType<typeof call>) => Promise<unknown>,
  ) => {
    const first = call(actor)
    try {
      await work(dying, first)
    } catch (error) {
      if (!(error instanceof Died)) throw error
      await work(deps, again === 'same command' ? first : call(actor)).catch((refusal: unknown) => {
        // A new command may find that the old one had been carried out after all.
        if (!(refusal instanceof Refused) || again === 'same command') throw refusal
      })
    }
  }
  const runId = `990101-subsistenceAllowance-${month}-1`
  const run = async () => (await loadRun(deps, runId)).run
  await step(maker, (on, command) => openRun(on, command, opening(month)))
  await step(maker, (on, command) => calculateRun(on, command, runId))
  const content = contentOf(await run())
  await step(reviewer, (on, command) => reviewRun(on, command, runId, content))
  await step(approver, (on, command) => approveRun(on, command, runId, content))
  await step(maker, (on, command) => instructRun(on, command, runId))
  await step(maker, (on, command) => buildBankFile(on, command, runId))
  const { file } = await run()
  await step(officer, (on, command) => markSent(on, command, runId, file?.fileId ?? ''))
  const bytes = returnFile(
    await run(),
    await answersOf(county, await run(), (answer) => ({ ...answer, day: `${addMonths(month, 1)}-08` })),
  )
  await step(officer, (on, command) => importReturnFile(on, command, runId, bytes))
  await step(officer, (on, command) => closeRun(on, command, runId))
  return runId
}

const trials = (['half', 'after'] as const).flatMap((moment) =>
  (['same command', 'new command'] as const).map((again) => ({ moment, again })),
)

test('wherever a month breaks off, it is finished by sending again, with every household paid exactly once', async () => {
  let month = '2020-05'
  for (const { moment, again } of trials) {
    // Half of the trials die at odd writes, the others at even ones: each write meets both moments.
    const start = again === 'same command' ? 1 : 2
    for (let nth = start; ; nth += 2) {
      const dying = dyingLog(county.deps.log, nth, moment)
      county.setToday(`${addMonths(month, 1)}-08`)
      const runId = await wholeMonth({ ...county.deps, log: dying.log }, month, again)
      const { run } = await loadRun(county.deps, runId)
      const where = { month, nth, moment, again }
      expect({ ...where, status: run.status, lines: linesOf(run).length }).toEqual({
        ...where,
        status: 'CLOSED',
        lines: 4,
      })
      const payments = [...(await readPayments(county.deps, run)).values()]
      expect(payments.map(({ payment }) => payment.status)).toEqual(['PAID', 'PAID', 'PAID', 'PAID'])
      expect(payments.map(({ tip }) => tip.version)).toEqual([3, 3, 3, 3])
      expect(await recompute(county.deps, { month })).toMatchObject({ runs: 1, lines: 4, differences: [] })
      month = addMonths(month, 1)
      if (!dying.died()) break
    }
  }
})

test('a calculation that its program died over is made by the upkeep, in the name of whoever asked for it', async () => {
  const { deps, call } = county
  county.setToday('2023-05-08')
  const { stream } = await openRun(deps, call(maker), opening('2023-04'))
  const runId = stream.slice('run-'.length)
  // The lines are written, and the program dies before they count.
  const asked = call(maker)
  await expect(calculateRun({ ...deps, log: dyingLog(deps.log, 2, 'half').log }, asked, runId)).rejects.toThrow(Died)
  expect((await loadRun(deps, runId)).run).toMatchObject({ status: 'OPEN', attempt: 1 })
  await caughtUp(deps, 'payment-run')
  // Whoever has begun may still be at it.
  expect(await finishCalculations(deps)).toBe(0)
  const later = { ...deps, now: () => new Date(Date.now() + 3_600_000).toISOString().replace('Z', '000Z') }
  expect(await finishCalculations(later)).toBe(1)
  const { run } = await loadRun(deps, runId)
  expect(run).toMatchObject({ status: 'CALCULATED', attempt: 2, makers: [maker.sub] })
  expect(linesOf(run)).toHaveLength(4)
  expect(await calculateRun(deps, asked, runId)).toMatchObject({ repeated: true })
  await caughtUp(deps, 'payment-run')
  expect(await finishCalculations(later)).toBe(0)
})

test('a calculation over which one program after the other dies is left to a person, and fills no log', async () => {
  const { deps, call } = county
  county.setToday('2023-05-08')
  const { stream } = await openRun(deps, call(maker), opening('2023-03'))
  const runId = stream.slice('run-'.length)
  const die = () => ({ ...deps, log: dyingLog(deps.log, 2, 'half').log })
  await expect(calculateRun(die(), call(maker), runId)).rejects.toThrow(Died)
  let hours = 0
  const round = async () => {
    await caughtUp(deps, 'payment-run')
    hours += 1
    const now = () => new Date(Date.now() + hours * 3_600_000).toISOString().replace('Z', '000Z')
    return finishCalculations({ ...die(), now }).catch((error: unknown) => error)
  }
  const ends = [await round(), await round(), await round(), await round()]
  expect(ends).toEqual([expect.any(Died), expect.any(Died), 0, 0])
  expect((await loadRun(deps, runId)).run).toMatchObject({ status: 'OPEN', attempt: 3 })
  await calculateRun(deps, call(maker), runId)
  expect((await loadRun(deps, runId)).run).toMatchObject({ status: 'CALCULATED', attempt: 4 })
})

test('one calculation that cannot be gone on with keeps no other from being made', async () => {
  const { deps, call } = county
  const begun = async (month: string) => {
    const { stream } = await openRun(deps, call(maker), opening(month))
    const runId = stream.slice('run-'.length)
    await expect(calculateRun({ ...deps, log: dyingLog(deps.log, 2, 'half').log }, call(maker), runId)).rejects.toThrow(
      Died,
    )
    return runId
  }
  county.setToday('2023-08-08')
  const [first, second] = [await begun('2023-06'), await begun('2023-07')]
  await caughtUp(deps, 'payment-run')
  const readStream: EventLog['readStream'] = (stream, options) =>
    stream === `run-${first}` ? Promise.reject(new Died()) : deps.log.readStream(stream, options)
  const now = () => new Date(Date.now() + 3_600_000).toISOString().replace('Z', '000Z')
  await expect(finishCalculations({ ...deps, now, log: { ...deps.log, readStream } })).rejects.toThrow(Died)
  expect((await loadRun(deps, second)).run.status).toBe('CALCULATED')
})
