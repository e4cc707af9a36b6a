import { randomUUID } from 'node:crypto'
import type { Fact } from './sides/side.ts'

/** Bytes of the payload of every event, as JSON. */
const PAYLOAD = 430

/** Events of a case, from application to a paid month. */
export const caseLife = [
  'CaseOpened',
  'IncomeDeclared',
  'AssetsDeclared',
  'HouseholdVisited',
  'AssessmentMade',
  'NoticePosted',
  'CaseApproved',
  'PaymentPlanned',
] as const

const meta = { actor: 'w1', roles: ['caseWorker'], office: '990101001', area: '990101001', on: '2026-07-01' }

const withoutNote = {
  kind: 'WAGES',
  fen: 123_456,
  from: '2026-01',
  holder: randomUUID(),
  checked: '核对无误',
  note: '',
}
const note = '.'.repeat(PAYLOAD - Buffer.byteLength(JSON.stringify(withoutNote)))

/** One event of a fixed size; `fen` is what a reader adds up. */
export const factOf = (version: number): Fact => ({
  id: randomUUID(),
  type: caseLife[(version - 1) % caseLife.length] ?? 'CaseOpened',
  data: { ...withoutNote, note },
  meta,
})

/** The fen that each event carries. */
export const FEN = withoutNote.fen

/** A name for a new stream, in the form that every side takes. */
export const newStream = (): string => `case-${randomUUID()}`
