import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { itemsWith } from '../domain/scheme/extreme-poverty-support/support.ts'
import { COUNTY, type County, openCounty } from './county.ts'
import { grant, openCase, openHome, postOpinion, publishHuancui, SUPPORT, type SupportCase } from './support-county.ts'

const document = { number: '示民函〔2023〕7号', title: '关于整合敬老院的批复', issuer: '示例县民政局' }
const selfCare = (unmet: number, level: string) => ({ items: itemsWith(unmet), level, assessor: '示例镇卫生院' })
const agreement = (over: object = {}) => ({
  agreementNumber: '示照〔2023〕12号',
  carer: null,
  organisation: '示例村互助站',
  from: '2023-04-01',
  until: '2024-03-31',
  ...over,
})

let county: County
let home: string
let newHome: string
let inHome: SupportCase
let atHome: SupportCase
beforeAll(async () => {
  county = await openCounty()
  await county.done('clerk', '/v1/demonstration/advance', { to: '2023-03-06' })
  await publishHuancui(county)
  home = await openHome(county, '示例镇敬老院', 1)
  newHome = await openHome(county, '示例县中心敬老院', 9)
  inHome = await openCase(county, '钱示例', 1)
  atHome = await openCase(county, '孙示例', 3, 'RURAL')
})
afterAll(() => county.close())

const refused = async ({ caseId }: SupportCase, command: string, body: object, who: 'clerk' | 'confirmer' = 'clerk') =>
  (await county.post(who, `/v1/cases/${caseId}/${command}`, body)).json()
const move = (to: string) => county.done('clerk', '/v1/demonstration/advance', { to })
const rosterOf = async (month: string) =>
  (await county.seen('confirmer', `/v1/rosters/${month}?scheme=${SUPPORT}`)).json().items as {
    caseId: string
    amountFen: number
  }[]

describe('facts that contradict', () => {
  test('are refused with the clause: a level that the six items do not give (2021-43 Art.22)', async () => {
    expect(await refused(inHome, 'assess-self-care', selfCare(2, 'NONE'))).toMatchObject({
      status: 422,
      code: 'self-care-level',
      clause: '2021-43 Art.22',
      facts: { stated: 'NONE', given: 'PARTIAL' },
    })
  })

  test('and nothing is decided before self-care, form and agreement are there', async () => {
    const opinion = { opinion: 'GRANT', reasons: '符合条件。' }
    expect((await refused(atHome, 'draft-opinion', opinion)).code).toBe('self-care-missing')
    await atHome.act('assess-self-care', selfCare(0, 'FULL'))
    expect((await refused(atHome, 'draft-opinion', opinion)).code).toBe('support-form-missing')
    await atHome.act('choose-support-form', { form: 'DISPERSED', institutionId: null, fromDay: null, statedBy: 'SELF' })
    expect((await refused(atHome, 'draft-opinion', opinion)).code).toBe('care-agreement-missing')
    expect((await refused(atHome, 'sign-care-agreement', agreement({ until: '2023-03-31' }))).code).toBe(
      'care-agreement-days',
    )
    await atHome.act('sign-care-agreement', agreement())
    await atHome.act('record-wish', { wish: 'CENTRALIZED', statedBy: 'SELF', occasion: 'SURVEY' })
    await postOpinion(atHome)
  })
})

describe('a bed', () => {
  const choose = (institutionId: string) => ({
    form: 'CENTRALIZED',
    institutionId,
    fromDay: '2023-03-20',
    statedBy: 'SELF',
  })
  const residents = async (id: string, on: string) =>
    (await county.seen('confirmer', `/v1/institutions/${id}?on=${on}`)).json().residents

  test('is taken by the choice of an institution, and a second choice of the last bed is refused', async () => {
    await inHome.act('assess-self-care', selfCare(6, 'NONE'))
    await inHome.act('choose-support-form', choose(home))
    expect(await residents(home, '2023-03-20')).toBe(1)
    const third = await openCase(county, '李示例', 5)
    expect(await refused(third, 'choose-support-form', choose(home))).toMatchObject({
      status: 422,
      code: 'no-free-bed',
    })
    await third.act('choose-support-form', choose(newHome))
    expect(await residents(newHome, '2023-03-20')).toBe(1)
    await third.act('discontinue-procedure', { ground: 'WITHDRAWN', reasons: '本人撤回。' })
    expect(await residents(newHome, '2023-03-21')).toBe(0)
    expect((await refused(third, 'choose-support-form', choose('00000000-0000-4000-8000-000000000000'))).code).toBe(
      'wrong-state',
    )
    await postOpinion(inHome)
  })
})

describe('a grant', () => {
  test('pays basic living and care money of form and level, to the institution or to the person', async () => {
    await move('2023-03-15')
    await inHome.act('submit-dossier')
    const payee = { kind: 'INSTITUTION', institutionId: newHome }
    const decision = { decisionNumber: '示特〔2023〕1号', holder: inHome.personId, noConflictOfInterest: true }
    expect(
      await refused(inHome, 'decide-grant', { ...decision, amountFen: 181_583, payee }, 'confirmer'),
    ).toMatchObject({ status: 422, code: 'payee-not-of-form' })
    await inHome.act(
      'decide-grant',
      { ...decision, amountFen: 181_583, payee: { kind: 'INSTITUTION', institutionId: home } },
      'confirmer',
    )
    // 620 + 1,648.5 / 12 a month = 757.375.
    await grant(atHome, 75_738)
    const roster = await rosterOf('2023-04')
    expect(new Map(roster.map(({ caseId, amountFen }) => [caseId, amountFen]))).toEqual(
      new Map([
        [inHome.caseId, 181_583],
        [atHome.caseId, 75_738],
      ]),
    )
    expect(await rosterOf('2023-03')).toEqual([])
  })
})

describe('the roll of support', () => {
  const roll = async (day: string, query = '', who: 'confirmer' | 'neighbour' = 'confirmer') =>
    (await county.seen(who, `/v1/support-rolls/${day}${query}`)).json()

  test('counts by form, level and kind of area as of a day, and who would like the other form', async () => {
    const april = await roll('2023-04-01')
    expect(april.counts).toEqual([
      { areaKind: 'RURAL', form: 'DISPERSED', level: 'FULL', persons: 1, wishOtherwise: 1, fen: 75_738 },
      { areaKind: 'URBAN', form: 'CENTRALIZED', level: 'NONE', persons: 1, wishOtherwise: 0, fen: 181_583 },
    ])
    expect(april.items).toContainEqual(
      expect.objectContaining({
        caseId: atHome.caseId,
        name: '孙**',
        agreementUntil: '2024-03-31',
        wish: 'CENTRALIZED',
        institutionId: null,
      }),
    )
    expect((await roll('2023-03-31')).counts).toEqual([])
    expect((await roll('2023-04-01', '?form=CENTRALIZED')).items).toEqual([
      expect.objectContaining({ caseId: inHome.caseId, institutionId: home }),
    ])
    expect((await roll('2023-04-01', '', 'neighbour')).items).toEqual([])
  })

  test('shows a day as it was known at a place of the log', async () => {
    const { position } = await roll('2023-04-01')
    await atHome.act('record-wish', { wish: 'DISPERSED', statedBy: 'SELF', occasion: 'OWN_REQUEST' })
    const wishOn = async (query: string) => (await roll('2023-04-01', `?form=DISPERSED${query}`)).items[0].wish
    expect(await wishOn('')).toBe('DISPERSED')
    expect(await wishOn(`&asOf=${position}`)).toBe('CENTRALIZED')
  })
})

describe('a whole institution', () => {
  test('is moved: the other one is paid from the month on, and what is sent again changes nothing', async () => {
    const url = `/v1/institutions/${home}`
    const wish = { into: newHome, fromMonth: '2023-06', document }
    expect((await county.post('clerk', `${url}/move-residents`, wish)).json().code).toBe('institution-role-needed')
    await county.done('confirmer', `${url}/move-residents`, wish)
    expect((await county.seen('confirmer', `${url}?on=2023-05-31`)).json()).toMatchObject({
      residents: 1,
      move: { into: newHome, fromMonth: '2023-06', residents: 1, remaining: 0, finishedOn: '2023-03-15' },
    })
    expect((await county.seen('confirmer', `${url}?on=2023-06-01`)).json().residents).toBe(0)
    const there = (await county.seen('confirmer', `/v1/institutions/${newHome}/residents?on=2023-06-01`)).json().items
    expect(there).toEqual([expect.objectContaining({ caseId: inHome.caseId, fromDay: '2023-06-01' })])
    expect((await county.post('confirmer', `${url}/move-residents`, wish)).json().code).toBe('no-residents')
    const payees = async (month: string) =>
      ((await rosterOf(month)) as unknown as { caseId: string; payee: unknown }[]).find(
        ({ caseId }) => caseId === inHome.caseId,
      )?.payee
    expect(await payees('2023-05')).toEqual({ kind: 'INSTITUTION', institutionId: home })
    expect(await payees('2023-06')).toEqual({ kind: 'INSTITUTION', institutionId: newHome })
    const homeOn = async (day: string) =>
      (await county.seen('confirmer', `/v1/support-rolls/${day}?form=CENTRALIZED`)).json().items[0].institutionId
    expect([await homeOn('2023-05-31'), await homeOn('2023-06-01')]).toEqual([home, newHome])
    await county.done('confirmer', `${url}/close`, { document })
  })
})

test('a payment month pays the institution for its resident, and the person at home on their own account', async () => {
  await move('2023-04-05')
  const run = `${COUNTY}-${SUPPORT}-2023-04-1`
  await county.done('preparer', '/v1/payment-runs', {
    area: COUNTY,
    scheme: SUPPORT,
    month: '2023-04',
    purpose: 'REGULAR',
  })
  await county.done('preparer', `/v1/payment-runs/${run}/calculate`, {})
  const lines = (await county.seen('reviewer', `/v1/payment-runs/${run}/lines`)).json().items as object[]
  expect(lines).toHaveLength(2)
  expect(lines).toContainEqual(
    expect.objectContaining({
      personId: inHome.personId,
      amountFen: 181_583,
      payee: { kind: 'INSTITUTION', institutionId: home },
    }),
  )
})

describe('leaving', () => {
  const review = { cause: 'OWN_REPORT' }
  const able = {
    incomes: [{ personId: '', kind: 'TRANSFER', monthlyFen: 65_000, source: 'REGISTER' }],
    deductions: [],
    assets: { finding: 'WITHIN', basis: '核对报告' },
  }

  test('self-care that has changed is on the work list until it is assessed again, and pays less from the next month', async () => {
    await inHome.act('report-self-care-change', { note: '能自己吃饭穿衣上下床。' })
    const tasks = async () =>
      ((await county.seen('clerk', '/v1/work-items?limit=500')).json().items as { subjectId: string; task: string }[])
        .filter(({ subjectId }) => subjectId === inHome.caseId)
        .map(({ task }) => task)
    expect(await tasks()).toContain('assess-self-care')
    // Confirmed before the home moved in June, it has begun in April all the same.
    await inHome.act('open-review', review)
    await inHome.act('assess-self-care', selfCare(3, 'PARTIAL'))
    expect(await tasks()).not.toContain('assess-self-care')
    await inHome.act('assess-income', { assessment: { ...able, incomes: [] } })
    // 900 + 5,495 / 12 = 1,357.92.
    await inHome.act(
      'decide-reduction',
      { decisionNumber: '示特减〔2023〕1号', amountFen: 135_792, reasons: '自理能力好转。' },
      'confirmer',
    )
    const amounts = async (month: string) =>
      (await rosterOf(month)).find(({ caseId }) => caseId === inHome.caseId)?.amountFen
    expect([await amounts('2023-04'), await amounts('2023-05')]).toEqual([181_583, 135_792])
  })

  test('hangs seven days on the wall, pays the month of the decision and frees the bed', async () => {
    await inHome.act('open-review', review)
    const incomes = able.incomes.map((income) => ({ ...income, personId: inHome.personId }))
    await inHome.act('assess-income', { assessment: { ...able, incomes } })
    const stop = { decisionNumber: '示特终〔2023〕1号', ground: 'INCOME', reasons: '收入超过低保标准。' }
    expect(await refused(inHome, 'decide-termination', stop, 'confirmer')).toMatchObject({
      status: 422,
      code: 'stop-notice-missing',
      clause: '2021-43 Art.26',
    })
    await inHome.act('post-stop-notice', { ground: 'INCOME', places: ['村务公开栏'] })
    await move('2023-06-10')
    await inHome.act('decide-termination', stop, 'confirmer')
    const months = await Promise.all(['2023-06', '2023-07'].map(rosterOf))
    expect(months.map((rows) => rows.some(({ caseId }) => caseId === inHome.caseId))).toEqual([true, false])
    const residents = async (day: string) =>
      (await county.seen('confirmer', `/v1/institutions/${newHome}?on=${day}`)).json().residents
    expect([await residents('2023-06-10'), await residents('2023-06-11')]).toEqual([1, 0])
  })
})
