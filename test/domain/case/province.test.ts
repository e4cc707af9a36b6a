import { expect, test } from 'vitest'
import { decidingAuthority } from '../../../src/domain/case/authority.ts'
import { fileOf } from '../../../src/domain/case/state.ts'
import type { PolicyEvent } from '../../../src/domain/policy/events.ts'
import type { Day } from '../../../src/domain/shared/day.ts'
import { refusalOf } from '../../given.ts'
import { delegation, parameter } from '../policy/published.ts'
import { on, policyWith, townshipConfirmer } from './household.ts'
import { li, stateOf } from './story.ts'

const file = fileOf(stateOf(...li.submitted))!
const forever = delegation({ from: '2022-01-01', until: null })
const forbidden = (area: string) =>
  parameter('townshipsMayConfirm', 'false', { area, effectiveFrom: '2023-01-01', inForceOn: '2022-12-20' })
const deciding = (day: Day, ...published: readonly PolicyEvent[]) =>
  refusalOf(() =>
    decidingAuthority(file, on(day, townshipConfirmer, { policy: policyWith(forever, ...published) }), 81_000),
  )?.code

test('from July 2026 on a township confirms only where its province lets it', () => {
  expect(deciding('2026-06-30', forbidden('990000'))).toBeUndefined()
  expect(deciding('2026-07-01', forbidden('990000'))).toBe('province-forbids')
})

test('where a province has said nothing, what was delegated runs on; a county says nothing about it', () => {
  expect(deciding('2026-07-01')).toBeUndefined()
  expect(deciding('2026-07-01', forbidden('990101'))).toBeUndefined()
})
