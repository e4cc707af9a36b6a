import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addMonths, dayInShanghai, monthOf } from '../../src/domain/shared/day.ts'
import { csvOf, fileOf, soundRow } from '../processes/roll-file/roll.ts'
import { standard } from './standard.ts'
import { openTerminal, runFile, type Terminal } from './terminal.ts'

let terminal: Terminal
beforeAll(async () => {
  terminal = await openTerminal()
})
afterAll(() => terminal.close())

const fromMonth = addMonths(monthOf(dayInShanghai(Date.now())), 1)
const row = { ...soundRow, amount: '570', fromMonth }

describe('anjuan import', () => {
  test('policy publishes what a file lists, and the second time says that it is there', async () => {
    const path = await fileOf(JSON.stringify([standard()]), 'policy.json')
    expect(await terminal.run('import', 'policy', path)).toMatchObject({
      code: 0,
      out: '1 published, 0 there before\n',
    })
    expect(await terminal.run('import', 'policy', path)).toMatchObject({
      code: 0,
      out: '0 published, 1 there before\n',
    })
  })

  test('policy tells in a dry run what would become of each entry, each trap and assumption of it, and does nothing', async () => {
    const path = fileURLToPath(new URL('../../policies/echeng-2023.json', import.meta.url))
    const dry = await terminal.run('import', 'policy', path, '--dry-run')
    expect(dry).toMatchObject({ code: 0, err: '' })
    expect(dry.out).toContain(
      'entry 4 to publish: 420704 subsistenceAllowance STANDARD RURAL: 570.00 yuan a month from 2023-01-01 [echeng-2023]',
    )
    expect(dry.out).toContain('prints “农村低保标准从540元/年提高到570元/年”')
    expect(dry.out).toContain('print-other-period: The print names another period')
    expect(dry.out).toContain('not printed, and assumed: the number of its document')
    expect(dry.out).toContain('not published: “农村低保标准为城市低保的89%”')
    expect(dry.out).toContain('13 to publish, 0 there before, 0 refused')
    expect(await terminal.run('import', 'policy', path, '--dry-run')).toEqual(dry)
  })

  test('policy publishes nothing of a file with an entry that is refused, and says why in both languages', async () => {
    const odd = standard({ effectiveFrom: '2024-01-01', inForceOn: '2024-01-01', monthlyFen: 480_000 })
    const path = await fileOf(JSON.stringify([standard({ effectiveFrom: '2025-01-01' }), odd]), 'policy.json')
    const ran = await terminal.run('import', 'policy', path)
    expect(ran).toMatchObject({ code: 1 })
    expect(ran.out).toContain('implausible-standard')
    expect(ran.out).toContain('每人每月标准明显不合理')
    expect(ran.out).toContain('nothing published: 1 of 2 entries refused')
  })

  test('says in one line that there is no such file', async () => {
    const ran = await terminal.run('import', 'households', '/no/such/roll.csv', '--area', '990101')
    expect(ran).toMatchObject({ code: 1, err: 'There is no file /no/such/roll.csv.\n' })
  })

  test('policy says which entry it cannot read, and fails', async () => {
    const path = await fileOf(JSON.stringify([{ ...standard(), type: 'PublishRumour' }]), 'policy.json')
    const ran = await terminal.run('import', 'policy', path)
    expect(ran.code).toBe(1)
    expect(ran.err).toContain('entry 1: no policy command PublishRumour')
  })

  test('households with findings fails, writes them beside the file, and imports nothing', async () => {
    const path = await csvOf([row, { ...row, householdNumber: 'R2' }])
    const ran = await terminal.run('import', 'households', path, '--area', '990101')
    expect(ran.code).toBe(1)
    expect(ran.out).toContain('1 findings, written to')
    expect(await readFile(path.replace('.csv', '.errors.csv'), 'utf8')).toContain('id-number-twice-in-file')
  })

  test('households takes a sound roll over once, after it was validated without a trace', async () => {
    const path = await csvOf([row])
    const roll = ['import', 'households', path, '--area', '990101']
    expect(await terminal.run(...roll, '--validate-only')).toMatchObject({ code: 0 })
    const first = await terminal.run(...roll)
    expect(first).toMatchObject({ code: 0 })
    expect(first.out).toContain('1 imported, 0 there before, 0 refused')
    const second = await terminal.run(...roll)
    expect(second).toMatchObject({ code: 0 })
    expect(second.out).toContain('0 imported, 1 there before, 0 refused')
  })

  test('households of a file that is none fails in both languages', async () => {
    const ran = await terminal.run('import', 'households', await fileOf('姓名\n甲'), '--area', '990101')
    expect(ran.code).toBe(1)
    expect(ran.err).toContain('roll-file-headings')
    expect(ran.err).toContain('表头')
  })
})

describe('anjuan', () => {
  test('recomputes no month that was never paid', async () => {
    expect(await terminal.run('recompute', '--month', '2023-05')).toMatchObject({ code: 1 })
  })

  test('has no later day outside a demonstration, and signs no token there', async () => {
    expect(await terminal.run('advance', '2099-01-01')).toMatchObject({ code: 1 })
    expect(await terminal.run('token', '--role', 'auditor', '--area', '990101')).toMatchObject({ code: 1 })
  })

  test('fails on a command that it does not know', async () => {
    expect(await terminal.run('pay-everybody')).toMatchObject({ code: 1 })
  })

  test('runs on the Node.js that came with it, whichever started it', async () => {
    const ran = await runFile('bin/anjuan.mjs', ['--help'], {})
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(ran.out).toContain('import')
  })
})
