/** The little that this room uses of a PostgreSQL pool; `pg.Pool` is one. */
export type SqlPool = {
  // biome-ignore lint/suspicious/noExplicitAny: rows are typed where they are asked for, as the driver does it
  query<Row extends Record<string, any>>(
    text: string,
    // biome-ignore lint/suspicious/noExplicitAny: values go to the driver as they are
    values?: any[],
  ): Promise<{ rows: Row[]; rowCount: number | null }>
  connect(): Promise<SqlConnection>
}

/** One connection of a pool, held until it is released; `true` closes it. */
type SqlConnection = Pick<SqlPool, 'query'> & {
  on(event: 'error', listener: (error: Error) => void): unknown
  release(close?: boolean): void
}
