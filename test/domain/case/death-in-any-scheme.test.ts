import { describe, test } from 'vitest'
import { caseDecider } from '../../../src/domain/case/decide.ts'
import type { CaseEvent } from '../../../src/domain/case/events.ts'
import { schemes } from '../../../src/domain/scheme/schemes.ts'
import type { Day } from '../../../src/domain/shared/day.ts'
import { given } from '../../given.ts'
import { caseId, clerk, command, grandmother, member, on, person, personsWith } from './household.ts'

/** The clock of 2022-83 is that of the allowance; no text read sets one for another scheme. */
const clocks: Readonly<Record<string, { since: Day; clause: string }>> = {
  subsistenceAllowance: { since: '2022-10-20', clause: '2022-83' },
}
const DIED_ON: Day = '2022-10-10'

const onRoll = (scheme: string): CaseEvent => ({
  type: 'EntitlementTakenOver',
  data: {
    caseId,
    takenOverOn: '2022-01-10',
    oldDecisionNumber: '旧1号',
    oldDecisionOn: '2021-12-07',
    filing: 'SINGLE',
    members: [member(grandmother)],
    entitlement: {
      scheme,
      fromMonth: '2022-01',
      toMonth: null,
      area: '990101001001',
      areaKind: 'RURAL',
      holder: grandmother,
      members: [grandmother],
      facts: { mode: 'NONE', members: 1 },
      payee: { kind: 'HOLDER' },
      amountFen: 0,
      povertyRegister: false,
      closeRelative: false,
      endsOn: null,
    },
    particulars: null,
    reviewDue: null,
    source: { sha256: 'a'.repeat(64), row: 1 },
  },
})
const review = command('OpenReview', { cause: 'DEATH' })
const died = { persons: personsWith(person(grandmother, { diedOn: DIED_ON })) }

describe.each(schemes.map(({ code, rulesets }) => [code, rulesets] as const))(
  'a death under %s',
  (scheme, rulesets) => {
    const days = ['2022-10-19', '2022-10-20', '2023-03-06', '2026-08-01'].filter(
      (day) => day >= (rulesets[0]?.from ?? ''),
    )

    test.each(days)('is reviewed on %s, by the clock that the law of that day sets, if any', (day) => {
      const clock = clocks[scheme]
      const isSet = clock !== undefined && clock.since <= day
      given(caseDecider, onRoll(scheme))
        .when(review, on(day, clerk, died))
        .emits({
          type: 'ReviewOpened',
          data: {
            cause: 'DEATH',
            deadlines: isSet ? [{ clock: 'RECHECK_AFTER_DEATH', due: '2023-01-10', clause: clock.clause }] : [],
          },
        })
    })
  },
)
