import { describe, expect, test } from 'vitest'
import type { CrisisCommand } from '../../../src/domain/crisis/commands.ts'
import { crisisDecider } from '../../../src/domain/crisis/decide.ts'
import type { CrisisEvent } from '../../../src/domain/crisis/events.ts'
import { exitPauseOn, reviewDueUnder } from '../../../src/domain/crisis/measures.ts'
import type { Actor } from '../../../src/domain/shared/actor.ts'
import { given, stateAfter } from '../../given.ts'

const COUNTY = '990101'
const measureId = '00000000-0000-4000-8000-000000000001'
const other = '00000000-0000-4000-8000-000000000002'
const publisher: Actor = { sub: 'publisher', roles: ['policyPublisher'], office: 'C1', area: COUNTY }
const document = (number: string) => ({
  number,
  title: '关于疫情防控期间困难群众基本生活保障的通知',
  issuer: '示例县民政局',
})

type DataOf<Type extends CrisisCommand['type']> = Extract<CrisisCommand, { type: Type }>['data']
const declaring = {
  document: document('示民发〔2020〕3号'),
  from: '2020-02-01',
  until: '2020-06-30',
  schemes: null,
  pausesExits: true,
  reviewMonthsLonger: 3,
}
const declare = (change: Partial<DataOf<'DeclareCrisisMeasure'>> = {}, subject = COUNTY): CrisisCommand => ({
  type: 'DeclareCrisisMeasure',
  subject,
  newId: measureId,
  data: { ...declaring, ...change },
})
const end = (lastDay: string, id = measureId): CrisisCommand => ({
  type: 'EndCrisisMeasure',
  subject: COUNTY,
  newId: other,
  data: { measureId: id, document: document('示民发〔2020〕21号'), lastDay },
})
const declared = (change: object = {}): CrisisEvent =>
  ({ type: 'CrisisMeasureDeclared', data: { measureId, area: COUNTY, ...declaring, ...change } }) as CrisisEvent
const ended = (lastDay: string): CrisisEvent => ({
  type: 'CrisisMeasureEnded',
  data: { measureId, area: COUNTY, document: document('示民发〔2020〕21号'), lastDay },
})
const context = { actor: publisher }

describe('a crisis measure', () => {
  test('is declared by a county with its document, and ended by another', () => {
    given(crisisDecider).when(declare(), context).emits({ type: 'CrisisMeasureDeclared', data: { measureId } })
    given(crisisDecider, declared())
      .when(end('2020-05-31'), context)
      .emits({ type: 'CrisisMeasureEnded', data: { lastDay: '2020-05-31' } })
  })

  test('that says nothing, or whose days contradict, is refused', () => {
    given(crisisDecider)
      .when(declare({ pausesExits: false, reviewMonthsLonger: null }), context)
      .refuses('crisis-without-effect')
    given(crisisDecider)
      .when(declare({ until: '2020-01-31' }), context)
      .refuses('crisis-dates')
    given(crisisDecider, declared()).when(end('2020-01-31'), context).refuses('crisis-dates')
    given(crisisDecider, declared()).when(end('2020-07-01'), context).refuses('crisis-dates')
    given(crisisDecider, declared()).when(end('2020-05-31', other), context).refuses('unknown-crisis-measure')
    given(crisisDecider, declared()).when(declare(), context).refuses('crisis-twice')
  })

  test('is nobody else’s to declare', () => {
    const by = (actor: Partial<Actor>, subject = COUNTY) =>
      given(crisisDecider).when(declare({}, subject), { actor: { ...publisher, ...actor } })
    by({ roles: ['confirmer'] }).refuses('not-policy-publisher')
    by({}, '990101001').refuses('crisis-below-county')
    by({}, '990102').refuses('policy-outside-area')
    by({}, 'nowhere').refuses('unknown-area')
  })
})

const measures = (...events: CrisisEvent[]) => stateAfter(crisisDecider, events)
const question = { area: '990101001001', scheme: 'subsistenceAllowance' }

describe('exits [luliang-2020]', () => {
  const pausedOn = (day: string, ...events: CrisisEvent[]) =>
    exitPauseOn(measures(...events), { ...question, day })?.document.number

  test('are paused from the first to the last day, and not the day after', () => {
    expect(pausedOn('2020-01-31', declared())).toBeUndefined()
    expect(pausedOn('2020-02-01', declared())).toBe('示民发〔2020〕3号')
    expect(pausedOn('2020-06-30', declared())).toBe('示民发〔2020〕3号')
    expect(pausedOn('2020-07-01', declared())).toBeUndefined()
    expect(pausedOn('2020-06-01', declared(), ended('2020-05-31'))).toBeUndefined()
  })

  test('are paused in the area and for the schemes that are named', () => {
    expect(pausedOn('2020-03-01', declared({ area: '990102' }))).toBeUndefined()
    expect(pausedOn('2020-03-01', declared({ area: '990000' }))).toBeDefined()
    expect(pausedOn('2020-03-01', declared({ schemes: ['orphanAllowance'] }))).toBeUndefined()
    expect(pausedOn('2020-03-01', declared({ pausesExits: false }))).toBeUndefined()
  })

  test('of several measures are paused by the one that lasts longest', () => {
    const open = declared({ measureId: other, until: null, document: document('open') })
    expect(pausedOn('2020-03-01', declared(), open)).toBe('open')
  })
})

describe('2021-57 Art.31: reviews', () => {
  const due = (day: string, ...events: CrisisEvent[]) => reviewDueUnder(measures(...events), { ...question, due: day })

  test('that fall due in a crisis may be made later, by its document', () => {
    expect(due('2020-03-31', declared())).toEqual({ value: '2020-06-30', clause: '示民发〔2020〕3号', measureId })
    expect(due('2020-07-01', declared())).toBeUndefined()
    expect(due('2020-03-31', declared({ reviewMonthsLonger: null }))).toBeUndefined()
  })

  test('take the longest of several measures', () => {
    const longer = declared({ measureId: other, reviewMonthsLonger: 6, document: document('six') })
    expect(due('2020-03-31', declared(), longer)).toMatchObject({ value: '2020-09-30', clause: 'six' })
  })
})
