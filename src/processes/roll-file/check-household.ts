import { type AreaCode, isWithin } from '../../domain/shared/area.ts'
import type { Day } from '../../domain/shared/day.ts'
import { checkMember } from './check-member.ts'
import { type ColumnKey, columns } from './columns.ts'
import { type Finding, type FindingCode, finding } from './findings.ts'
import { type HouseholdCells, householdColumns } from './household-columns.ts'
import type { RollRow } from './read-row.ts'
import type { RollHousehold } from './roll-household.ts'

/** What a household of the file is measured against that is not in the file. */
export type CheckedAgainst = { area: AreaCode; today: Day }

/** A household as checked: whole, or absent with the findings that say why. */
export type CheckedHousehold = {
  number: string
  row: number
  household: RollHousehold | undefined
  findings: readonly Finding[]
}

const MOST_MEMBERS = 50

/** Makes a household of its rows (at least one), or tells everything that is wrong with it, row by row. */
export const checkHousehold = (rows: readonly [RollRow, ...RollRow[]], against: CheckedAgainst): CheckedHousehold => {
  const [first] = rows
  const members = rows.map((row) => checkMember(row, against.today))
  const found: Finding[] = [...rows.flatMap((row) => row.findings), ...members.flatMap(({ findings }) => findings)]
  const tell = (code: FindingCode, key?: ColumnKey, row = first.row): void => {
    found.push(finding({ row, household: first.household, ...(key && { field: columns[key].heading }) }, code))
  }
  differences(rows, tell)
  for (const [key, { required }] of Object.entries(householdColumns))
    if (required && key !== 'householdNumber' && !first.texts.has(key as ColumnKey))
      tell('value-required', key as ColumnKey)
  checkDates(first.values, against, tell)
  if (rows.length > MOST_MEMBERS) tell('household-too-large')
  const { memberCount, filing } = first.values
  if (memberCount !== undefined && memberCount !== rows.length) tell('member-count-differs', 'memberCount')
  if (filing === 'SINGLE' && rows.length > 1) tell('single-with-others', 'filing')
  const { applicant, holder } = findRoles(rows, tell)
  const household = found.length === 0 ? assemble(rows, members, { applicant, holder }) : undefined
  return { number: first.household, row: first.row, household, findings: distinct(found) }
}

type Tell = (code: FindingCode, key?: ColumnKey, row?: number) => void

/** A household column may be blank below the first row; where it is not, it says the same. */
const differences = (rows: readonly [RollRow, ...RollRow[]], tell: Tell): void => {
  const [first, ...others] = rows
  for (const other of others)
    for (const [key, text] of other.texts)
      if (key !== 'householdNumber' && text !== first.texts.get(key)) tell('household-differs', key, other.row)
}

const checkDates = (values: HouseholdCells, { area, today }: CheckedAgainst, tell: Tell): void => {
  if (values.area !== undefined && !isWithin(values.area, area)) tell('area-unknown', 'area')
  if (values.oldDecisionOn !== undefined && values.oldDecisionOn > today) tell('date-in-future', 'oldDecisionOn')
  if (values.reviewDue !== undefined && values.oldDecisionOn !== undefined && values.reviewDue < values.oldDecisionOn)
    tell('review-overdue', 'reviewDue')
}

/** Exactly one applicant; one holder, the applicant where none is marked; and the holder's account. */
const findRoles = (rows: readonly RollRow[], tell: Tell): { applicant: number; holder: number } => {
  const applicants = indexesWhere(rows, ({ values }) => values.relation === 'SELF')
  const holders = indexesWhere(rows, ({ values }) => values.holder === true)
  if (applicants.length === 0) tell('applicant-missing', 'relation')
  for (const index of applicants.slice(1)) tell('applicant-twice', 'relation', rows[index]?.row)
  for (const index of holders.slice(1)) tell('holder-twice', 'holder', rows[index]?.row)
  const applicant = applicants[0] ?? 0
  const holder = holders[0] ?? applicant
  const { bank, account, accountHolder } = rows[holder]?.values ?? {}
  if (bank === undefined || account === undefined || accountHolder === undefined)
    tell('account-missing', 'account', rows[holder]?.row)
  return { applicant, holder }
}

const indexesWhere = (rows: readonly RollRow[], is: (row: RollRow) => boolean): number[] =>
  rows.flatMap((row, index) => (is(row) ? [index] : []))

const saysBlank: readonly string[] = ['value-required', 'applicant-missing', 'account-missing'] satisfies FindingCode[]

/** A cell that could not be read leaves a blank, which is then told a second time: only the first is kept. */
const distinct = (findings: readonly Finding[]): Finding[] => {
  const cellsWrong = new Set<string>()
  return findings.filter(({ row, field, code }) => {
    const cell = `${row}\t${field}`
    if (field !== '' && saysBlank.includes(code) && cellsWrong.has(cell)) return false
    cellsWrong.add(cell)
    return true
  })
}

const always = [
  'area',
  'areaKind',
  'filing',
  'povertyRegister',
  'closeRelative',
  'oldDecisionNumber',
  'oldDecisionOn',
  'income',
  'amount',
  'fromMonth',
  'reviewDue',
] as const

const assemble = (
  rows: readonly [RollRow, ...RollRow[]],
  checked: readonly ReturnType<typeof checkMember>[],
  { applicant, holder }: { applicant: number; holder: number },
): RollHousehold | undefined => {
  const [{ values, household: number, row, told }] = rows
  const members = checked.map(({ member }) => member).filter((member) => member !== undefined)
  const filled = complete(values, always)
  const account = complete(rows[holder]?.values ?? {}, ['bank', 'account', 'accountHolder'])
  if (!filled || !account) return undefined
  const { income: incomeFen, amount: amountFen, tier = null, area, areaKind, filing } = filled
  const { povertyRegister, closeRelative, oldDecisionNumber, oldDecisionOn, fromMonth, reviewDue } = filled
  return {
    number,
    row,
    area,
    areaKind,
    filing,
    povertyRegister,
    closeRelative,
    oldDecisionNumber,
    oldDecisionOn,
    incomeFen,
    tier,
    amountFen,
    fromMonth,
    reviewDue,
    members,
    told,
    applicant,
    holder,
    account: { bank: account.bank, account: account.account, accountHolder: account.accountHolder },
  }
}

type Filled = RollRow['values']
type Complete<Key extends keyof Filled> = Omit<Filled, Key> & { [Name in Key]: Exclude<Filled[Name], undefined> }

/** The same values, known to hold something in each of these columns; undefined where one is blank. */
const complete = <Key extends keyof Filled>(
  values: Partial<Filled>,
  keys: readonly Key[],
): Complete<Key> | undefined => (keys.every((key) => values[key] !== undefined) ? (values as Complete<Key>) : undefined)
