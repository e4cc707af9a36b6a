import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openCommands } from '../../../src/domain/case/open-commands.ts'
import { ownCommandTypes } from '../../../src/domain/case/own/own.ts'
import { extremePovertySupport } from '../../../src/domain/scheme/extreme-poverty-support/extreme-poverty-support.ts'
import type { Scheme } from '../../../src/domain/scheme/scheme.ts'
import { schemes } from '../../../src/domain/scheme/schemes.ts'
import { subsistenceAllowance } from '../../../src/domain/scheme/subsistence-allowance/subsistence-allowance.ts'
import { command, on } from './household.ts'
import { after, li, stateOf } from './story.ts'

test('a command that not every scheme knows is named by a scheme, and what a scheme names is such a command', () => {
  const named = schemes.flatMap(({ ownCommands = [] }) => ownCommands)
  expect([...new Set(named)].toSorted()).toEqual([...ownCommandTypes].toSorted())
  expect(extremePovertySupport.ownCommands).toContain('AssessSelfCare')
})

test('the scheme alone decides whether its cases know it', () => {
  const report = command('ReportSelfCareChange', { note: '变化' })
  const knowing: Scheme = { ...subsistenceAllowance, ownCommands: ['ReportSelfCareChange'] }
  const state = stateOf(...li.confirmed)
  after(...li.confirmed)
    .when(report, on('2023-04-10'))
    .refuses('command-of-other-scheme', { command: 'ReportSelfCareChange', scheme: 'subsistenceAllowance' })
  after(...li.confirmed)
    .when(report, on('2023-04-10', undefined, { schemes: [knowing] }))
    .emits({ type: 'SelfCareChangeReported' })
  expect(openCommands(state, on('2023-04-10'))).not.toContain('ReportSelfCareChange')
  expect(openCommands(state, on('2023-04-10', undefined, { schemes: [knowing] }))).toContain('ReportSelfCareChange')
})

test('the engine itself imports from no scheme’s folder: what one of them adds stands in `own`', () => {
  const engine = join(import.meta.dirname, '../../../src/domain/case')
  const files = readdirSync(engine, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.startsWith('own/'),
  )
  expect(files).toContain('decide.ts')
  const importing = files.filter((name) =>
    /from '[./]+scheme\/(?!rules\/)[a-z-]+\/(?!code\.ts)/.test(readFileSync(join(engine, name), 'utf8')),
  )
  expect(importing).toEqual([])
})
