import { inOrderOfClaim, priceGroups } from '../src/domain/price/groups.ts'
import type { PayBy, PriceVersion, TriggerRule } from '../src/domain/price/version.ts'
import { versions } from '../src/domain/price/versions.ts'
import { table } from './markdown.ts'

const indexWords: Readonly<Record<TriggerRule['index'], string>> = {
  BASE: 'CPI (or SCPI)',
  FOOD_CPI: 'food prices',
  GRAIN_PRICE: 'grain prices',
}
const percent = (hundredths: number): string => `${hundredths / 100} %`

const triggerText = ({ triggers }: PriceVersion): string =>
  triggers
    .map(({ index, atLeast, placesDownTo, months }) => {
      const range = placesDownTo === null ? '' : `, places down to ${percent(placesDownTo)}`
      return `${indexWords[index]} up ${percent(atLeast.value)}${range}${months > 1 ? `, ${months} months on end` : ''} [${atLeast.clause}]`
    })
    .join('; or ')

const groupsText = ({ groups }: PriceVersion): string =>
  groups === null
    ? 'not known: cannot be paid'
    : inOrderOfClaim(groups.value)
        .map((group) => `${priceGroups[group].en}${priceGroups[group].scheme === null ? ' (imported)' : ''}`)
        .join(', ')

const payByText = (payBy: PayBy): string =>
  'within' in payBy
    ? `${payBy.within.count} wd after release [${payBy.within.clause}]`
    : `end of the ${payBy.endOf.toLowerCase()} of release [${payBy.clause}]`

/** The versions of the price subsidy as a table. */
export const priceSubsidySection = (): string => `## Price subsidy

The price subsidy (价格临时补贴, \`priceSubsidy\`) has no cases: a payment run of its own pays each person of these groups once for an index month, in
this order, the allowance standard of the month times the rise times the factor, in whole yuan. All of it is reported, no text was read. A place
may lower thresholds and set a floor by a document of its own.

${table(
  ['version', 'index months', 'trigger', 'groups', 'factor', 'paid by'],
  versions.map((version) => [
    version.id,
    `${version.from} → ${version.to ?? ''}`.trimEnd(),
    triggerText(version),
    groupsText(version),
    String(version.factor.value),
    payByText(version.payBy),
  ]),
)}
`
