/** `case_id` → `caseId`. */
type CamelText<Text extends string> = Text extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelText<Tail>>}`
  : Text

/** A row of a read model with the names the API uses. */
export type CamelRow<Row> = { [Key in keyof Row as Key extends string ? CamelText<Key> : never]: Row[Key] }

const camel = (text: string): string => text.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase())

/** Renames the columns of a row from the database's way to the API's. */
export const camelRow = <Row extends object>(row: Row): CamelRow<Row> =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [camel(key), value])) as CamelRow<Row>

/** A row of a thing with a stream: where its newest event stands is `changedAt`; `position` is what an answer shows. */
export const changedRow = <Row extends { position: number }>(row: Row) => {
  const { position: changedAt, ...rest } = row
  return camelRow({ ...rest, changed_at: changedAt })
}

/** The same value with `***` wherever sealed personal text stands. */
export const hideSealed = (value: unknown): unknown => {
  if (typeof value === 'string') return value.startsWith('sealed:') ? '***' : value
  if (Array.isArray(value)) return value.map(hideSealed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hideSealed(inner)]))
}
