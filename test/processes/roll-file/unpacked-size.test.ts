import { expect, test } from 'vitest'
import writeWorkbook from 'write-excel-file/node'
import { unpacksToMoreThan } from '../../../src/processes/roll-file/unpacked-size.ts'

/** A workbook whose one cell is a text of so many bytes, which packs to next to nothing. */
const workbookOf = (bytes: number): Promise<Buffer> =>
  writeWorkbook([[{ value: 'x'.repeat(bytes) }]]).toBuffer() as Promise<Buffer>

test('a workbook is as large as what comes out of it, not as what it says or weighs', async () => {
  const workbook = await workbookOf(100_000)
  expect(workbook.length).toBeLessThan(20_000)
  expect(await unpacksToMoreThan(workbook, 100_000)).toBe(true)
  expect(await unpacksToMoreThan(workbook, 200_000)).toBe(false)
})

test('what is no zip is told, and not unpacked', async () => {
  const cut = (await workbookOf(1_000)).subarray(0, 500)
  for (const bytes of [cut, Buffer.from('PK\x03\x04 and nothing else')])
    await expect(unpacksToMoreThan(bytes, 1_000)).rejects.toThrow()
})
