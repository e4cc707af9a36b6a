import { stringify } from 'csv-stringify/sync'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import writeWorkbook from 'write-excel-file/node'
import { readRows } from '../../../src/processes/roll-file/read-rows.ts'
import { csvOf, fileOf, findingsOf, readAll, soundMember, soundRow, tableOf } from './roll.ts'

const twoRows = [{ ...soundRow, memberCount: '2', amount: '1080' }, soundMember]

describe('a roll file', () => {
  test('groups the rows of a household and reads every cell', async () => {
    const [checked, ...others] = await readAll(await csvOf(twoRows))
    expect(others).toEqual([])
    expect(checked?.findings).toEqual([])
    expect(checked?.household).toMatchObject({
      number: 'R1',
      row: 2,
      areaKind: 'RURAL',
      povertyRegister: true,
      amountFen: 108_000,
      fromMonth: '2023-01',
      applicant: 0,
      holder: 0,
      account: { account: '6299010100000000017' },
      members: [
        { name: '演示甲', sex: 'MALE', birthDate: '1952-03-07', relation: 'SELF', disability: null },
        { name: '演示乙', sex: 'FEMALE', birthDate: '1955-08-12', relation: 'SPOUSE' },
      ],
    })
  })

  test('reads the same from UTF-8 with and without a byte order mark, from GB18030 and from a workbook', async () => {
    const rare = twoRows.map((row) => ({ ...row, name: '王㛃' }))
    const text = stringify(tableOf(rare))
    const plain = await readAll(await fileOf(text))
    expect(plain[0]?.household?.members[0]?.name).toBe('王㛃')
    expect(await readAll(await fileOf(`\uFEFF${text}`))).toEqual(plain)
    expect(await readAll(await fileOf(iconv.encode(text, 'gb18030')))).toEqual(plain)
    const cells = tableOf(rare).map((row) => row.map((value) => ({ value })))
    expect(await readAll(await fileOf(await writeWorkbook(cells).toBuffer(), 'roll.xlsx'))).toEqual(plain)
  })

  test('takes columns in any order, without the optional ones, and passes over blank rows', async () => {
    const [headings = [], ...rows] = tableOf(twoRows)
    const shown = headings.map((_, index) => index).filter((index) => headings[index] !== '保障档次')
    const turned = [headings, ['', ''], ...rows].map((row) => shown.map((index) => row[index] ?? '').reverse())
    const [checked] = await readAll(await fileOf(stringify(turned)))
    expect(checked?.findings).toEqual([])
    expect(checked?.household?.row).toBe(3)
  })

  test('is refused with missing, unknown and doubled headings by name', async () => {
    const path = await fileOf('户编号,姓名,姓名,电话\nR1,甲,甲,1')
    await expect(readAll(path)).rejects.toMatchObject({
      code: 'roll-file-headings',
      facts: { unknown: ['电话'], twice: ['姓名'], missing: expect.arrayContaining(['区划代码', '与申请人关系']) },
    })
  })

  test('is refused without a household, with broken quotes, and as a workbook that is none', async () => {
    await expect(readAll(await csvOf([]))).rejects.toMatchObject({ code: 'roll-file-empty' })
    await expect(readAll(await fileOf('户编号,"姓名\nR1'))).rejects.toMatchObject({ code: 'roll-file-unreadable' })
    await expect(readAll(await fileOf('PK\u0003\u0004 no zip', 'roll.xlsx'))).rejects.toMatchObject({
      code: 'roll-file-unreadable',
    })
  })
})

describe('a cell', () => {
  test.each([
    ['an ID number with a wrong check digit', { idNumber: '990101195203070012' }, '身份证号码/id-number-check-digit'],
    ['an ID number of the wrong shape', { idNumber: '99010119520307' }, '身份证号码/id-number-malformed'],
    [
      'an ID number with a day that does not exist',
      { idNumber: '990101195202300014' },
      '身份证号码/id-number-birth-date',
    ],
    ['a day that does not exist', { oldDecisionOn: '2021-02-30' }, '原审批日期/date-impossible'],
    ['a decision that lies in the future', { oldDecisionOn: '2022-12-29' }, '原审批日期/date-in-future'],
    ['a negative sum', { income: '-1' }, '月核定收入/sum-negative'],
    ['a sum below one fen', { income: '0.001' }, '月核定收入/sum-fraction'],
    ['a sum in words', { income: '三百' }, '月核定收入/sum-malformed'],
    ['an area outside the county', { area: '990102001201' }, '区划代码/area-unknown'],
    ['an area that is none', { area: '990101' }, '区划代码/area-malformed'],
    ['a word that is not listed', { areaKind: '城镇' }, '城乡类别/value-not-listed'],
    ['a thirteenth month', { fromMonth: '2023-13' }, '接续发放月份/month-impossible'],
    ['a review before the decision', { reviewDue: '2021-01-01' }, '下次复核日期/review-overdue'],
    ['more members than rows', { memberCount: '2' }, '保障人数/member-count-differs'],
    ['no members at all', { memberCount: '0' }, '保障人数/count-malformed'],
    ['a birth date unlike the ID number', { birthDate: '1952-03-08' }, '出生日期/id-number-differs'],
    ['a sex unlike the ID number', { sex: '女' }, '性别/id-number-differs'],
    ['a kind of disability without its grade', { disabilityKind: '肢体' }, '残疾等级/disability-incomplete'],
    ['a name of which bytes were lost', { name: '王\uFFFD' }, '姓名/text-unreadable'],
    ['a name that is a whole page', { name: '王'.repeat(61) }, '姓名/value-too-long'],
    ['no name', { name: '' }, '姓名/value-required'],
    ['no area', { area: '' }, '区划代码/value-required'],
    ['no applicant', { relation: '子女' }, '与申请人关系/applicant-missing'],
    ['a holder without an account', { account: '' }, '银行账号/account-missing'],
  ])('with %s is told by row, column and code', async (_what, cells, told) => {
    expect(await findingsOf({ ...soundRow, ...cells })).toEqual([`2/${told}`])
  })

  test('may be written the way people write it', async () => {
    const [checked] = await readAll(
      await csvOf([
        {
          ...soundRow,
          idNumber: '99010119520307 0011',
          oldDecisionOn: '2021年9月14日',
          reviewDue: '2023/9/14',
          fromMonth: '2023年1月',
          income: '￥1，234.50元',
          memberCount: '１',
        },
      ]),
    )
    expect(checked?.findings).toEqual([])
    expect(checked?.household).toMatchObject({
      oldDecisionOn: '2021-09-14',
      reviewDue: '2023-09-14',
      fromMonth: '2023-01',
      incomeFen: 123_450,
    })
  })

  test('of a workbook that has rounded a long number is refused, not believed', async () => {
    const [headings = [], row = []] = tableOf([soundRow])
    const account = headings.indexOf('银行账号')
    const cells = [
      headings.map((value) => ({ value })),
      row.map((value, index) => (index === account ? { value: Number(value) } : { value })),
    ]
    const [checked] = await readAll(await fileOf(await writeWorkbook(cells).toBuffer(), 'roll.xlsx'))
    expect(checked?.findings.map(({ code }) => code)).toContain('precision-lost')
  })
})

describe('a household', () => {
  test('may repeat its columns on every row, but not say two things', async () => {
    const second = { ...soundMember, area: soundRow.area ?? '', memberCount: '2' }
    const first = { ...soundRow, memberCount: '2' }
    expect(await findingsOf(first, second)).toEqual([])
    expect(await findingsOf(first, { ...second, area: '990101004202' })).toEqual(['3/区划代码/household-differs'])
  })

  test('has one applicant, one holder, and one member when it files for one alone', async () => {
    const first = { ...soundRow, memberCount: '2' }
    expect(await findingsOf(first, { ...soundMember, relation: '本人' })).toEqual(['3/与申请人关系/applicant-twice'])
    expect(await findingsOf(first, { ...soundMember, holder: '是' })).toEqual(['3/领款人/holder-twice'])
    expect(await findingsOf({ ...first, filing: '单人户' }, soundMember)).toEqual(['2/施保类型/single-with-others'])
  })

  test('occurs once: its number further down is told, and so is every ID number that was there before', async () => {
    const other = { ...soundRow, householdNumber: 'R2', idNumber: '990101195508120024' }
    expect(await findingsOf(soundRow, other, soundRow)).toEqual([
      '4/户编号/household-twice',
      '4/身份证号码/id-number-twice-in-file',
    ])
  })

  test('counts its rows as a spreadsheet does, empty ones among them', async () => {
    for (const end of ['\n', '\r\n']) {
      const content = Buffer.from(['甲,乙', '', '1,2', ',', '', '3', ''].join(end))
      const rows = await Array.fromAsync(readRows({ content, size: content.length, format: 'csv', encoding: 'utf8' }))
      expect(rows.map(({ row, cells }) => [row, ...cells])).toEqual([
        [1, '甲', '乙'],
        [3, '1', '2'],
        [6, '3'],
      ])
    }
  })

  test('is not read from a workbook that would fill the memory', async () => {
    const workbook = { path: '/nowhere', size: 51 * 1024 * 1024, format: 'xlsx', encoding: 'utf8' } as const
    await expect(Array.fromAsync(readRows(workbook))).rejects.toMatchObject({ code: 'roll-file-too-large' })
  })

  test('with a finding anywhere is not there at all', async () => {
    const [checked] = await readAll(
      await csvOf([
        { ...soundRow, memberCount: '2' },
        { ...soundMember, canWork: '' },
      ]),
    )
    expect(checked?.household).toBeUndefined()
  })
})
