import type { Recorded, Said } from '../port.ts'
import { cursorAt } from './cursor.ts'
import type { Row } from './writer.ts'

/** What an event says, as columns of a table named `e`. */
export const SAID =
  'e.position, e.stream_id, e.version, e.event_id, e.type, e.schema_version, e.payload, e.meta, e.recorded_at'

/** All columns of an event, of a table named `e`. */
export const COLUMNS = `${SAID}, e.proof, e.mac_key`

/** What an event says, from a row of two columns of whatever and `SAID`. */
export const said = (row: Row): Said => {
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
    recordedAt: row[10] as string,
  }
}

/** An event from a row of two columns of whatever and `COLUMNS`. */
export const recorded = (row: Row): Recorded => ({ ...said(row), proof: row[11] as Buffer, macKey: Number(row[12]) })
