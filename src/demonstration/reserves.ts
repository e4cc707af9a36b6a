import type { AreaCode } from '../domain/shared/area.ts'
import type { Day } from '../domain/shared/day.ts'
import { type Act, scriptOf } from './acts.ts'
import { county, townships } from './places.ts'
import { countyStaff, townshipStaff } from './staff.ts'

/** Cash that is drawn from a township's reserve on a day, in yuan. */
type Drawn = { township: AreaCode; yuan: number; on: Day }

const TOPPED_UP = '2023-07-03'
/** What a reserve has beyond the need of each half of the year; part of it goes back at the end. */
const SPARE = 5_000
const GIVEN_BACK = 3_000

const transfer = (number: number, title: string, yuan: number) => ({
  source: 'RELIEF_FUND' as const,
  budgetYear: 2023,
  document: { number: `示财社〔2023〕${number}号`, title, issuer: `${county.name}财政局` },
  amountFen: yuan * 100,
})

/** The year of every township's reserve: paid ahead, topped up in July, given back in part, and counted to the fen. */
export const reserveActs = (seed: string, drawn: readonly Drawn[]): readonly Act[] =>
  townships.flatMap(({ code }) => {
    const script = scriptOf(seed, `reserve ${code}`, code)
    const needed = (isThen: (day: Day) => boolean): number =>
      SPARE + drawn.reduce((sum, { township, yuan, on }) => sum + (township === code && isThen(on) ? yuan : 0), 0)
    const officer = countyStaff.paymentOfficer
    script.reserve('2023-01-05', officer, code, {
      type: 'AllocateReserve',
      data: transfer(
        1,
        '关于预拨临时救助备用金的通知',
        needed((day) => day <= TOPPED_UP),
      ),
    })
    script.reserve(TOPPED_UP, officer, code, {
      type: 'ReplenishReserve',
      data: transfer(
        7,
        '关于补充临时救助备用金的通知',
        needed((day) => day > TOPPED_UP),
      ),
    })
    script.reserve('2023-12-26', officer, code, {
      type: 'SettleReserve',
      data: transfer(12, '关于结算2023年临时救助备用金的通知', GIVEN_BACK),
    })
    const staff = townshipStaff(code)
    script.reserve('2023-12-27', staff.reviewer, code, {
      type: 'CountReserve',
      data: { countedFen: (2 * SPARE - GIVEN_BACK) * 100, explanation: null, witness: staff.caseWorker.sub },
    })
    return script.acts
  })
