import { stringify } from 'csv-stringify/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { idNumberIssuer } from '../../../src/demonstration/id-numbers.ts'
import { countyStaff } from '../../../src/demonstration/staff.ts'
import { caseDecider } from '../../../src/domain/case/decide.ts'
import { findScheme, schemes } from '../../../src/domain/scheme/schemes.ts'
import { idFrom } from '../../../src/log/event-id.ts'
import { load } from '../../../src/log/load.ts'
import { caseStream } from '../../../src/log/streams.ts'
import { importHouseholds, validateHouseholds } from '../../../src/processes/import-households/import-households.ts'
import { importedCaseId } from '../../../src/processes/import-households/register.ts'
import { policyCommand } from '../../../src/processes/policies.ts'
import { type ColumnKey, columnList } from '../../../src/processes/roll-file/columns.ts'
import { schemeColumns } from '../../../src/processes/roll-file/scheme-columns.ts'
import { type Cells, fileOf, soundRow } from '../roll-file/roll.ts'
import { type Desk, openDesk } from './desk.ts'

const NURSING = 'disabilityNursingSubsidy'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
  for (const scheme of [NURSING, 'disabilityLivingSubsidy']) await publishRate(scheme)
})
afterAll(() => desk.close())

const publishRate = async (scheme: string) => {
  const commandId = idFrom('any scheme', scheme)
  const document = { number: '示民发〔2022〕1号', title: '两项补贴', issuer: '示范县民政局' }
  await policyCommand(
    desk.deps,
    { actor: countyStaff.publisher, commandId },
    {
      type: 'PublishStandard',
      subject: '990101',
      newId: commandId,
      data: {
        document,
        effectiveFrom: '2022-01-01',
        inForceOn: '2022-01-01',
        scheme,
        rate: 'STANDARD',
        areaKind: 'ALL',
        monthlyFen: 10_000,
      },
    },
  )
}

const issue = idNumberIssuer()
const { importer } = countyStaff

/** A severely disabled person who needs care, under a number of the roll. */
const entry = (number: string, facts: Record<string, string> = {}, more: Cells = {}) => ({
  common: {
    ...soundRow,
    householdNumber: number,
    filing: '单人户',
    amount: '100.00',
    idNumber: issue('1980-04-05', 'MALE'),
    disabilityKind: '肢体',
    disabilityGrade: '一级',
    ...more,
  } satisfies Cells,
  facts: {
    'certificate.number': `DEMO${number}`,
    'certificate.certifiedOn': '2018-06-01',
    needsCareSince: '2018-06-01',
    workInjuryNursingPay: '否',
    ...facts,
  } as Record<string, string>,
})

const csvOf = (entries: readonly ReturnType<typeof entry>[], scheme = NURSING): Promise<string> => {
  const own = schemeColumns(findScheme(scheme)).map(({ heading }) => heading)
  const headings = [...columnList.map(({ heading }) => heading), ...own]
  const rows = entries.map(({ common, facts }) => [
    ...columnList.map(({ key }: { key: ColumnKey }) => (common as Cells)[key] ?? ''),
    ...own.map((heading) => facts[heading] ?? ''),
  ])
  return fileOf(stringify([headings, ...rows]))
}

const check = (path: string, scheme = NURSING) => validateHouseholds(desk.deps, importer, path, { scheme })

describe('the roll of a scheme that is not the allowance', () => {
  test('has a column for each fact that the scheme asks for', () => {
    expect(schemeColumns(findScheme(NURSING)).map(({ heading, required }) => [heading, required])).toEqual([
      ['certificate.number', true],
      ['certificate.certifiedOn', true],
      ['certificate.validUntil', false],
      ['needsCareSince', false],
      ['workInjuryNursingPay', true],
    ])
    for (const scheme of schemes) {
      const headings = schemeColumns(scheme).map(({ heading }) => heading)
      expect([scheme.code, new Set(headings).size]).toEqual([scheme.code, headings.length])
    }
  })

  test('is taken over with its own facts, once, however often it is sent', async () => {
    const path = await csvOf([entry('H1'), entry('H2', { 'certificate.validUntil': '2028-05-31' })])
    const checked = await check(path)
    expect(checked.findings).toEqual([])
    expect(await importHouseholds(desk.deps, importer, checked)).toMatchObject({ imported: 2, refused: 0 })
    const again = await check(path)
    expect(again).toMatchObject({ takenOver: 2, findings: [] })
    expect(await importHouseholds(desk.deps, importer, again)).toMatchObject({ imported: 0, takenOver: 2 })
    const { state } = await load(
      desk.deps,
      caseDecider,
      caseStream(importedCaseId({ sha256: checked.file.sha256, scheme: NURSING }, 'H2')),
    )
    expect(state).toMatchObject({
      file: {
        scheme: NURSING,
        particulars: {
          certificate: { number: 'DEMOH2', certifiedOn: '2018-06-01', validUntil: '2028-05-31' },
          needsCareSince: '2018-06-01',
          workInjuryNursingPay: false,
        },
      },
    })
  })

  test('tells everything that is wrong with each line, in both languages, and takes nothing over', async () => {
    const path = await csvOf([
      entry('H3'),
      entry('H4', { 'certificate.certifiedOn': '去年', workInjuryNursingPay: '' }),
      entry('H5', {}, { disabilityGrade: '四级' }),
      entry('H6', {}, { amount: '90' }),
    ])
    const checked = await check(path)
    expect(checked.findings.map(({ row, field, code }) => `${row} ${field} ${code}`)).toEqual([
      '3 certificate.certifiedOn fact-malformed',
      '3 workInjuryNursingPay value-required',
      '4  not-qualified',
      '5 月保障金额 amount-differs',
    ])
    for (const { en, zh } of checked.findings)
      expect([en, zh]).toEqual([expect.stringMatching(/^[A-Z]/), expect.stringMatching(/[\u4e00-\u9fff]/)])
    await expect(importHouseholds(desk.deps, importer, checked)).rejects.toMatchObject({
      code: 'roll-file-has-findings',
    })
    expect((await check(path)).takenOver).toBe(0)
  })

  test('in a corrected file names those whom the file before it has brought in', async () => {
    const [first, second] = [entry('H7'), entry('H8')]
    const before = await check(await csvOf([first]))
    await importHouseholds(desk.deps, importer, before)
    const corrected = await check(await csvOf([first, second]))
    expect(corrected.findings.map(({ row, code }) => `${row} ${code}`)).toEqual(['2 scheme-claimed'])
  })

  test('is another roll where the same file is handed over under another scheme', async () => {
    const path = await csvOf([entry('H10')])
    await importHouseholds(desk.deps, importer, await check(path))
    expect(await check(path)).toMatchObject({ takenOver: 1 })
    const { takenOver, findings } = await check(path, 'disabilityLivingSubsidy')
    expect([takenOver, findings.map(({ code }) => code)]).toEqual([0, ['not-qualified']])
  })

  test('is refused where a scheme pays once: nobody stands on its roll', async () => {
    const path = await csvOf([entry('H9')])
    const scheme = 'funeralFeeRelief'
    await expect(check(path, scheme)).rejects.toMatchObject({ code: 'roll-file-scheme', facts: { scheme } })
  })
})
