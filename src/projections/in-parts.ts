/** Most ids of one statement. */
const IDS_PER_QUERY = 20_000

/** Runs a query over a list of ids of any length, part by part. */
export const inParts = async <Row>(
  ids: readonly string[],
  query: (part: readonly string[]) => Promise<Row[]>,
): Promise<Row[]> => {
  const rows: Row[] = []
  for (let from = 0; from < ids.length; from += IDS_PER_QUERY)
    rows.push(...(await query(ids.slice(from, from + IDS_PER_QUERY))))
  return rows
}
