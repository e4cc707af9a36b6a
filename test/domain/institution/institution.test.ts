import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { institutionCommands } from '../../../src/domain/institution/commands.ts'
import { checkCreditCode, creditCheckOf } from '../../../src/domain/institution/credit-code.ts'
import { institutionDecider } from '../../../src/domain/institution/decide.ts'
import { freeBeds } from '../../../src/domain/institution/state.ts'
import type { Actor } from '../../../src/domain/shared/actor.ts'
import { refusalOf } from '../../given.ts'
import {
  admit,
  admitted,
  caseOf,
  command,
  context,
  discharged,
  document,
  HOME,
  home,
  homeAfter,
  MOVE,
  OTHER_HOME,
  registered,
  TODAY,
  withAccount,
} from './given.ts'

const description = { name: '示例镇中心敬老院', kind: 'SUPPORT_HOME', beds: 3 } as const
const neighbour: Actor = { sub: 'n', roles: ['caseWorker'], office: 'township', area: '990101002' }

describe('an institution', () => {
  const register = command('RegisterInstitution', { ...description, creditCode: null, area: '990101001' })

  test('is registered once, by somebody of its area', () => {
    home()
      .when(register, context())
      .emits({ type: 'InstitutionRegistered', data: { institutionId: HOME, beds: 3 } })
    home(registered()).when(register, context()).refuses('institution-exists')
    home()
      .when(register, context({ actor: neighbour }))
      .refuses('institution-outside-area')
    const preparer: Actor = { ...neighbour, roles: ['paymentPreparer'], area: '990101' }
    home()
      .when(register, context({ actor: preparer }))
      .refuses('institution-role-needed')
  })

  test('has a credit code whose check character fits, like the one that GB 32100 prints', () => {
    expect(creditCheckOf('91350100M000100Y4')).toBe('3')
    expect(refusalOf(() => checkCreditCode('91350100M000100Y44'))?.code).toBe('credit-code-check')
    const [example] = institutionCommands.map((schema) => schema.example)
    expect(refusalOf(() => checkCreditCode((example as { creditCode: string }).creditCode))).toBeUndefined()
  })

  test('is paid to an account of its own name only', () => {
    const account = { bank: '示例农村商业银行', account: '820000001', accountHolder: '李示例' }
    home(registered())
      .when(command('RegisterInstitutionAccount', account), context())
      .refuses('institution-account-holder')
    home(registered())
      .when(command('RegisterInstitutionAccount', { ...account, accountHolder: description.name }), context())
      .emits({ type: 'InstitutionAccountRegistered', data: { account: '820000001' } })
  })

  test('that nobody registered can be told nothing, and a closed one only that somebody has left', () => {
    home().when(command('ChangeInstitution', description), context()).refuses('unknown-institution')
    const closed = { type: 'InstitutionClosed', data: { institutionId: HOME, closedOn: TODAY, document } } as const
    home(registered(), closed).when(command('ChangeInstitution', description), context()).refuses('institution-closed')
    home(registered(), closed).when(admit(1), context()).refuses('institution-closed')
  })
})

describe('a bed', () => {
  test('is taken by a case while one is free, and the same wish again changes nothing', () => {
    home(registered())
      .when(admit(1), context())
      .emits({ type: 'ResidentAdmitted', data: { caseId: caseOf(1) } })
    home(registered(), admitted(1)).when(admit(1), context()).emits()
    home(registered({ beds: 1 }), admitted(1))
      .when(admit(2), context())
      .refuses('no-free-bed', { beds: 1 })
    const bySecondCase = command('AdmitResident', { ...admit(1).data, caseId: caseOf(2) })
    home(registered(), admitted(1))
      .when(bySecondCase, context())
      .refuses('resident-elsewhere', { caseId: caseOf(1) })
  })

  test('is free again after the last day, and not on it', () => {
    const left = [registered({ beds: 1 }), admitted(1), discharged(1, '2023-09-10')] as const
    home(...left)
      .when(admit(2, '2023-09-11'), context())
      .emits({ type: 'ResidentAdmitted' })
    home(...left)
      .when(admit(2, '2023-09-10'), context())
      .refuses('no-free-bed')
  })

  test('that was given back is not given back twice; one never taken cannot be', () => {
    const back = command('DischargeResident', {
      caseId: caseOf(1),
      personId: caseOf(1),
      moveId: null,
      lastDay: TODAY,
      reason: 'LEFT',
    })
    home(registered(), admitted(1)).when(back, context()).emits({ type: 'ResidentDischarged', on: TODAY })
    home(registered(), admitted(1), discharged(1, TODAY)).when(back, context()).emits()
    home(registered()).when(back, context()).refuses('not-a-resident')
  })

  test('cannot be taken away from under somebody', () => {
    home(registered(), admitted(1), admitted(2))
      .when(command('ChangeInstitution', { ...description, beds: 1 }), context())
      .refuses('beds-below-residents', { residents: 2 })
    home(registered(), admitted(1))
      .when(command('CloseInstitution', { document }), context())
      .refuses('institution-has-residents')
  })
})

describe('moving everybody', () => {
  const into = homeAfter(registered({ institutionId: OTHER_HOME }), withAccount)
  const move = (over: object = {}) =>
    command('MoveResidents', { into: OTHER_HOME, fromMonth: '2023-10', document, ...over })
  const started = {
    type: 'ResidentsMoveStarted',
    data: { institutionId: HOME, moveId: MOVE, into: OTHER_HOME, fromMonth: '2023-10', document, residents: 1 },
  } as const

  test('begins with a document, a month that is not over, an account and enough beds', () => {
    const full = [registered(), admitted(1)] as const
    home(...full)
      .when(move(), context({ into }))
      .emits(started)
    home(registered()).when(move(), context({ into })).refuses('no-residents')
    home(...full)
      .when(move({ fromMonth: '2023-08' }), context({ into }))
      .refuses('move-month-past')
    home(...full)
      .when(move({ into: HOME }), context({ into }))
      .refuses('same-institution')
    home(...full)
      .when(move(), context({ into: { status: 'NONE' } }))
      .refuses('unknown-institution')
    home(...full)
      .when(move(), context({ into: { ...into, account: null } }))
      .refuses('institution-without-account')
    home(...full)
      .when(move(), context({ into: { ...into, beds: 0 } }))
      .refuses('no-free-bed', { free: 0, residents: 1 })
  })

  test('goes on when it is sent again, lets nobody in meanwhile, and ends when the last has left', () => {
    const moving = [registered(), admitted(1), started] as const
    home(...moving)
      .when(move(), context({ into }))
      .emits()
    home(...moving)
      .when(move({ fromMonth: '2023-11' }), context({ into }))
      .refuses('move-under-way')
    home(...moving)
      .when(admit(2), context())
      .refuses('move-under-way')
    const finish = command('FinishMove', { moveId: MOVE })
    home(registered(), admitted(1)).when(finish, context()).refuses('no-such-move')
    home(...moving)
      .when(finish, context())
      .refuses('institution-has-residents')
    home(...moving, discharged(1, '2023-09-30'))
      .when(finish, context())
      .emits({ type: 'ResidentsMoveFinished', data: { moveId: MOVE, moved: 1 } })
  })
})

test('no order of comings and goings ever puts two people into one bed', () => {
  const turn = fc.record({
    who: fc.integer({ min: 1, max: 6 }),
    day: fc.integer({ min: 10, max: 28 }).map((day) => `2023-09-${day}`),
    goes: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 40 }), (turns) => {
      let state = homeAfter(registered({ beds: 2 }))
      for (const { who, day, goes } of turns) {
        const resident = { caseId: caseOf(who), personId: caseOf(who), moveId: null }
        const wish = goes
          ? command('DischargeResident', { ...resident, lastDay: day, reason: 'LEFT' })
          : command('AdmitResident', { ...resident, fromDay: day })
        refusalOf(() => {
          for (const event of institutionDecider.decide(wish, state, context()))
            state = institutionDecider.evolve(state, event, {
              id: '',
              version: 0,
              position: 0n,
              actor: '',
            }) as typeof state
        })
        for (let each = 10; each <= 28; each += 1) {
          const on = `2023-09-${each}`
          const there = state.residents.filter(({ fromDay, lastDay }) => fromDay <= on && (lastDay ?? on) >= on)
          expect(there.length).toBeLessThanOrEqual(2)
          expect(freeBeds(state, on)).toBeLessThanOrEqual(2 - there.length)
        }
      }
    }),
    { numRuns: 200 },
  )
})
