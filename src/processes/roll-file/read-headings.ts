import type { Column } from './column.ts'
import { columnList, type NamedColumn } from './columns.ts'
import { refuse } from './refusals.ts'
import type { SchemeColumn } from './scheme-columns.ts'

/** The columns of a roll file that a file has, those of its scheme's own facts among them. */
export const readHeadings = (
  cells: readonly string[],
  ofScheme: readonly SchemeColumn[] = [],
): readonly (NamedColumn | SchemeColumn)[] => matchHeadings(cells, [...columnList, ...ofScheme])

/**
 * Matches the headings of a file to columns, in any order: the list has, for each cell of a row, the column it is.
 * Optional columns may be absent; a heading that is not a column is refused, because a misspelt one would be lost in silence.
 * @throws Refused `roll-file-headings`
 */
export const matchHeadings = <Known extends Pick<Column<unknown>, 'heading' | 'required'>>(
  cells: readonly string[],
  columns: readonly Known[],
): readonly Known[] => {
  const names = cells.map((cell) => cell.normalize('NFKC').replaceAll(/\s/g, ''))
  while (names.at(-1) === '') names.pop()
  const missing = columns.filter(({ heading, required }) => required && !names.includes(heading))
  const found = names.map((name) => columns.find(({ heading }) => heading === name))
  const unknown = names.filter((_, index) => found[index] === undefined)
  const twice = names.filter((name, index) => names.indexOf(name) !== index)
  if (missing.length + unknown.length + twice.length > 0)
    throw refuse('roll-file-headings', {
      missing: missing.map(({ heading }) => heading),
      unknown: unknown.map((name) => name.slice(0, 40)).slice(0, 20),
      twice,
    })
  return found.filter((column) => column !== undefined)
}
