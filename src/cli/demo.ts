import { readConfig } from '../config.ts'
import { county } from '../demonstration/places.ts'
import { questions } from '../demonstration/questions.ts'
import { performDemonstration } from '../demonstration/run.ts'
import { countyStaff } from '../demonstration/staff.ts'
import type { DemonstrationCounty } from '../domain/demonstration/day.ts'
import { addDays } from '../domain/shared/day.ts'
import { given } from '../domain/shared/given.ts'
import { signToken } from '../http/tokens.ts'
import { type Anjuan, demonstrationClockOf, openAnjuan, type Served, serve } from '../main.ts'
import { ModeFault } from '../mode.ts'
import { listPayments } from '../projections/payment-ledger/queries.ts'
import { leaveOnSignal } from './leave.ts'
import { quietLogger } from './open.ts'
import { say } from './print.ts'
import { startProgress } from './progress.ts'

/** How the demonstration is made. */
export type DemoOptions = { seed?: string; whole?: boolean; small?: boolean; exit?: boolean }

/**
 * `anjuan demo`: builds a synthetic county in a year of its own while the doors are already open, tells where to look, and
 * goes on serving. Killed anywhere, the next start goes on where it was.
 */
export const demoCommand = async ({ seed, whole = false, small = false, exit = false }: DemoOptions): Promise<void> => {
  if (whole && small) throw new ModeFault('Either --whole or --small, not both.')
  const config = readConfig('demonstration')
  say('DEMONSTRATION: a county that does not exist, with made-up people and signed development tokens.')
  // What a server warns of, the line above has told.
  const anjuan = await openAnjuan(config, { mode: 'demonstration', logger: quietLogger(config, 'error') })
  let served: Served | undefined
  let stay = (): void => {}
  const close = async (): Promise<void> => {
    stay()
    await served?.close()
    await anjuan.close()
  }
  try {
    served = await serve(anjuan)
    stay = leaveOnSignal(close)
    say(`Serving at ${served.url} while the county is built.`)
    await build(anjuan, { ...scaleOf({ whole, small }), ...given({ seed }) })
    await tellWhereToLook(anjuan, served.url)
  } catch (error) {
    await close()
    throw error
  }
  if (exit) await close()
}

/** Without either option a county goes on as it was begun, and a new one is small. */
const scaleOf = ({ whole, small }: { whole: boolean; small: boolean }): Pick<Partial<DemonstrationCounty>, 'scale'> => {
  if (whole) return { scale: 'whole' }
  return small ? { scale: 'small' } : {}
}

const build = async (anjuan: Anjuan, asked: Partial<DemonstrationCounty>): Promise<void> => {
  const clock = demonstrationClockOf(anjuan)
  if (!clock) throw new ModeFault('A demonstration needs a day of its own.')
  const progress = startProgress('county')
  await performDemonstration(anjuan.deps, clock, ({ day, done, total }) => progress.at(done, total, day), asked)
  progress.end()
}

const HOURS = 8
/** So many days ahead lies the later day that is proposed: a county that went on has left any fixed one behind. */
const LATER = 22

const tellWhereToLook = async ({ deps, keys, log }: Anjuan, url: string): Promise<void> => {
  const head = log.positionOf(await log.head())
  await deps.waitFor('payment-ledger', head, 60_000)
  const [returned] = (await listPayments(deps.views, { status: 'RETURNED' }, { limit: 1 })).rows
  say()
  say(`今天是${deps.clock.today()}，可以在另一个终端查询：`)
  say(`The day is ${deps.clock.today()}. What you can ask now, in another terminal:`)
  say()
  say(`TOKEN=${await signToken(keys.token.key, countyStaff.auditor, HOURS * 3600)}`)
  for (const { zh, en, path } of questions) {
    say(`# ${zh} ${en}`)
    say(askFor(`${url}${path}`))
  }
  if (returned) {
    say('# 退回款项所属案件的全部经过 everything behind a payment that came back')
    say(askFor(`${url}/v1/cases/${returned.case_id}/timeline`))
    if (returned.filed_at !== null) {
      say('# 该笔款项在银行答复之前的状态 the same payment as known before the bank had answered')
      say(askFor(`${url}/v1/payments/${returned.payment_id}?asOf=${returned.filed_at}`))
    }
  }
  say()
  say(`所有接口 every request   ${url}/docs`)
  say('与报告对照 the report    npm run -s anjuan -- report echeng')
  say('重新核算 performed again npm run -s anjuan -- recompute --month 2023-11')
  say(`换一个角色 another role  npm run -s anjuan -- token --role caseWorker --area ${county.code}001`)
  say(`推进日期 a later day     npm run -s anjuan -- advance ${addDays(deps.clock.today(), LATER)}`)
}

const askFor = (address: string): string => `curl -s -H "authorization: Bearer $TOKEN" '${address}'`
