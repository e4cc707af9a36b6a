import { describe, expect, test } from 'vitest'
import type { Actor, Role } from '../../src/domain/shared/actor.ts'
import { Refused } from '../../src/domain/shared/refusal.ts'
import { heldShownTo, refusalShownTo } from '../../src/http/confidential.ts'

const staff = (...roles: Role[]): Actor => ({ sub: 'staff', roles, office: 'office', area: '990101001' })
const stranger = staff('assistanceAssistant')
const worker = staff('caseWorker')
const child = 'c0000000-0000-4000-8000-000000000001'

describe('a child\u2019s allowance that stands in the way of another line or case', () => {
  const held = { other_case_id: child, other_scheme: 'unsupportedChildAllowance', clause: '2019-62' }

  test('is not told of by a held line, nor is the clause that is about such children alone', () => {
    expect(heldShownTo(stranger)(held)).toEqual({ other_case_id: null, other_scheme: null, clause: null })
    expect(heldShownTo(worker)(held)).toEqual(held)
    const allowance = { ...held, other_scheme: 'subsistenceAllowance', clause: 'product default' }
    expect(heldShownTo(stranger)(allowance)).toEqual(allowance)
  })

  test('is not told of by a refusal either', () => {
    const refused = new Refused('excluded', {
      scheme: 'orphanAllowance',
      caseId: child,
      clause: '2021-43 Art.9',
      day: '',
    })
    expect(refusalShownTo(stranger, refused)).toMatchObject({ code: 'excluded', facts: { day: '' } })
    expect((refusalShownTo(stranger, refused) as Refused).facts).toEqual({ day: '' })
    expect(refusalShownTo(worker, refused)).toBe(refused)
  })
})
