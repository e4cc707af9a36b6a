import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type AreaCode, digitsOf } from '../domain/shared/area.ts'

/** One condition of a query; undefined where the caller asked for none. */
export type Condition = RawBuilder<SqlBool> | undefined

/** All conditions that were asked for; true where there is none. */
export const allOf = (...conditions: readonly Condition[]): RawBuilder<SqlBool> => {
  const asked = conditions.filter((condition) => condition !== undefined)
  return asked.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`(${sql.join(asked, sql` and `)})`
}

/** A column equals a value, if one is given. */
export const equals = (column: string, value: string | number | boolean | undefined): Condition =>
  value === undefined ? undefined : sql<SqlBool>`${sql.ref(column)} = ${value}`

/** A column is one of some values, if they are given. */
export const isOneOf = (column: string, values: readonly string[] | undefined): Condition =>
  values === undefined ? undefined : sql<SqlBool>`${sql.ref(column)} = any(${values})`

/** A column is none of some values, where any are given; rows without a value stay. */
export const isNoneOf = (column: string, values: readonly string[] = []): Condition =>
  values.length === 0 ? undefined : sql<SqlBool>`(${sql.ref(column)} is null or ${sql.ref(column)} <> all(${values}))`

/** A column, named with its table, names no case or one whose scheme is known and none of these. */
export const isOfNoCaseUnder = (column: string, schemes: readonly string[] = []): Condition =>
  schemes.length === 0
    ? undefined
    : sql<SqlBool>`(${sql.ref(column)} is null or exists (
        select from case_file where case_file.case_id = ${sql.ref(column)} and case_file.scheme <> all(${schemes})))`

/** A column of area codes lies in an area, if one is given: village, township, county, city, province or the nation. */
export const isIn = (column: string, area: AreaCode | undefined): Condition => {
  if (area === undefined) return undefined
  const prefix = digitsOf(area)
  return prefix === '' ? undefined : sql<SqlBool>`${sql.ref(column)} like ${`${prefix}%`}`
}

/** A bitemporal row was known at a log position; the newest knowledge where none is given. */
export const isKnownAt = (position: bigint | undefined, table = ''): RawBuilder<SqlBool> => {
  const [from, to] = ['known_from', 'known_to'].map((column) => sql.ref(table === '' ? column : `${table}.${column}`))
  return position === undefined
    ? sql<SqlBool>`${to} is null`
    : sql<SqlBool>`(${from} <= ${position} and (${to} is null or ${to} > ${position}))`
}

/** Rows after the place that a cursor names, in the order of these columns. */
export const isAfter = (columns: readonly string[], key: readonly (string | number)[] | undefined): Condition =>
  key === undefined
    ? undefined
    : sql<SqlBool>`(${sql.join(columns.map((column) => sql.ref(column)))}) > (${sql.join([...key])})`

/** These columns as one `order by`. */
export const inOrderOf = (columns: readonly string[]): RawBuilder<unknown> =>
  sql.join(columns.map((column) => sql.ref(column)))
