import type { Column } from './column.ts'
import { householdColumns } from './household-columns.ts'
import { memberColumns } from './member-columns.ts'

/** All columns of a roll file in the order of the template. */
export const columns = { ...householdColumns, ...memberColumns } as const
export type ColumnKey = keyof typeof columns

/** A column with its key; `of` says whether it tells of the household or of one member. */
export type NamedColumn = Column<unknown> & { key: ColumnKey; of: 'household' | 'member' }

/** The same as a list, in the order of the template. */
export const columnList: readonly NamedColumn[] = (Object.keys(columns) as ColumnKey[]).map((key) => ({
  ...columns[key],
  key,
  of: key in householdColumns ? 'household' : 'member',
}))
