import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { idNumberIssuer } from '../../src/demonstration/id-numbers.ts'
import { addDays, type Day, type Month } from '../../src/domain/shared/day.ts'
import { type ColumnKey, columnList } from '../../src/processes/roll-file/columns.ts'
import type { Place } from './program.ts'

export const COUNTY = '990101'
export const SCHEME = 'subsistenceAllowance'
/** Yuan a month under a standard of 570, less 100 of income. */
export const AMOUNT_FEN = 47_000

/** Takes over a roll of so many people who live alone, by the command line as a county does, with the standard it rests on. */
export const takeOverRoll = async (
  place: Place,
  { households, fromMonth, today }: { households: number; fromMonth: Month; today: Day },
): Promise<void> => {
  const policy = join(place.dataDir, '..', 'policy.json')
  const roll = join(place.dataDir, '..', 'roll.csv')
  await writeFile(policy, JSON.stringify([standard]))
  await writeFile(roll, stringify([columnList.map(({ heading }) => heading), ...rows(households, fromMonth, today)]))
  for (const verb of [
    ['import', 'policy', policy],
    ['import', 'households', roll, '--area', COUNTY],
  ]) {
    const { code, stdout, stderr } = await place.run(...verb)
    if (code !== 0) throw new Error(`${verb.join(' ')} ended with ${code}:\n${stdout}${stderr}`)
  }
}

const standard = {
  area: COUNTY,
  type: 'PublishStandard',
  data: {
    document: { number: '示民发〔2022〕12号', title: '关于调整最低生活保障标准的通知', issuer: '示范县民政局' },
    effectiveFrom: '2023-01-01',
    inForceOn: '2022-12-20',
    scheme: SCHEME,
    areaKind: 'RURAL',
    monthlyFen: 57_000,
  },
}

const rows = (households: number, fromMonth: Month, today: Day): string[][] => {
  const issue = idNumberIssuer()
  return Array.from({ length: households }, (_, index) => {
    const birthDate = addDays('1948-01-01', index % 3_000)
    const number = String(index + 1).padStart(6, '0')
    const name = `示例${[...number].map((digit) => '零一二三四五六七八九'[Number(digit)]).join('')}`
    const cells: Partial<Record<ColumnKey, string>> = {
      householdNumber: `R${number}`,
      area: `${COUNTY}004${200 + (index % 10)}`,
      areaKind: '农村',
      filing: '整户',
      povertyRegister: '否',
      closeRelative: '否',
      oldDecisionNumber: `示民低审〔2021〕${number}号`,
      oldDecisionOn: '2021-09-14',
      memberCount: '1',
      income: '100.00',
      amount: '470.00',
      fromMonth,
      reviewDue: addDays(today, 200),
      name,
      relation: '本人',
      idNumber: issue(birthDate, 'FEMALE'),
      sex: '女',
      birthDate,
      canWork: '无',
      employed: '否',
      holder: '是',
      bank: '示范农村商业银行',
      account: `62990101${number.padStart(11, '0')}`,
      accountHolder: name,
    }
    return columnList.map(({ key }) => cells[key] ?? '')
  })
}
