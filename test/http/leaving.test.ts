import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addMonths, monthOf } from '../../src/domain/shared/day.ts'
import { deferExits, deferReviews } from '../../src/processes/cases/defer-reviews.ts'
import { reviewDeaths } from '../../src/processes/cases/review-deaths.ts'
import { COUNTY, type County, openCounty, SCHEME, type Staff, VILLAGE } from './county.ts'

let county: County
let today: string
beforeAll(async () => {
  county = await openCounty()
  await county.done('clerk', '/v1/demonstration/advance', { to: '2026-09-15' })
  today = county.deps.clock.today()
  await county.publishStandard(70_000, '2023-01-01')
})
afterAll(() => county.close())

const refused = async (who: Staff, url: string, body: object) => {
  const answer = await county.post(who, url, body)
  return [answer.statusCode, answer.json().code]
}
const tasksOf = async (who: Staff, subjectId: string): Promise<string[]> => {
  const list = await county.seen(who, `/v1/work-items?role=any&subjectId=${subjectId}`)
  return list.json().items.map(({ task }: { task: string }) => task)
}

describe('a case that moves', () => {
  test('is seen and taken over, or declined, by the area that was asked', async () => {
    const { caseId } = await county.takeOver('迁出对象', 31)
    const url = `/v1/cases/${caseId}`
    expect((await county.seen('town', url)).statusCode).toBe(404)
    const to = '990102001001'
    await county.done('confirmer', `${url}/request-transfer`, { to, areaKind: 'RURAL', reasons: '户籍迁移' })
    expect((await county.seen('town', url)).json()).toMatchObject({ status: 'ENTITLED', area: VILLAGE })
    expect(await tasksOf('town', caseId)).toEqual(['accept-transfer'])
    const fromMonth = addMonths(monthOf(today), 1)
    expect(await refused('town', `${url}/accept-transfer`, { area: to, fromMonth, reasons: '已核实' })).toEqual([
      422,
      'no-standard',
    ])
    await county.done('town', `${url}/decline-transfer`, { area: to, reasons: '未居住' })
    expect((await county.seen('town', url)).statusCode).toBe(404)
  })

  test('is on the roll of the old township to its last month, and of the new one from the next', async () => {
    const { caseId } = await county.takeOver('县内迁移', 32)
    const url = `/v1/cases/${caseId}`
    const to = '990101002001'
    await county.done('confirmer', `${url}/request-transfer`, { to, areaKind: 'RURAL', reasons: '户籍迁移' })
    const [last, first] = [monthOf(today), addMonths(monthOf(today), 1)]
    await county.done('confirmer', `${url}/accept-transfer`, { area: to, fromMonth: first, reasons: '已核实' })
    const onRoll = async (month: string, area: string): Promise<number> => {
      const roll = await county.seen('confirmer', `/v1/rosters/${month}?area=${area}`)
      return roll.json().items.filter((row: { caseId: string }) => row.caseId === caseId).length
    }
    expect([await onRoll(last, '990101001'), await onRoll(last, '990101002')]).toEqual([1, 0])
    expect([await onRoll(first, '990101001'), await onRoll(first, '990101002')]).toEqual([0, 1])
    expect(await refused('confirmer', `${url}/accept-transfer`, { area: to, fromMonth: first, reasons: 'x' })).toEqual([
      409,
      'no-transfer',
    ])
  })

  test('brings its people with it: whoever holds it now reads them and records what happens to them', async () => {
    const { caseId, holder } = await county.takeOver('迁入对象', 33)
    const url = `/v1/cases/${caseId}`
    const to = '990101002001'
    const death = [`/v1/persons/${holder}/record-death`, { diedOn: today, source: '殡葬信息比对' }] as const
    expect(await refused('neighbour', ...death)).toEqual([404, 'not-found'])
    await county.done('confirmer', `${url}/request-transfer`, { to, areaKind: 'RURAL', reasons: '户籍迁移' })
    const fromMonth = addMonths(monthOf(today), 1)
    await county.done('confirmer', `${url}/accept-transfer`, { area: to, fromMonth, reasons: '已核实' })
    expect((await county.seen('neighbour', `/v1/persons/${holder}`)).statusCode).toBe(200)
    await county.done('neighbour', ...death)
    expect(await refused('neighbour', ...death)).toEqual([409, 'death-recorded'])
    expect(await refused('town', ...death)).toEqual([404, 'not-found'])
    await county.done('neighbour', `/v1/persons/${holder}/annul-death`, { reason: '同名误登' })
  })
})

test('an application is taken in elsewhere, sent home, and stays on the list of the window until the result is told', async () => {
  const { id: applicant } = await county.registerPerson('异地申请人', 41)
  const { id } = await county.done('window', '/v1/remote-applications', {
    scheme: SCHEME,
    area: VILLAGE,
    areaKind: 'RURAL',
    filing: 'HOUSEHOLD',
    applicant,
    proxy: null,
    members: [
      {
        personId: applicant,
        relation: 'SELF',
        canWork: false,
        employed: false,
        birthDate: '1970-02-03',
        disability: null,
        seriousIllness: false,
      },
    ],
    declared: { incomes: [], deductions: [], assets: { finding: 'WITHIN', basis: 'declared' } },
    povertyRegister: false,
    commitmentSignedOn: today,
    acceptingArea: '980101',
  })
  const url = `/v1/cases/${id}`
  expect((await county.seen('clerk', url)).json()).toMatchObject({ status: 'INTAKE', area: VILLAGE })
  expect((await county.seen('window', url)).statusCode).toBe(200)
  expect(await tasksOf('window', id)).toEqual(['transfer-home'])
  expect(await tasksOf('clerk', id)).toEqual([])
  expect(await refused('clerk', `${url}/accept-application`, {})).toEqual([409, 'not-sent-home'])
  await county.done('window', `${url}/transfer-home`, {})
  expect(await tasksOf('clerk', id)).toEqual(['accept-application'])
  expect(await refused('window', `${url}/transfer-home`, {})).toEqual([409, 'sent-home-already'])
  expect(await refused('clerk', `${url}/transfer-home`, {})).toEqual([403, 'not-accepting-window'])
  expect(await refused('town', `${url}/transfer-home`, {})).toEqual([404, 'not-found'])
  expect(await refused('window', `${url}/relay-result`, { receivedBy: applicant })).toEqual([409, 'wrong-state'])
})

test('work is offered to those who can, and only to members', async () => {
  const { caseId, holder } = await county.takeOver('无劳动能力', 51)
  const offer = { personId: holder, job: '保洁员', suits: '适合' }
  expect(await refused('clerk', `/v1/cases/${caseId}/offer-work`, offer)).toEqual([422, 'cannot-work'])
  expect(await refused('clerk', `/v1/cases/${caseId}/offer-work`, { ...offer, personId: caseId })).toEqual([
    422,
    'not-a-member',
  ])
})

test('2022-83: a death that somebody reports opens the review of the household, once, and it is not closed unchanged', async () => {
  const { caseId, holder } = await county.takeOver('已故对象', 71)
  expect(await reviewDeaths(county.deps)).toBe(0)
  await county.done('clerk', `/v1/persons/${holder}/record-death`, { diedOn: today, source: '殡葬信息比对' })
  await county.seen('clerk', `/v1/persons/${holder}`)
  await county.seen('clerk', `/v1/cases/${caseId}`)
  expect(await reviewDeaths(county.deps)).toBe(1)
  const [review] = (await county.seen('clerk', `/v1/work-items?role=any&subjectId=${caseId}`)).json().items
  expect(review).toMatchObject({ task: 'recheck-after-death', clause: '2022-83' })
  expect((await county.seen('clerk', `/v1/cases/${caseId}`)).json()).toMatchObject({ status: 'IN_REVIEW' })
  expect(await reviewDeaths(county.deps)).toBe(0)
  const url = `/v1/cases/${caseId}/close-review-unchanged`
  expect(await refused('confirmer', url, { reasons: '无变化' })).toEqual([422, 'review-found-change'])
})

test('2021-57 Art.31: under a crisis measure reviews are put off once, and nothing is stopped', async () => {
  const { caseId } = await county.takeOver('应急期对象', 61)
  const url = `/v1/cases/${caseId}`
  await county.done('publisher', `/v1/crisis-measures/${COUNTY}/declare`, {
    document: { number: '示民发〔2023〕31号', title: '关于应急期间的通知', issuer: '示例县民政局' },
    from: '2023-01-01',
    until: null,
    schemes: [SCHEME],
    pausesExits: true,
    reviewMonthsLonger: 3,
  })
  expect((await county.seen('clerk', url)).json()).toMatchObject({ reviewDue: '2023-12-31' })
  await county.seen('clerk', `/v1/crisis-measures/${COUNTY}`)
  expect(await deferReviews(county.deps)).toBeGreaterThanOrEqual(1)
  expect((await county.seen('clerk', url)).json()).toMatchObject({ reviewDue: '2024-03-31' })
  expect(await deferReviews(county.deps)).toBe(0)
  expect(await deferExits(county.deps)).toBe(0)
  await county.done('clerk', `${url}/open-review`, { cause: 'CADENCE' })
  const stop = { decisionNumber: '停1号', ground: 'OTHER', reasons: '超标' }
  expect(await refused('confirmer', `${url}/decide-termination`, stop)).toEqual([422, 'exit-paused'])
})
