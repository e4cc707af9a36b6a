/** A page of a list, and the opaque cursor of the next one; undefined after the last. */
export type ListPage<Row> = { rows: Row[]; next: string | undefined }

/** Which page of a list: of how many rows at most, and after which cursor; the first without one. */
export type AskedPage = { limit: number; cursor?: string }

/** A cursor that no list of ours has given out. */
export class BadCursor extends Error {
  override readonly name = 'BadCursor'
}

/** The place after a row as opaque text: the values of its sort key. */
const cursorAfter = (key: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url')

const keyOfCursor = (cursor: string, length: number): (string | number)[] => {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(key) && key.length === length && key.every(isKeyPart)) return key
  } catch {
    // Fall through: whatever it is, it is not ours.
  }
  throw new BadCursor('this cursor was not given out by this list')
}

/**
 * The sort key, of so many values, after which a page begins; undefined for the first page.
 * @throws BadCursor
 */
export const keyBefore = ({ cursor }: AskedPage, length: number): (string | number)[] | undefined =>
  cursor === undefined ? undefined : keyOfCursor(cursor, length)

const isKeyPart = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number'

/** Cuts a page from rows of which one more than `limit` was asked for. */
export const pageOf = <Row>(
  rows: Row[],
  limit: number,
  keyOf: (row: Row) => readonly (string | number)[],
): ListPage<Row> => {
  const last = rows[limit - 1]
  return rows.length > limit && last
    ? { rows: rows.slice(0, limit), next: cursorAfter(keyOf(last)) }
    : { rows, next: undefined }
}
