import { expect, test } from 'vitest'
import { handOf } from '../../src/projections/hand.ts'
import { id } from './facts.ts'

test('a row says whose hand an event is from: who, as what, where, on which day, and when it was recorded', () => {
  const envelope = {
    actor: 'zhang.jing',
    roles: ['caseWorker' as const],
    office: '示例镇社会救助服务站',
    area: '990101001',
    command: id('command'),
    correlation: 'matter',
    causation: 'cause',
    on: '2023-03-06',
  }
  expect(handOf({ envelope, recordedAt: '2023-03-07T01:00:00.000000Z' })).toEqual({
    actor: 'zhang.jing',
    roles: ['caseWorker'],
    office: '示例镇社会救助服务站',
    actor_area: '990101001',
    on_day: '2023-03-06',
    recorded_at: '2023-03-07T01:00:00.000000Z',
  })
})
