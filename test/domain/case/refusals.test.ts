import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { caseRefusals } from '../../../src/domain/case/refusals.ts'

const textOf = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('refusals'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')

const source = textOf(join(import.meta.dirname, '../../../src/domain/case'))
const tests = textOf(join(import.meta.dirname, '..'))

describe.each(Object.entries(caseRefusals))('%s', (code, { en, zh }) => {
  test('is thrown somewhere and provoked by a test', () => {
    expect(source).toContain(`refuse('${code}'`)
    expect(tests).toContain(`'${code}'`)
  })

  test('is worded in both languages', () => {
    expect(en).toMatch(/\.$/)
    expect(zh).toMatch(/。$/)
  })
})
