import { describe, expect, test } from 'vitest'
import { refusalGrounds, stopGrounds } from '../../../src/domain/case/words.ts'
import { RateName } from '../../../src/domain/policy/rate.ts'
import { mayRead } from '../../../src/domain/scheme/readers.ts'
import { procedureOn, rulesetOn } from '../../../src/domain/scheme/scheme.ts'
import { schemes } from '../../../src/domain/scheme/schemes.ts'
import type { Role } from '../../../src/domain/shared/actor.ts'
import { Code } from '../../../src/domain/shared/codes.ts'
import { SchemeCode } from '../../../src/domain/shared/scheme-code.ts'

/** Numbers that stand beside no clause: a limit, rate or age of the law must not. */
const uncited = (path: string, value: unknown): string[] => {
  if (typeof value === 'number') return [path]
  if (typeof value !== 'object' || value === null) return []
  if ('clause' in value && typeof value.clause === 'string' && value.clause !== '') return []
  return Object.entries(value).flatMap(([key, inner]) => uncited(`${path}.${key}`, inner))
}

test('no two schemes have one code', () => {
  const codes = schemes.map(({ code }) => SchemeCode.parse(code))
  expect(new Set(codes).size).toBe(codes.length)
})

describe.each(schemes.map((scheme) => [scheme.code, scheme] as const))('%s', (_, scheme) => {
  const inForce = scheme.rulesets.flatMap(({ from, ruleset }) => (ruleset ? [{ from, ruleset }] : []))

  test('has a time line in order, begins with a procedure, and cites every number in it', () => {
    const days = scheme.rulesets.map(({ from }) => from)
    expect(days).toEqual([...new Set(days)].sort())
    expect(scheme.rulesets[0]?.ruleset).not.toBeNull()
    expect(inForce.flatMap(({ from, ruleset }) => uncited(from, ruleset))).toEqual([])
  })

  test('says for how long a notice hangs wherever there is one', () => {
    for (const { ruleset } of inForce)
      if (ruleset.steps.notice.value === 'DEMANDED') expect(ruleset.noticeDays?.value).toBeGreaterThanOrEqual(7)
  })

  test('hears people before a cut or stop from July 2026 on', () => {
    expect(rulesetOn(scheme, '2026-07-01').hearing.value).toBe(true)
  })

  test('has names, grounds, rates and lanes that events can keep, and that are its own', () => {
    for (const { en, zh } of [scheme.name, scheme.who, scheme.pays]) {
      expect(en).not.toBe('')
      expect(zh).toMatch(/\p{Script=Han}/u)
    }
    const grounds = Object.keys(scheme.grounds)
    expect(grounds.map((ground) => Code.parse(ground))).toEqual(grounds)
    expect(grounds.filter((ground) => [...refusalGrounds, ...stopGrounds].includes(ground))).toEqual([])
    expect(scheme.rates.filter((rate) => !RateName.safeParse(rate).success)).toEqual([])
    const lanes = Object.keys(scheme.lanes?.change ?? {})
    expect(lanes.filter((lane) => !Code.safeParse(lane).success)).toEqual([])
    for (const lane of lanes)
      for (const { from } of inForce) expect(uncited(lane, procedureOn(scheme, from, lane))).toEqual([])
  })

  test('takes no particulars that it does not know', () => {
    expect(scheme.particulars?.safeParse({ nobodyKnowsThis: true }).success ?? false).toBe(false)
  })

  test('pays somebody, or is a status', () => {
    expect(scheme.payees.value.length).toBeGreaterThan(0)
    expect(scheme.gives !== 'STATUS' || scheme.rates.length === 0).toBe(true)
  })
})

test('no child is posted or published, under whatever text', () => {
  for (const scheme of schemes.filter(({ code }) => /orphan|child/i.test(code)))
    for (const { from } of scheme.rulesets) {
      const { steps } = rulesetOn(scheme, from)
      expect([steps.notice.value, steps.publication.value]).toEqual(['NONE', 'NONE'])
    }
})

test('no case of a child is read by whoever is not named for it, and every other scheme by all staff', () => {
  for (const scheme of schemes) {
    const isOfChildren = /orphan|child/i.test(scheme.code)
    const may = (role: Role, area = '990101001') => mayRead(scheme, { roles: [role], area })
    expect([may('caseWorker'), may('auditor'), may('paymentOfficer', '990101')]).toEqual([true, true, true])
    for (const role of [
      'assistanceAssistant',
      'surveyor',
      'policyPublisher',
      'administrator',
      'paymentOfficer',
    ] as const)
      expect([scheme.code, role, may(role)]).toEqual([scheme.code, role, !isOfChildren])
  }
})
