import { type AreaCode, isWithin } from '../shared/area.ts'
import { ascending } from '../shared/ascending.ts'
import type { Day } from '../shared/day.ts'
import type { Fen } from '../shared/fen.ts'
import type { SchemeCode } from '../shared/scheme-code.ts'
import type { PolicyEvent } from './events.ts'
import { nearest } from './nearest.ts'
import {
  defaultOf,
  type GeneralParameter,
  generalParameters,
  type ParameterCatalogue,
  type ParameterValue,
} from './parameters.ts'
import { STANDARD } from './rate.ts'
import { type RateQuestion, rateFor } from './rates.ts'
import type { DatedRow, Delegation, HolidayYear, Parameter, RateBook, RateRow, Standard, Tiers } from './rows.ts'

/**
 * Everything that some areas have published, as known at a log position: fold the policy streams of an area and of all
 * above it up to that position. What counts then is asked by month or day, and by the day of knowledge.
 */
export type Policy = RateBook & {
  tiers: readonly Tiers[]
  parameters: readonly Parameter[]
  delegations: readonly Delegation[]
  /** In the order of publication. */
  holidayYears: readonly HolidayYear[]
}

/** A recorded policy event: its log position, and the day in its envelope, by which a late entry shows. */
export type PolicyFact = PolicyEvent & { position: bigint; on: Day }

/** Nothing published. */
export const noPolicy: Policy = {
  standards: [],
  links: [],
  figures: [],
  tiers: [],
  parameters: [],
  delegations: [],
  holidayYears: [],
}

/** Folds the facts of any number of policy streams, in any order of the streams. */
export const foldPolicy = (facts: readonly PolicyFact[]): Policy =>
  [...facts]
    .sort((a, b) => ascending(a.position, b.position))
    .reduce((policy, fact) => evolvePolicy(policy, fact, fact.position), noPolicy)

/** Adds one fact. */
export const evolvePolicy = (policy: Policy, { type, data }: PolicyEvent, position: bigint): Policy => {
  switch (type) {
    case 'StandardPublished':
      return { ...policy, standards: [...policy.standards, { ...data, position, withdrawnOn: null }] }
    case 'RateLinked':
      return { ...policy, links: [...policy.links, { ...data, position, withdrawnOn: null }] }
    case 'FigurePublished':
      return { ...policy, figures: [...policy.figures, { ...data, position, withdrawnOn: null }] }
    case 'StandardWithdrawn': {
      const mark = <Row extends DatedRow>(row: Row, id: string): Row =>
        id === data.standardId ? { ...row, withdrawnOn: data.on } : row
      const markRate = <Row extends RateRow>(row: Row): Row => mark(row, row.standardId)
      return {
        ...policy,
        standards: policy.standards.map(markRate),
        links: policy.links.map(markRate),
        figures: policy.figures.map(markRate),
        tiers: policy.tiers.map((row) => mark(row, row.tiersId)),
        parameters: policy.parameters.map((row) => mark(row, row.parameterId)),
      }
    }
    case 'TiersPublished':
      return { ...policy, tiers: [...policy.tiers, { ...data, position, withdrawnOn: null }] }
    case 'ParameterPublished':
      return { ...policy, parameters: [...policy.parameters, { ...data, position, withdrawnOn: null }] }
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

/** The rate `STANDARD` of a month; see `rateFor` for all that it rests on. */
export const standardFor = (policy: Policy, question: RateQuestion): Standard | undefined =>
  rateFor(policy, { ...question, rate: STANDARD })

/** The tiers of a month, by the rules of rates. */
export const tiersFor = (policy: Policy, { scheme, area, areaKind, month, knownOn }: RateQuestion): Tiers | undefined =>
  nearest(
    policy.tiers.filter((row) => row.scheme === scheme && row.areaKind === areaKind),
    area,
    `${month}-01`,
    knownOn,
  )

/** Where and when a parameter is asked for. Without `knownOn`, everything folded is known. */
export type ParameterQuestion = { scheme: SchemeCode; area: AreaCode; day: Day; knownOn?: Day }

/**
 * A general parameter on a day: the nearest area that has set it, else the default of the catalogue, which always exists.
 */
export const parameterFor = (policy: Policy, key: GeneralParameter, question: ParameterQuestion): ParameterValue =>
  parameterOf(policy, generalParameters, key, question)

/** A parameter of a catalogue, e.g. of a scheme's own `parameters`, by the same rule. */
export const parameterOf = <Key extends string>(
  policy: Policy,
  catalogue: ParameterCatalogue<Key>,
  key: Key,
  { scheme, area, day, knownOn }: ParameterQuestion,
): ParameterValue => {
  const rows = policy.parameters.filter((row) => row.key === key && row.scheme === scheme)
  const row = nearest(rows, area, day, knownOn)
  if (row) return { value: row.value, source: row.document.number }
  return defaultOf(catalogue, key, day)
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
