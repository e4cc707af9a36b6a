import { writeFile } from 'node:fs/promises'
import { stringify } from 'csv-stringify/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { countyOf, DEMONSTRATION_SEED } from '../../src/demonstration/county.ts'
import { rollRows } from '../../src/demonstration/roll.ts'
import { countyStaff } from '../../src/demonstration/staff.ts'
import { importHouseholds, validateHouseholds } from '../../src/processes/import-households/import-households.ts'
import { type Desk, openDesk } from '../processes/import-households/desk.ts'
import { fileOf } from '../processes/roll-file/roll.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

test('the whole roll of the made-up county is taken over, household by household', async () => {
  const county = countyOf(DEMONSTRATION_SEED)
  const path = await fileOf('')
  await writeFile(path, stringify([...rollRows(county)]))
  const check = await validateHouseholds(desk.deps, countyStaff.importer, path)
  expect(check.findings).toEqual([])
  const persons = county.roll.reduce((sum, { members }) => sum + members.length, 0)
  expect(check).toMatchObject({ households: county.roll.length, persons })
  expect(await importHouseholds(desk.deps, countyStaff.importer, check)).toMatchObject({
    imported: county.roll.length,
    takenOver: 0,
    refused: 0,
  })
}, 120_000)
