import { type CheckedAgainst, type CheckedHousehold, checkHousehold } from './check-household.ts'
import { columns } from './columns.ts'
import { type Finding, finding } from './findings.ts'
import type { InspectedFile } from './inspect-file.ts'
import { readHeadings } from './read-headings.ts'
import { type RollRow, readRow } from './read-row.ts'
import { readRows } from './read-rows.ts'
import { refuse } from './refusals.ts'
import type { SchemeColumn } from './scheme-columns.ts'

/**
 * Streams the households of a roll file, each checked in itself and against the rows above it. Rows of one household stand
 * together; of the whole file only household and ID numbers are kept in memory.
 * @throws Refused `roll-file-unreadable` · `roll-file-headings` · `roll-file-empty` · `roll-file-too-large`
 */
export async function* readRoll(
  file: InspectedFile,
  against: CheckedAgainst,
  ofScheme: readonly SchemeColumn[] = [],
): AsyncGenerator<CheckedHousehold> {
  const doubles = doublesInFile()
  let some = false
  for await (const rows of groupRows(file, ofScheme)) {
    some = true
    const checked = checkHousehold(rows, against)
    const twice = doubles(rows)
    yield twice.length === 0 ? checked : { ...checked, household: undefined, findings: [...checked.findings, ...twice] }
  }
  if (!some) throw refuse('roll-file-empty')
}

async function* groupRows(
  file: InspectedFile,
  ofScheme: readonly SchemeColumn[],
): AsyncGenerator<readonly [RollRow, ...RollRow[]]> {
  let headings: ReturnType<typeof readHeadings> | undefined
  let group: [RollRow, ...RollRow[]] | undefined
  for await (const fileRow of readRows(file)) {
    if (!headings) {
      headings = readHeadings(fileRow.cells, ofScheme)
      continue
    }
    const row = readRow(fileRow, headings)
    if (group && row.household !== '' && group[0].household === row.household) {
      group.push(row)
      continue
    }
    if (group) yield group
    group = [row]
  }
  if (group) yield group
}

/** Remembers household and ID numbers, and tells which have occurred above. */
const doublesInFile = (): ((rows: readonly [RollRow, ...RollRow[]]) => Finding[]) => {
  const households = new Set<string>()
  const idNumbers = new Set<string>()
  return (rows) => {
    const [{ row, household }] = rows
    const found: Finding[] = []
    if (household !== '' && households.has(household))
      found.push(finding({ row, household, field: columns.householdNumber.heading }, 'household-twice'))
    households.add(household)
    for (const { row: memberRow, values } of rows) {
      const number = values.idNumber?.number
      if (number === undefined) continue
      if (idNumbers.has(number))
        found.push(finding({ row: memberRow, household, field: columns.idNumber.heading }, 'id-number-twice-in-file'))
      idNumbers.add(number)
    }
    return found
  }
}
