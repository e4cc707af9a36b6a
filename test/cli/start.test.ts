import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const textOf = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

test('the program is started with the same flags by every door, and measured with them', () => {
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }
  const started = Object.values(scripts).filter((script) => script.includes('src/cli/anjuan.ts'))
  const flagsOf = (text: string): string[] => text.match(/--max-semi-space-size=\d+/g) ?? []
  expect(started).toHaveLength(3)
  const found = [...started, textOf('bin/anjuan.mjs'), textOf('bench/rebuild/run-child.ts')].map(flagsOf)
  expect(new Set(found.map(([flag, ...others]) => (others.length === 0 ? flag : others)))).toEqual(
    new Set(['--max-semi-space-size=16']),
  )
})
