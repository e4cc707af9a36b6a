import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { policyCommands } from '../../src/domain/policy/commands.ts'

test('the example of the page on importing policy passes the schemas of its commands', () => {
  const page = readFileSync(new URL('../../docs/import-policy.md', import.meta.url), 'utf8')
  const example: { type: string; data: unknown }[] = JSON.parse(/```json\n(.*?)```/s.exec(page)?.[1] ?? '')
  expect(example).toHaveLength(2)
  for (const { type, data } of example) {
    const command = policyCommands.find((schema) => schema.type === type)
    expect(command?.data.safeParse(data).error?.issues ?? []).toEqual([])
  }
})
