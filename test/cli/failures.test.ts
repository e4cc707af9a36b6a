import { expect, test } from 'vitest'
import { tellFailure } from '../../src/cli/open.ts'
import { UnknownEvent } from '../../src/log/errors.ts'
import { ProjectionStopped } from '../../src/projections/batch.ts'

const event = { type: 'CaseClosed', schemaVersion: 2, stream: 'case-1', version: 7, position: 93n }
const unknown = new UnknownEvent(event, 1)
const said = 'CaseClosed version 2 at position 93 (case-1, 7): this program knows CaseClosed up to version 1'

test('an event of a newer program is told in one sentence, by whatever met it', () => {
  expect(tellFailure(unknown)).toBe(said)
  const stopped = new ProjectionStopped('roster', event, unknown)
  expect(tellFailure(stopped)).toBe(`roster stops at position 93 (CaseClosed of case-1): ${said}`)
})

test('what should not happen is told with where it happened', () => {
  expect(tellFailure(new Error('a fault', { cause: unknown }))).toMatch(
    /a fault.*failures\.test\.ts.*caused by CaseClosed/s,
  )
})
