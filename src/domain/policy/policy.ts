import { type AreaCode, type AreaKind, isWithin, withAncestors } from '../shared/area.ts'
import type { Day, Month } from '../shared/day.ts'
import type { Fen } from '../shared/fen.ts'
import type { SchemeCode } from '../shared/scheme-code.ts'
import type { ParameterKey, PolicyEvent } from './events.ts'
import { nationalDefault, type ParameterValue } from './parameters.ts'
import type { DatedRow, Delegation, HolidayYear, Parameter, Standard, Tiers } from './rows.ts'

/**
 * Everything that some areas have published, as known at a log position: fold the policy streams of an area and of all
 * above it up to that position. What counts then is asked by month or day, and by the day of knowledge.
 */
export type Policy = {
  standards: readonly Standard[]
  tiers: readonly Tiers[]
  parameters: readonly Parameter[]
  delegations: readonly Delegation[]
  /** In the order of publication. */
  holidayYears: readonly HolidayYear[]
}

/** A recorded policy event: its log position, and the day in its envelope, by which a late entry shows. */
export type PolicyFact = PolicyEvent & { position: bigint; on: Day }

/** Nothing published. */
export const noPolicy: Policy = { standards: [], tiers: [], parameters: [], delegations: [], holidayYears: [] }

/** Folds the facts of any number of policy streams, in any order of the streams. */
export const foldPolicy = (facts: readonly PolicyFact[]): Policy =>
  [...facts]
    .sort((a, b) => (a.position < b.position ? -1 : a.position > b.position ? 1 : 0))
    .reduce((policy, fact) => evolvePolicy(policy, fact, fact.position), noPolicy)

/** Adds one fact. */
export const evolvePolicy = (policy: Policy, { type, data }: PolicyEvent, position: bigint): Policy => {
  switch (type) {
    case 'StandardPublished':
      return { ...policy, standards: [...policy.standards, { ...data, position, withdrawnOn: null }] }
    case 'StandardWithdrawn':
      return {
        ...policy,
        standards: policy.standards.map((row) =>
          row.standardId === data.standardId ? { ...row, withdrawnOn: data.on } : row,
        ),
      }
    case 'TiersPublished':
      return { ...policy, tiers: [...policy.tiers, { ...data, position }] }
    case 'ParameterPublished':
      return { ...policy, parameters: [...policy.parameters, { ...data, position }] }
    case 'HolidayCalendarPublished': {
      const daysOff = new Set(data.daysOff)
      const workedWeekendDays = new Set(data.workedWeekendDays)
      return { ...policy, holidayYears: [...policy.holidayYears, { ...data, daysOff, workedWeekendDays }] }
    }
    case 'AuthorityDelegated':
      return { ...policy, delegations: [...policy.delegations, { ...data, revokedOn: null }] }
    case 'AuthorityRevoked':
      return {
        ...policy,
        delegations: policy.delegations.map((row) =>
          row.delegationId === data.delegationId ? { ...row, revokedOn: data.on } : row,
        ),
      }
  }
}

/** Where and when a monthly rate is asked for. Without `knownOn`, everything folded is known. */
export type RateQuestion = { scheme: SchemeCode; area: AreaCode; areaKind: AreaKind; month: Month; knownOn?: Day }

/**
 * The standard of a month: announced by `knownOn` and not withdrawn by then, effective on the first day of the month, the
 * latest effective of these; the nearest area that has one wins over those above it.
 */
export const standardFor = (policy: Policy, question: RateQuestion): Standard | undefined => {
  const { knownOn } = question
  const live = policy.standards.filter(
    ({ withdrawnOn }) => withdrawnOn === null || (knownOn !== undefined && knownOn < withdrawnOn),
  )
  return rateFor(live, question)
}

/** The tiers of a month, by the same rules. */
export const tiersFor = (policy: Policy, question: RateQuestion): Tiers | undefined => rateFor(policy.tiers, question)

/**
 * A scalar parameter on a day: the nearest area that has set it, else the national default, which always exists.
 * Without `knownOn`, everything folded is known.
 */
export const parameterFor = <Key extends ParameterKey>(
  policy: Policy,
  key: Key,
  { scheme, area, day, knownOn }: { scheme: SchemeCode; area: AreaCode; day: Day; knownOn?: Day },
): ParameterValue => {
  const rows = policy.parameters.filter((row) => row.key === key && row.scheme === scheme)
  const row = nearest(rows, area, day, knownOn)
  if (row) return { value: row.value, source: row.document.number }
  return nationalDefault(key, day)
}

/**
 * The delegation under which the township of `area` may confirm on `day`. With `amountFen` its cap must reach that
 * monthly amount; without, the cap is not asked, so that "not delegated" and "above the cap" can be told apart.
 */
export const delegationFor = (
  policy: Policy,
  { scheme, area, day, amountFen }: { scheme: SchemeCode; area: AreaCode; day: Day; amountFen?: Fen },
): Delegation | undefined =>
  policy.delegations.find(
    (row) =>
      row.scheme === scheme &&
      isWithin(area, row.to) &&
      isLiveOn(row, day) &&
      (amountFen === undefined || row.capFen === null || amountFen <= row.capFen),
  )

const isLiveOn = ({ from, until, revokedOn }: Delegation, day: Day): boolean =>
  from <= day && (until === null || day <= until) && (revokedOn === null || day < revokedOn)

const rateFor = <Row extends DatedRow & { scheme: SchemeCode; areaKind: AreaKind }>(
  rows: readonly Row[],
  { scheme, area, areaKind, month, knownOn }: RateQuestion,
): Row | undefined =>
  nearest(
    rows.filter((row) => row.scheme === scheme && row.areaKind === areaKind),
    area,
    `${month}-01`,
    knownOn,
  )

/** The nearest area with a row that is effective on the day and known; of its rows the latest. */
const nearest = <Row extends DatedRow>(
  rows: readonly Row[],
  area: AreaCode,
  day: Day,
  knownOn: Day | undefined,
): Row | undefined => {
  const counting = rows.filter((row) => row.effectiveFrom <= day && (knownOn === undefined || row.inForceOn <= knownOn))
  for (const code of withAncestors(area)) {
    const own = counting.filter((row) => row.area === code)
    if (own.length > 0) return own.reduce((best, row) => (isLater(row, best) ? row : best))
  }
  return undefined
}

const isLater = (a: DatedRow, b: DatedRow): boolean => {
  if (a.effectiveFrom !== b.effectiveFrom) return a.effectiveFrom > b.effectiveFrom
  if (a.inForceOn !== b.inForceOn) return a.inForceOn > b.inForceOn
  return a.position > b.position
}
