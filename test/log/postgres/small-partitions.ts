import pg from 'pg'

/** Gives an empty log partitions of a few positions, so that tests fill some: five of them, four ahead. */
export const makeSmallPartitions = async (adminUrl: string, positions: number): Promise<void> => {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    const { rows } = await admin.query('delete from log.partition returning name')
    for (const { name } of rows) await admin.query(`drop table log.${name}`)
    await admin.query(
      `create or replace function log.partition_size() returns bigint language sql as 'select ${positions}::bigint'`,
    )
    await admin.query('select log.make_partitions(4)')
  } finally {
    await admin.end()
  }
}
