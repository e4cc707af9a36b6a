import type { LedgerPaymentTable } from '../projections/payment-ledger/tables.ts'
import type { NamedPerson } from '../projections/person/names.ts'
import type { RosterRow } from '../projections/roster/queries.ts'

/** A column of a file: its Chinese heading, and what stands under it. Money is whole fen here and yuan in the file. */
export type Column<Row> = {
  zh: string
  /** Width in characters, for workbooks. */
  width: number
  kind: 'text' | 'number' | 'fen'
  value: (row: Row) => string | number | null
}

/** A report: the name of its file and its columns. The same rows are the JSON answer, the CSV and the workbook. */
export type Report<Row> = { zh: string; columns: readonly Column<Row>[] }

/** A row with the person whom it is about, masked as the reader may see them. */
export type WithPerson<Row> = { row: Row; person: NamedPerson | undefined }

/** A row of the roster report, with the holder. */
export type RosterLine = WithPerson<RosterRow>

/** A payment with its group as the reader may see it. */
type ShownPayment = Omit<LedgerPaymentTable, 'price_group'> & { price_group: string | null }

/** Whose account money goes to: a person's, or an institution's. */
export type AccountOwner = Pick<NamedPerson, 'name' | 'idNumber' | 'bank' | 'account'>

/** A row of the ledger report: the person it belongs to, and whose account it goes to. */
export type LedgerLine = WithPerson<ShownPayment> & { payee: AccountOwner | undefined }
