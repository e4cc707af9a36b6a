/** What is written about a stream in its `$$` stream, as far as this server acts on it. */
export type StreamMetadata = {
  /** Events before this revision are hidden. */
  $tb?: number
  /** Only so many of the last events are shown. */
  $maxCount?: number
  /** Who may read and who may write; everybody where absent. */
  $acl?: { $r?: string | string[]; $w?: string | string[] }
  [other: string]: unknown
}

/** The `$tb` that means: deleted, until somebody appends again. In JSON it is 9223372036854775807. */
export const SOFT_DELETED = Number('9223372036854775807')

/** Metadata from its bytes; what is no JSON object counts as none, as in the real server. */
export const metadataOf = (data: Uint8Array): StreamMetadata => {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(data).toString())
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {}
  } catch {
    return {}
  }
}

/** The first revision that a reader is shown. */
export const firstShown = ({ $tb = 0, $maxCount = Number.POSITIVE_INFINITY }: StreamMetadata, count: number): number =>
  Math.max(0, $tb, count - $maxCount)

/** Whether a user is on a list of a stream's `$acl`. Administrators are on every list. */
export const isAllowed = (list: string | string[] | undefined, user: string | undefined): boolean =>
  list === undefined || user === 'admin' || [list].flat().some((name) => name === '$all' || name === user)
