import { castore } from './castore.ts'
import { emmett, emmettFunction } from './emmett.ts'
import { messageDb } from './message-db.ts'
import { ours } from './ours.ts'
import { plainInsert } from './plain-insert.ts'
import { ricofritzsche } from './ricofritzsche.ts'
import type { SideKind } from './side.ts'

/** Everybody who is measured, we first. */
export const allSides: readonly SideKind[] = [
  ours,
  emmett,
  emmettFunction,
  messageDb,
  castore,
  ricofritzsche,
  plainInsert,
]
