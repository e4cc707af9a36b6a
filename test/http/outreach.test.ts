import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COUNTY, type County, openCounty, SCHEME, TOWNSHIP, VILLAGE } from './county.ts'

let county: County
let personId: string
let today: string
beforeAll(async () => {
  county = await openCounty()
  await county.done('clerk', '/v1/demonstration/advance', { to: '2026-09-15' })
  await county.publishStandard(70_000, '2023-01-01')
  personId = (await county.registerPerson('预警对象', 21)).id
  today = county.deps.clock.today()
})
afterAll(() => county.close())

const raising = () => ({ personId, area: VILLAGE, source: 'MEDICAL_COST', what: '自付费用较大' })

describe('a warning', () => {
  test('is raised, visited, and ends in leads that name it as their cause', async () => {
    const { id } = await county.done('clerk', '/v1/alerts', raising())
    const board = await county.seen('clerk', '/v1/alerts?status=RAISED')
    expect(board.json()).toMatchObject({ items: [{ alertId: id, overdue: false }], today })
    const early = await county.post('clerk', `/v1/alerts/${id}/close`, {
      outcome: 'NOT_IN_NEED',
      schemes: [],
      enquiryId: null,
      note: '无需救助',
    })
    expect(early.json()).toMatchObject({ status: 409, code: 'alert-not-visited' })
    await county.done('surveyor', `/v1/alerts/${id}/record-alert-visit`, {
      surveyors: ['surveyor', 'clerk'],
      finding: 'IN_NEED',
      findings: '住院，收入中断',
    })
    await county.done('clerk', `/v1/alerts/${id}/close`, {
      outcome: 'ENTERED',
      schemes: [SCHEME],
      enquiryId: null,
      note: '转低保申请',
    })
    const shown = await county.seen('clerk', `/v1/alerts/${id}`)
    expect(shown.json()).toMatchObject({ status: 'CLOSED', outcome: 'ENTERED', finding: 'IN_NEED' })
    const [caseId] = shown.json().caseIds
    const lead = await county.seen('clerk', `/v1/cases/${caseId}`)
    expect(lead.json()).toMatchObject({ status: 'LEAD', scheme: SCHEME, area: VILLAGE })
    expect((await county.get('neighbour', `/v1/alerts/${id}`)).statusCode).toBe(404)
  })

  test('that is wrong is refused, and opens no lead', async () => {
    const { id } = await county.done('clerk', '/v1/alerts', raising())
    const refused = await county.post('clerk', `/v1/alerts/${id}/close`, {
      outcome: 'ENTERED',
      schemes: [SCHEME, 'noSuchScheme'],
      enquiryId: null,
      note: '转办',
    })
    expect(refused.json()).toMatchObject({ code: 'unknown-scheme' })
    const leads = await county.seen('clerk', '/v1/cases?status=LEAD')
    expect(leads.json().items).toHaveLength(1)
    const elsewhere = await county.post('neighbour', `/v1/alerts/${id}/record-alert-visit`, {
      surveyors: ['a', 'b'],
      finding: 'IN_NEED',
      findings: '住院',
    })
    expect(elsewhere.statusCode).toBe(404)
    const nobody = await county.post('clerk', '/v1/alerts', { ...raising(), personId: id })
    expect(nobody.json()).toMatchObject({ status: 404, code: 'unknown-person' })
  })

  test('is visited within the days that the county has published', async () => {
    await county.done('publisher', `/v1/policies/${COUNTY}/publish-parameter`, {
      document: { number: '示民发〔2023〕8号', title: '关于预警核查期限的通知', issuer: '示例县民政局' },
      effectiveFrom: '2020-01-01',
      inForceOn: '2020-01-01',
      scheme: 'lowIncomeMonitoring',
      key: 'alertVisitWorkingDays',
      value: '3',
    })
    const { id } = await county.done('clerk', '/v1/alerts', raising())
    const shown = await county.seen('clerk', `/v1/alerts/${id}`)
    expect(shown.json()).toMatchObject({ visitClause: '示民发〔2023〕8号' })
  })
})

test('the one window refers a call to a scheme and a department, and closes with the answer', async () => {
  const { id } = await county.done('clerk', '/v1/enquiries', {
    personId,
    area: VILLAGE,
    channel: 'HOTLINE',
    kind: 'NEED',
    call: { hotline: '12345', ticket: 'GD20230306001' },
    caller: { name: '示例邻居', phone: '010-00000000' },
    what: '反映因病致贫',
    origin: null,
  })
  await county.done('clerk', `/v1/enquiries/${id}/refer-to`, {
    referrals: [
      { to: { kind: 'SCHEME', scheme: SCHEME }, matter: '低保申请', answerBy: null },
      {
        to: { kind: 'DEPARTMENT', department: 'MEDICAL_INSURANCE', office: '示例县医保局' },
        matter: '医疗救助',
        answerBy: today,
      },
    ],
  })
  const shown = (await county.seen('clerk', `/v1/enquiries/${id}`)).json()
  expect(shown).toMatchObject({ status: 'OPEN', hotline: '12345', referrals: 2, openReferrals: 1 })
  const toDepartment = shown.sent.find((one: { department: string | null }) => one.department !== null)
  const toScheme = shown.sent.find((one: { scheme: string | null }) => one.scheme !== null)
  expect((await county.seen('clerk', `/v1/cases/${toScheme.caseId}`)).json()).toMatchObject({ status: 'LEAD' })
  const closing = await county.post('clerk', `/v1/enquiries/${id}/close`, { answer: '已答复' })
  expect(closing.json()).toMatchObject({ status: 409, code: 'referrals-open' })
  await county.done('clerk', `/v1/enquiries/${id}/record-referral-answer`, {
    referralId: toDepartment.referralId,
    outcome: 'HELPED',
    answer: '已纳入医疗救助',
  })
  await county.done('clerk', `/v1/enquiries/${id}/close`, { answer: '已答复来电人' })
  expect((await county.seen('clerk', '/v1/referrals?answered=false')).json().items).toHaveLength(1)
  expect((await county.seen('clerk', '/v1/enquiries?status=CLOSED')).json().items).toHaveLength(1)
  // Who called and what was said is nobody else's: events show it starred.
  const events = await county.seen('auditor', `/v1/events?stream=enquiry-${id}`)
  expect(events.payload).not.toContain('示例邻居')
})

test('a crisis measure is declared, listed for the villages under it, and ended', async () => {
  const document = { number: '示民发〔2020〕3号', title: '关于疫情防控期间的通知', issuer: '示例县民政局' }
  const url = `/v1/crisis-measures/${COUNTY}`
  const { created } = await county.done('publisher', `${url}/declare`, {
    document,
    from: '2020-02-01',
    until: null,
    schemes: [SCHEME],
    pausesExits: true,
    reviewMonthsLonger: 3,
  })
  const inForce = (day: string) => county.seen('clerk', `/v1/crisis-measures/${TOWNSHIP}?inForceOn=${day}`)
  expect((await inForce('2023-01-01')).json().items).toMatchObject([{ measureId: created, untilDay: null }])
  await county.done('publisher', `${url}/end`, { measureId: created, document, lastDay: '2020-06-30' })
  expect((await inForce('2020-07-01')).json().items).toEqual([])
  const strange = await county.post('publisher', `${url}/declare`, {
    document: { ...document, number: '示民发〔2020〕9号' },
    from: '2020-02-01',
    until: null,
    schemes: ['noSuchScheme'],
    pausesExits: true,
    reviewMonthsLonger: null,
  })
  expect(strange.json()).toMatchObject({ code: 'unknown-scheme' })
  const clerk = await county.post('clerk', `${url}/end`, { measureId: created, document, lastDay: '2020-06-01' })
  expect(clerk.json()).toMatchObject({ status: 403, code: 'not-policy-publisher' })
})
