import type { CellReader } from './cells.ts'

/** One column of the roll file: its heading, whether every row or household needs it, and how a filled cell is read. */
export type Column<T> = {
  heading: string
  required: boolean
  read: CellReader<T>
  /** For the documentation: what goes in, in both languages, and an example. */
  en: string
  zh: string
  example: string
}

/** Declares a column. */
export const column = <T>(
  heading: string,
  need: 'required' | 'optional',
  read: CellReader<T>,
  text: { en: string; zh: string; example: string },
): Column<T> => ({ heading, required: need === 'required', read, ...text })

/** What the cells of some columns read as; `undefined` where the cell is blank. */
export type ValuesOf<Columns extends Readonly<Record<string, Column<unknown>>>> = {
  [Key in keyof Columns]: (Columns[Key] extends Column<infer T> ? T : never) | undefined
}

/** The words a column allows, for its description. */
export const wordsOf = (map: object): string => Object.keys(map).join(' / ')
