import type { Actor } from '../domain/shared/actor.ts'
import { townshipOf } from '../domain/shared/area.ts'
import { addDays, type Day, type Month } from '../domain/shared/day.ts'
import type { SchemeCode } from '../domain/shared/scheme-code.ts'
import { idFrom } from '../log/event-id.ts'
import { runOfStream } from '../log/streams.ts'
import { recordRead } from '../processes/access.ts'
import type { CommandCall } from '../processes/call.ts'
import { recordDueFacts } from '../processes/cases/record-due-facts.ts'
import type { Deps } from '../processes/deps.ts'
import { buildBankFile, markSent } from '../processes/payment-run/build-bank-file.ts'
import { calculateRun } from '../processes/payment-run/calculate.ts'
import { closeRun } from '../processes/payment-run/close.ts'
import { importReturnFile } from '../processes/payment-run/import-returns.ts'
import { instructRun } from '../processes/payment-run/instruct.ts'
import { openRun } from '../processes/payment-run/open.ts'
import { approveRun, reviewRun } from '../processes/payment-run/opinions.ts'
import { loadRun } from '../processes/payment-run/stream.ts'
import { loadPersons, personCommand } from '../processes/persons.ts'
import { listPayments } from '../projections/payment-ledger/queries.ts'
import { answerOfBank } from './bank.ts'
import { paidOnce } from './paid-once.ts'
import { county } from './places.ts'
import { bank, takeover } from './roll.ts'
import { laterTakeover } from './rolls/makers.ts'
import { countyStaff, townshipStaff } from './staff.ts'
import { workdayFrom, workdaysAfter } from './workdays.ts'

/** How long a read model may take to catch up, also with what a start has to build anew. */
const WAIT_MS = 300_000
/** More than ever come back of one run. */
const MOST_RETURNED = 1_000

/** What is paid from the first month on, and what the county takes over with the year 2023 (`rolls/`). */
const paidFrom: Readonly<Record<SchemeCode, Month>> = {
  subsistenceAllowance: takeover.fromMonth,
  extremePovertySupport: takeover.fromMonth,
  disabilityLivingSubsidy: laterTakeover.fromMonth,
  disabilityNursingSubsidy: laterTakeover.fromMonth,
  orphanAllowance: laterTakeover.fromMonth,
  unsupportedChildAllowance: laterTakeover.fromMonth,
  agedAllowance: laterTakeover.fromMonth,
  agedDisabledSubsidy: laterTakeover.fromMonth,
}

/** The schemes of which a month is paid, in the order of their runs. */
export const schemesPaidIn = (month: Month): readonly SchemeCode[] => [
  ...Object.keys(paidFrom).filter((scheme) => (paidFrom[scheme] ?? month) <= month),
  ...Object.keys(paidOnce).filter((scheme) => paidOnce[scheme]?.includes(month)),
]

/** A run of the story. */
export type DemoRun = { seed: string; scheme: SchemeCode; month: Month; purpose: Purpose }

type Purpose = 'REGULAR' | 'REISSUE'

/** One day's work on a month's payments. */
export type MonthTask = { on: Day; name: string; perform: (deps: Deps) => Promise<void> }

/** The call of one step: the same step again is the same command, so that a killed story goes on where it was. */
const callOf = ({ seed, scheme, month, purpose }: DemoRun, step: string, actor: Actor): CommandCall => ({
  actor,
  commandId: idFrom(seed, `${scheme}/${month}/${purpose}/${step}`),
})

/**
 * A month's payments as the offices do them, scheme after scheme: calculated and reviewed on the eighth, approved and sent on
 * the next working day, answered by the bank two days later; what comes back is sent to a new account at the end of the
 * month. What comes back in December 2023 is left for the new year.
 */
export const monthTasks = (seed: string, month: Month): readonly MonthTask[] => {
  const prepared = workdayFrom(`${month}-08`)
  const sent = workdaysAfter(prepared, 1)
  const answered = workdaysAfter(sent, 2)
  const reissued = workdayFrom(`${month}-25`)
  const each =
    (purpose: Purpose, work: (deps: Deps, run: DemoRun) => Promise<void>) =>
    async (deps: Deps): Promise<void> => {
      for (const scheme of schemesPaidIn(month)) {
        await caughtUp(deps, 'payment-ledger')
        await work(deps, { seed, scheme, month, purpose })
      }
    }
  const tasks: MonthTask[] = [
    { on: `${month}-01`, name: `${month} due facts`, perform: writeDueFacts },
    { on: prepared, name: `${month} prepare`, perform: each('REGULAR', prepare) },
    { on: sent, name: `${month} send`, perform: each('REGULAR', send) },
    {
      on: answered,
      name: `${month} settle`,
      perform: each('REGULAR', (deps, run) => settle(deps, run, { sendsBack: true })),
    },
  ]
  if (month === '2023-12') return tasks
  return [
    ...tasks,
    { on: addDays(reissued, -3), name: `${month} new accounts`, perform: each('REGULAR', newAccounts) },
    { on: reissued, name: `${month} reissue`, perform: each('REISSUE', reissue) },
    { on: workdaysAfter(reissued, 2), name: `${month} settle reissue`, perform: each('REISSUE', settleReissue) },
  ]
}

/** A run beside the regular ones of a month, from a day on; the bank pays all of it. */
export const extraRun = (run: DemoRun, prepared: Day): readonly MonthTask[] => {
  const sent = workdaysAfter(prepared, 1)
  const task = (on: Day, name: string, work: (deps: Deps, run: DemoRun) => Promise<void>): MonthTask => ({
    on,
    name: `${run.scheme} ${run.month} ${run.purpose} ${name}`,
    perform: (deps) => work(deps, run),
  })
  return [
    task(prepared, 'prepare', prepare),
    task(sent, 'send', send),
    task(workdaysAfter(sent, 2), 'settle', (deps) => settle(deps, run, { sendsBack: false })),
  ]
}

/** Steps of a tier, and whoever came of age: what a served county writes down by itself in the night. */
const writeDueFacts = async (deps: Deps): Promise<void> => {
  do await caughtUp(deps, 'case-file')
  while ((await recordDueFacts(deps)) > 0)
}

/** Waits until a read model has seen everything written so far. */
export const caughtUp = async (deps: Deps, view: string): Promise<void> => {
  const head = deps.log.positionOf(await deps.log.head())
  if (!(await deps.waitFor(view, head, WAIT_MS))) throw new Error(`${view} stays behind ${head}`)
}

const runIdFor = async (deps: Deps, run: DemoRun): Promise<string> => {
  const { scheme, month, purpose } = run
  const call = callOf(run, 'open', countyStaff.paymentPreparer)
  const { stream } = await openRun(deps, call, { area: county.code, scheme, month, purpose })
  return runOfStream(stream)
}

/** What is paid once may be nobody's in a small county of another seed; then the run ends calculated. */
const owesNothing = ({ scheme }: DemoRun, { count }: { count: number }): boolean =>
  count === 0 && paidOnce[scheme] !== undefined

const prepare = async (deps: Deps, run: DemoRun): Promise<void> => {
  const runId = await runIdFor(deps, run)
  await calculateRun(deps, callOf(run, 'calculate', countyStaff.paymentPreparer), runId)
  const { content } = (await loadRun(deps, runId)).run
  if (!content) throw new Error(`${runId} was not calculated`)
  if (owesNothing(run, content)) return
  await reviewRun(deps, callOf(run, 'review', countyStaff.paymentReviewer), runId, content)
}

const send = async (deps: Deps, run: DemoRun): Promise<void> => {
  const runId = await runIdFor(deps, run)
  const { content } = (await loadRun(deps, runId)).run
  if (!content) throw new Error(`${runId} was not calculated`)
  if (owesNothing(run, content)) return
  const call = (step: string, actor: Actor) => callOf(run, step, actor)
  await approveRun(deps, call('approve', countyStaff.paymentApprover), runId, content)
  await instructRun(deps, call('instruct', countyStaff.paymentPreparer), runId)
  await buildBankFile(deps, call('build', countyStaff.paymentPreparer), runId)
  const { file } = (await loadRun(deps, runId)).run
  if (!file) throw new Error(`${runId} has no bank file`)
  const { fileId, sha256, count: lines } = file
  const { scheme } = run
  const taken = { type: 'BankFileTaken', data: { runId, scheme, fileId, sha256, lines } } as const
  await recordRead(deps, call('take', countyStaff.paymentOfficer), taken)
  await markSent(deps, call('send', countyStaff.paymentOfficer), runId, fileId)
}

const settle = async (deps: Deps, run: DemoRun, { sendsBack }: { sendsBack: boolean }): Promise<void> => {
  const runId = await runIdFor(deps, run)
  const { file } = (await loadRun(deps, runId)).run
  if (!file) return
  const bytes = await deps.vault.findFile(file.sha256)
  if (!bytes) throw new Error(`the bank file of ${runId} is gone`)
  const question = { fileId: file.fileId, on: deps.clock.today(), sendsBack }
  const call = (step: string) => callOf(run, step, countyStaff.paymentOfficer)
  await importReturnFile(deps, call('return'), runId, answerOfBank(bytes, question))
  await closeRun(deps, call('close'), runId)
}

/** The payments of a run that came back, as the ledger has them. */
const returnedOf = async (deps: Deps, run: DemoRun) => {
  const runId = await runIdFor(deps, run)
  const { rows } = await listPayments(deps.views, { runId, status: 'RETURNED' }, { limit: MOST_RETURNED })
  return rows.map(({ person_id: personId, payment_id: paymentId, area }) => ({ personId, paymentId, area }))
}

/** Whoever's account was closed brings another one to the township. */
const newAccounts = async (deps: Deps, run: DemoRun): Promise<void> => {
  const returned = await returnedOf(deps, run)
  const persons = await loadPersons(
    deps,
    returned.map(({ personId }) => personId),
  )
  for (const { personId, area, paymentId } of returned) {
    const person = persons.get(personId)
    if (person?.status !== 'REGISTERED') throw new Error(`${personId} was paid and is not registered`)
    const { caseWorker } = townshipStaff(townshipOf(area))
    const call = callOf(run, `account ${paymentId}`, caseWorker)
    const account = `62998${Number.parseInt(paymentId.slice(0, 12), 16)}`.slice(0, 19)
    await personCommand(deps, call, {
      type: 'RegisterPayeeAccount',
      subject: personId,
      newId: call.commandId,
      data: { bank, account, accountHolder: person.name },
    })
  }
}

const reissue = async (deps: Deps, run: DemoRun): Promise<void> => {
  if ((await returnedOf(deps, { ...run, purpose: 'REGULAR' })).length === 0) return
  await prepare(deps, run)
  await send(deps, run)
}

/** Where nothing came back there is no second run. */
const settleReissue = async (deps: Deps, run: DemoRun): Promise<void> => {
  if ((await returnedOf(deps, { ...run, purpose: 'REGULAR' })).length > 0) await settle(deps, run, { sendsBack: false })
}
