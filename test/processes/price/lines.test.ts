import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PriceGroup } from '../../../src/domain/price/groups.ts'
import { priceLines } from '../../../src/processes/price/lines.ts'
import type { GroupMember, PriceFacts } from '../../../src/processes/price/people.ts'
import { facts, id, member, payment } from './facts.ts'

const one = member('one')
const groupsOf = (...groups: [PriceGroup, GroupMember[]][]) => new Map(groups)
const allowance = (...members: GroupMember[]) => groupsOf(['SUBSISTENCE_ALLOWANCE', members])

describe('a line of the price subsidy', () => {
  test('is the standard of urban or rural people at the rise of the month, whatever the group', () => {
    const { lines } = priceLines(
      facts(
        groupsOf(['SUBSISTENCE_ALLOWANCE', [one]], ['UNEMPLOYMENT_BENEFIT', [member('two', { areaKind: 'URBAN' })]]),
      ),
    )
    // 640 × 6.3 % = 40.32
    expect(lines.map(({ group, amountFen }) => [group, amountFen]).sort()).toEqual([
      ['SUBSISTENCE_ALLOWANCE', 3_600],
      ['UNEMPLOYMENT_BENEFIT', 4_000],
    ])
    expect(lines[0]).toMatchObject({ members: 1, month: '2022-09', offsets: [], standardDocument: 'TEST-1' })
  })

  test('is one for a person in two groups, under the one that comes first', () => {
    const asUnemployed = member('one', { caseId: id('roster') })
    const { lines } = priceLines(
      facts(groupsOf(['UNEMPLOYMENT_BENEFIT', [asUnemployed]], ['SUBSISTENCE_ALLOWANCE', [one]])),
    )
    expect(lines.map(({ group, caseId }) => [group, caseId])).toEqual([['SUBSISTENCE_ALLOWANCE', one.caseId]])
  })

  test('falls to the next group where the case of the first no longer holds the person', () => {
    const released = member('one', { claimed: false })
    const asUnemployed = member('one', { caseId: id('roster') })
    const { lines, held } = priceLines(
      facts(groupsOf(['SUBSISTENCE_ALLOWANCE', [released]], ['UNEMPLOYMENT_BENEFIT', [asUnemployed]])),
    )
    expect([lines.map(({ group }) => group), held]).toEqual([['UNEMPLOYMENT_BENEFIT'], []])
  })

  test('is not one for a human who has died under another record', () => {
    const again = member('one again')
    const { lines, held } = priceLines(
      facts(allowance(one), {
        twins: new Map([[one.personId, [again.personId]]]),
        deaths: new Map([[again.personId, '2022-08-31']]),
      }),
    )
    expect([lines, held.map((line) => line.reason)]).toEqual([[], ['DEATH']])
  })

  test('is one for a human who is registered twice', () => {
    const again = member('one again')
    const { lines } = priceLines(
      facts(groupsOf(['SUBSISTENCE_ALLOWANCE', [one]], ['PREFERENTIAL_TREATMENT', [again]]), {
        twins: new Map([
          [one.personId, [again.personId]],
          [again.personId, [one.personId]],
        ]),
      }),
    )
    expect(lines).toHaveLength(1)
  })

  test('goes to the account of the main scheme’s payee, and belongs to the person all the same', () => {
    const child = member('child', { payee: { kind: 'PERSON', personId: one.personId, role: 'HOUSEHOLD_HOLDER' } })
    const { lines } = priceLines(
      facts(allowance(child), {
        accounts: new Map([[one.personId, { digest: 'b'.repeat(64), registeredAt: null }]]),
      }),
    )
    expect(lines).toMatchObject([{ personId: child.personId, account: 'b'.repeat(64) }])
  })
})

describe('a line is held', () => {
  const reason = (changed: Parameters<typeof facts>[1], who = one) =>
    priceLines(facts(allowance(who), changed)).held.map((line) => line.reason)

  test('after the month of a death, not in it', () => {
    expect(reason({ deaths: new Map([[one.personId, '2022-08-31']]) })).toEqual(['DEATH'])
    expect(reason({ deaths: new Map([[one.personId, '2022-09-01']]) })).toEqual([])
  })
  test('without an account, a standard, a claim, or a sum that is half a yuan', () => {
    expect(reason({ accounts: new Map() })).toEqual(['NO_ACCOUNT'])
    expect(reason({ month: '2021-12' })).toEqual(['NO_STANDARD'])
    expect(reason({}, member('one', { claimed: false }))).toEqual(['CLAIM_LOST'])
    expect(reason({ trigger: { rise: 8, factor: 1, floorFen: 0 } })).toEqual(['NOTHING_DUE'])
  })
  test('where the person was paid the month by another county; what this one paid is done', () => {
    expect(reason({ payments: [payment(member('one', { area: '990102001' }), 'PAID')] })).toEqual(['DUPLICATE'])
    const again = priceLines(facts(allowance(one), { payments: [payment(one, 'PAID')] }))
    expect(again).toMatchObject({ lines: [], held: [] })
    expect([...again.paid]).toEqual([one.personId])
  })
  test('but not by a cancelled payment, which the next sequence replaces', () => {
    const { lines } = priceLines(facts(allowance(one), { payments: [payment(one, 'CANCELLED')] }))
    expect(lines).toMatchObject([{ sequence: 2 }])
  })
})

describe('a month of which too little was paid, because its index was corrected or a standard came late', () => {
  const again = (payments: PriceFacts['payments'], rise = 710) =>
    priceLines(facts(allowance(one), { payments, trigger: { rise, factor: 1, floorFen: 0 } }))
  const paidBefore = payment(one, 'PAID')

  test('is paid the difference, in a line that says what was paid before', () => {
    // 570 × 7.1 % = 40.47
    const { lines, held } = again([paidBefore])
    expect(held).toEqual([])
    expect(lines).toMatchObject([
      {
        personId: one.personId,
        kind: 'arrears',
        sequence: 2,
        grossFen: 4_000,
        amountFen: 400,
        offsets: [{ kind: 'EARLIER', fen: 3_600, source: null, clause: '' }],
      },
    ])
  })
  test('once: what is on its way counts, what was cancelled does not', () => {
    const difference = payment(one, 'PLANNED', { paymentId: id('more'), kind: 'arrears', sequence: 2, amountFen: 400 })
    expect(again([paidBefore, difference]).lines).toEqual([])
    const cancelled = { ...difference, status: 'CANCELLED' as const }
    expect(again([paidBefore, cancelled]).lines).toMatchObject([{ amountFen: 400, sequence: 3 }])
  })
  test('is done where it comes to less now: nothing is taken back', () => {
    const { lines, held, paid } = again([paidBefore], 500)
    expect([lines, held, [...paid]]).toEqual([[], [], [one.personId]])
  })
  test('waits for the reissue of what came back', () => {
    const back = payment(one, 'RETURNED')
    const waiting = again([back])
    expect([waiting.lines, waiting.held.map(({ reason }) => reason)]).toEqual([[], ['REISSUE_FIRST']])
    const reissued = payment(one, 'PAID', {
      paymentId: id('again'),
      kind: 'reissue',
      sequence: 2,
      reissueOf: back.paymentId,
    })
    expect(again([back, reissued]).lines).toMatchObject([{ amountFen: 400 }])
  })
  test('is not paid on where another county paid it', () => {
    const { lines, held } = again([payment(member('one', { area: '990102001' }), 'PAID')])
    expect([lines, held.map(({ reason }) => reason)]).toEqual([[], ['DUPLICATE']])
  })
})

describe('whatever groups people are in', () => {
  const people = fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 12 })
  const anyGroups = fc
    .uniqueArray(fc.constantFrom(...PriceGroup.options), { minLength: 1 })
    .chain((names) => fc.tuple(...names.map((name) => people.map((who) => [name, who] as const))))
  const build = (groups: readonly (readonly [PriceGroup, readonly number[]])[]) =>
    new Map(groups.map(([name, who]) => [name, who.map((n) => member(`p${n}`, { caseId: id(`${name} ${n}`) }))]))

  test('everybody has exactly one line, in the first of their groups, in whatever order the groups are told', () => {
    fc.assert(
      fc.property(anyGroups, (groups) => {
        const { lines } = priceLines(facts(build(groups)))
        const everybody = new Set(groups.flatMap(([, who]) => who.map((n) => id(`p${n}`))))
        expect(new Set(lines.map(({ personId }) => personId))).toEqual(everybody)
        expect(lines).toHaveLength(everybody.size)
        expect(new Set(lines.map(({ paymentId }) => paymentId)).size).toBe(lines.length)
        expect(priceLines(facts(build([...groups].reverse()))).lines).toEqual(lines)
      }),
      { numRuns: 60 },
    )
  })
})
