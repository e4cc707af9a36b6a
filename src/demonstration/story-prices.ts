import { stringify } from 'csv-stringify/sync'
import type { Month } from '../domain/shared/day.ts'
import { idFrom } from '../log/event-id.ts'
import type { Deps } from '../processes/deps.ts'
import { importPriceRoster } from '../processes/price/import-roster.ts'
import { householdColumns } from '../processes/roll-file/household-columns.ts'
import { memberColumns } from '../processes/roll-file/member-columns.ts'
import { type Act, scriptOf } from './acts.ts'
import { type County, scaledTo } from './county.ts'
import { hubeiPrices } from './hubei-prices.ts'
import { extraRun, type MonthTask } from './months.ts'
import { county as place } from './places.ts'
import { enrolledIn } from './rolls/enrolled.ts'
import { countyStaff, province, statistician } from './staff.ts'
import { workdayFrom, workdaysAfter } from './workdays.ts'

/** The one of the judged months that triggers: 3.4 % and 9.7 % are at least the 3.0 % and 6 % of the notice of 2022. */
const TRIGGERED: Month = '2022-09'

const months = [...new Set(hubeiPrices.map(({ month }) => month))]

const judgedOn = (month: Month) =>
  workdaysAfter(workdayFrom(hubeiPrices.find((one) => one.month === month)?.releasedOn ?? `${month}-28`), 1)

/** The province makes its prices known, and the county judges each month by the version of that month. */
export const priceStories = ({ seed }: County): readonly Act[] => {
  const released = scriptOf(seed, 'prices')
  for (const { month, index, yearOnYear, releasedOn, quote } of hubeiPrices)
    released.act('price', workdayFrom(releasedOn), statistician, province, {
      type: 'PublishPriceIndex',
      data: {
        month,
        index,
        yearOnYear,
        releasedOn,
        document: { number: `${month} ${index}`, title: quote, issuer: '国家统计局湖北调查总队' },
      },
    })
  const judged = scriptOf(seed, 'price triggers')
  for (const month of months)
    judged.act('price', judgedOn(month), countyStaff.publisher, place.code, {
      type: 'DeclarePriceTrigger',
      data: { month },
    })
  return [...released.acts, ...judged.acts]
}

/** People whom the veterans' office supports (优抚对象) and who are on the support roll as well: paid once all the same. */
const VETERANS = 25

/** The month that triggers is paid before the end of the month in which its index came out, each person once. */
export const priceTasks = (county: County): readonly MonthTask[] => {
  const on = judgedOn(TRIGGERED)
  const run = { seed: county.seed, scheme: 'priceSubsidy', month: TRIGGERED, purpose: 'REGULAR' as const }
  return [
    { on, name: `${TRIGGERED} veterans`, perform: (deps) => bringVeterans(deps, county) },
    ...extraRun(run, workdaysAfter(on, 1)),
  ]
}

const bringVeterans = async (deps: Deps, { seed, scale, schemes }: County): Promise<void> => {
  const rows = enrolledIn(schemes, 'extremePovertySupport')
    .slice(0, scaledTo(scale)(VETERANS))
    .map(({ who, place: { code }, areaKind }) => [who.person.idNumber, code, areaKind === 'RURAL' ? '农村' : '城市'])
  const headings = [memberColumns.idNumber.heading, householdColumns.area.heading, householdColumns.areaKind.heading]
  const call = { actor: countyStaff.paymentPreparer, commandId: idFrom(seed, 'price roster') }
  const name = { area: place.code, group: 'PREFERENTIAL_TREATMENT' as const, month: TRIGGERED }
  await importPriceRoster(deps, call, name, Buffer.from(stringify([headings, ...rows])))
}
