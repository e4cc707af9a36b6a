import { linesOf } from '../domain/payment/run-state.ts'
import type { Actor } from '../domain/shared/actor.ts'
import { addDays, type Day, type Month } from '../domain/shared/day.ts'
import { idFrom } from '../log/event-id.ts'
import type { CommandCall } from '../processes/call.ts'
import type { Deps } from '../processes/deps.ts'
import { buildBankFile, markSent } from '../processes/payment-run/build-bank-file.ts'
import { calculateRun } from '../processes/payment-run/calculate.ts'
import { closeRun } from '../processes/payment-run/close.ts'
import { importReturnFile } from '../processes/payment-run/import-returns.ts'
import { instructRun } from '../processes/payment-run/instruct.ts'
import { openRun } from '../processes/payment-run/open.ts'
import { approveRun, reviewRun } from '../processes/payment-run/opinions.ts'
import { readPayments } from '../processes/payment-run/payments.ts'
import { loadRun } from '../processes/payment-run/stream.ts'
import { loadPersons, personCommand } from '../processes/persons.ts'
import { answerOfBank } from './bank.ts'
import { county } from './places.ts'
import { bank } from './roll.ts'
import { countyStaff, townshipStaff } from './staff.ts'
import { workdayFrom, workdaysAfter } from './workdays.ts'

const SCHEME = 'subsistenceAllowance'

type Purpose = 'REGULAR' | 'REISSUE'

/** One day's work on a month's payments. */
export type MonthTask = { on: Day; name: string; perform: (deps: Deps) => Promise<void> }

/** The call of one step: the same step again is the same command, so that a killed story goes on where it was. */
const callOf = (seed: string, month: Month, purpose: Purpose, step: string, actor: Actor): CommandCall => ({
  actor,
  commandId: idFrom(seed, `${month}/${purpose}/${step}`),
})

/**
 * A month's payments as the offices do them: calculated and reviewed on the eighth, approved and sent on the next working
 * day, answered by the bank two days later; what comes back is sent to a new account at the end of the month. What comes
 * back in December is left for the new year.
 */
export const monthTasks = (seed: string, month: Month): readonly MonthTask[] => {
  const prepared = workdayFrom(`${month}-08`)
  const sent = workdaysAfter(prepared, 1)
  const answered = workdaysAfter(sent, 2)
  const reissued = workdayFrom(`${month}-25`)
  const tasks: MonthTask[] = [
    { on: prepared, name: `${month} prepare`, perform: (deps) => prepare(deps, seed, month, 'REGULAR') },
    { on: sent, name: `${month} send`, perform: (deps) => send(deps, seed, month, 'REGULAR') },
    { on: answered, name: `${month} settle`, perform: (deps) => settle(deps, seed, month, 'REGULAR') },
  ]
  if (month === '2023-12') return tasks
  return [
    ...tasks,
    { on: addDays(reissued, -3), name: `${month} new accounts`, perform: (deps) => newAccounts(deps, seed, month) },
    { on: reissued, name: `${month} reissue`, perform: (deps) => reissue(deps, seed, month) },
    {
      on: workdaysAfter(reissued, 2),
      name: `${month} settle reissue`,
      perform: (deps) => settle(deps, seed, month, 'REISSUE'),
    },
  ]
}

const runIdFor = async (deps: Deps, seed: string, month: Month, purpose: Purpose): Promise<string> => {
  const call = callOf(seed, month, purpose, 'open', countyStaff.paymentPreparer)
  const { stream } = await openRun(deps, call, { area: county.code, scheme: SCHEME, month, purpose })
  return stream.slice('run-'.length)
}

const prepare = async (deps: Deps, seed: string, month: Month, purpose: Purpose): Promise<void> => {
  const runId = await runIdFor(deps, seed, month, purpose)
  await calculateRun(deps, callOf(seed, month, purpose, 'calculate', countyStaff.paymentPreparer), runId)
  const { content } = (await loadRun(deps, runId)).run
  if (!content) throw new Error(`${runId} was not calculated`)
  await reviewRun(deps, callOf(seed, month, purpose, 'review', countyStaff.paymentReviewer), runId, content)
}

const send = async (deps: Deps, seed: string, month: Month, purpose: Purpose): Promise<void> => {
  const runId = await runIdFor(deps, seed, month, purpose)
  const { content } = (await loadRun(deps, runId)).run
  if (!content) throw new Error(`${runId} was not calculated`)
  const call = (step: string, actor: Actor) => callOf(seed, month, purpose, step, actor)
  await approveRun(deps, call('approve', countyStaff.paymentApprover), runId, content)
  await instructRun(deps, call('instruct', countyStaff.paymentPreparer), runId)
  await buildBankFile(deps, call('build', countyStaff.paymentPreparer), runId)
  const { file } = (await loadRun(deps, runId)).run
  if (!file) throw new Error(`${runId} has no bank file`)
  await markSent(deps, call('send', countyStaff.paymentOfficer), runId, file.fileId)
}

const settle = async (deps: Deps, seed: string, month: Month, purpose: Purpose): Promise<void> => {
  const runId = await runIdFor(deps, seed, month, purpose)
  const { file } = (await loadRun(deps, runId)).run
  if (!file) return
  const bytes = await deps.vault.findFile(file.sha256)
  if (!bytes) throw new Error(`the bank file of ${runId} is gone`)
  const question = { fileId: file.fileId, on: deps.clock.today(), sendsBack: purpose === 'REGULAR' }
  const call = (step: string) => callOf(seed, month, purpose, step, countyStaff.paymentOfficer)
  await importReturnFile(deps, call('return'), runId, answerOfBank(bytes, question))
  await closeRun(deps, call('close'), runId)
}

/** The payments of the regular run that came back, with the township of their household. */
const returnedOf = async (deps: Deps, seed: string, month: Month) => {
  const { run } = await loadRun(deps, await runIdFor(deps, seed, month, 'REGULAR'))
  const payments = await readPayments(deps, run)
  return linesOf(run).filter(({ paymentId }) => payments.get(paymentId)?.payment.status === 'RETURNED')
}

/** Whoever's account was closed brings another one to the township. */
const newAccounts = async (deps: Deps, seed: string, month: Month): Promise<void> => {
  const returned = await returnedOf(deps, seed, month)
  const persons = await loadPersons(
    deps,
    returned.map(({ personId }) => personId),
  )
  for (const { personId, area, paymentId } of returned) {
    const person = persons.get(personId)
    if (person?.status !== 'registered') throw new Error(`${personId} was paid and is not registered`)
    const { caseWorker } = townshipStaff(area.slice(0, 9))
    const call = callOf(seed, month, 'REISSUE', `account ${paymentId}`, caseWorker)
    const account = `62998${Number.parseInt(paymentId.slice(0, 12), 16)}`.slice(0, 19)
    await personCommand(deps, call, {
      type: 'RegisterPayeeAccount',
      subject: personId,
      newId: call.commandId,
      data: { bank, account, accountHolder: person.name },
    })
  }
}

const reissue = async (deps: Deps, seed: string, month: Month): Promise<void> => {
  if ((await returnedOf(deps, seed, month)).length === 0) return
  await prepare(deps, seed, month, 'REISSUE')
  await send(deps, seed, month, 'REISSUE')
}
