import { columnList, type NamedColumn } from './columns.ts'
import { refuse } from './refusals.ts'

/**
 * Matches the headings of a file to the columns, in any order: the list has, for each cell of a row, the column it is.
 * Optional columns may be absent; a heading that is not a column is refused, because a misspelt one would be lost in silence.
 * @throws Refused `roll-file-headings`
 */
export const readHeadings = (cells: readonly string[]): readonly NamedColumn[] => {
  const names = cells.map((cell) => cell.normalize('NFKC').replaceAll(/\s/g, ''))
  while (names.at(-1) === '') names.pop()
  const missing = columnList.filter(({ heading, required }) => required && !names.includes(heading))
  const found = names.map((name) => columnList.find(({ heading }) => heading === name))
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
