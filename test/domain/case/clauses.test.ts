import { describe, expect, test } from 'vitest'
import { caseRefusals } from '../../../src/domain/case/refusals.ts'
import { supportRulesets } from '../../../src/domain/scheme/extreme-poverty-support/rulesets.ts'
import type { Scheme } from '../../../src/domain/scheme/scheme.ts'
import { schemes } from '../../../src/domain/scheme/schemes.ts'
import { subsistenceAllowance } from '../../../src/domain/scheme/subsistence-allowance/subsistence-allowance.ts'
import type { Actor } from '../../../src/domain/shared/actor.ts'
import type { Day } from '../../../src/domain/shared/day.ts'
import {
  actor,
  assessed,
  clerk,
  command,
  confirmer,
  father,
  on as onDay,
  senior,
  surveyor,
  townshipConfirmer,
  visit,
  wages,
} from './household.ts'
import { type Act, after, grant, li } from './story.ts'

/** Texts that speak of every recipient; any other is one scheme's own. */
const forEverybody = ['2026-LAW', '2014-649', '民法典']

test('no refusal of the engine names the text of one scheme: its clause comes with the rules of the case', () => {
  const texts = schemes.flatMap(({ rulesets }) =>
    rulesets.flatMap(({ ruleset }) => (ruleset ? [ruleset.id, ...ruleset.overlays] : [])),
  )
  const own = texts.filter((id) => !forEverybody.includes(id))
  const named = Object.entries(caseRefusals).flatMap(([code, row]) => ('clause' in row ? [[code, row.clause]] : []))
  expect(own).toContain('2021-57')
  expect(named.filter(([, clause]) => own.some((id) => clause?.startsWith(id)))).toEqual([])
})

describe('under the text of another scheme a refusal names the clause of that text', () => {
  const other: Scheme = { ...subsistenceAllowance, rulesets: supportRulesets }
  const on = (day: Day, who: Actor = clerk) => onDay(day, who, { schemes: [other] })
  const acts = (story: readonly Act[]): readonly Act[] =>
    story.map(([what, context]) => [what, { ...context, schemes: [other] }])
  const objectionId = '0d9b6c1e-58a4-4f5c-8d3e-7a1b2c3d4e5f'
  const object = command('RaiseObjection', { anonymous: true, ground: '有收入' }, objectionId)
  const objected: readonly Act[] = [...acts(li.noticed), [object, on('2023-03-22')]]

  test('an authorization that is missing', () => {
    after(...acts(li.registered), [command('DeclareCloseRelatives', { relatives: [] }), on('2023-03-06')])
      .when(command('AcceptApplication', {}), on('2023-03-06'))
      .refuses('authorization-missing', { clause: '2021-43 Art.13' })
  })

  test('a visit by telephone', () => {
    after(...acts(li.surveying))
      .when(command('RecordHomeVisit', visit({ mode: 'PHONE' })), on('2023-03-09', surveyor))
      .refuses('remote-visit-without-basis', { clause: '2021-43 Art.13' })
  })

  test('an opinion that the facts do not bear out, by the ground', () => {
    after(...acts(li.checked), [
      command('AssessIncome', { assessment: assessed([wages(400_000)]) }),
      on('2023-03-16', surveyor),
    ])
      .when(command('DraftOpinion', { opinion: 'GRANT', reasons: '给予' }), on('2023-03-17'))
      .refuses('opinion-against-facts', { clause: other.grounds.INCOME?.clause })
  })

  test('a notice that still hangs, an objection that is open or not looked into, and one that comes too late', () => {
    after(...acts(li.noticed))
      .when(command('SubmitDossier', {}), on('2023-03-22'))
      .refuses('notice-running', { clause: '2021-43 Art.15' })
    after(...objected)
      .when(command('SettleObjection', { objectionId, outcome: 'DISMISSED', answer: '不实' }), on('2023-03-23', senior))
      .refuses('objection-not-looked-into', { clause: '2021-43 Art.15' })
    after(...acts(li.noticed))
      .when(object, on('2023-03-30'))
      .refuses('notice-over', { clause: '2021-43 Art.15' })
  })

  test('an extension that it does not know', () => {
    after(...acts(li.accepted))
      .when(command('ExtendDeadline', { reason: 'HARD_SURVEY' }), on('2023-03-09', senior))
      .refuses('extension-unknown', { clause: '2021-43' })
  })

  test('who does not decide, and a ground of refusal that nothing bears out', () => {
    after(...acts(li.submitted))
      .when(grant, on('2023-04-07', actor('city', '990100', 'confirmer')))
      .refuses('not-deciding-office', { clause: '2020-reform' })
    after(...acts(li.submitted))
      .when(grant, on('2023-04-07', townshipConfirmer))
      .refuses('not-delegated', { clause: '2020-reform' })
    after(...acts(li.submitted))
      .when(
        command('DecideRefusal', { decisionNumber: '否1号', grounds: ['NOT_RESIDENT'], reasons: '理由' }),
        on('2023-04-07', confirmer),
      )
      .refuses('ground-not-borne-out', { clause: '2021-43 Art.18' })
  })

  test('what has to be heard before it is taken away', () => {
    const reviewed: readonly Act[] = [
      ...acts(li.confirmed),
      [command('OpenReview', { cause: 'CADENCE' }), on('2026-08-03')],
    ]
    after(...reviewed)
      .when(
        command('RecordHearing', { personId: father, statement: '无异议', notPossible: null }),
        on('2026-08-04', senior),
      )
      .refuses('not-invited', { clause: '2026-LAW Art.48' })
  })
})
