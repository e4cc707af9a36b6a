import type { Recorded } from '../port.ts'
import { cursorAt } from './cursor.ts'
import type { Row } from './writer.ts'

/** The columns of an event, of a table named `e`. */
export const COLUMNS =
  'e.position, e.stream_id, e.version, e.event_id, e.type, e.schema_version, e.payload, e.meta, e.proof, e.mac_key, e.recorded_at'

/** An event from a row of two columns of whatever and `COLUMNS`. */
export const recorded = (row: Row): Recorded => {
  const position = BigInt(row[2] as string)
  return {
    position,
    cursor: cursorAt(position),
    stream: row[3] as string,
    version: Number(row[4]),
    id: row[5] as string,
    type: row[6] as string,
    schemaVersion: Number(row[7]),
    payload: row[8] as string,
    meta: row[9] as string,
    proof: row[10] as Buffer,
    macKey: Number(row[11]),
    recordedAt: row[12] as string,
  }
}
