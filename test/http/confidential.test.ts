import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseCommands } from '../../src/domain/case/commands.ts'
import { kebab } from '../../src/http/commands.ts'
import { grantOrphan, ORPHANS, publishOrphanRate } from './child.ts'
import { COUNTY, type County, openCounty, type Staff, TOWNSHIP, VILLAGE } from './county.ts'

const MONTH = '2030-04'
const RUN = `${COUNTY}-${ORPHANS}-${MONTH}-1`
const PRICE_RUN = `${COUNTY}-priceSubsidy-${MONTH}-1`
const document = { number: 'TEST-1', title: '2030年4月份居民消费价格变动情况', issuer: '示例县统计局' }

type Paths = Record<string, { get?: { operationId: string } }>

let county: County
let paths: Paths
/** Ids by which the child's case may be asked for, and those that no answer to a stranger to it may hold. */
let known: Record<string, string>
let secrets: readonly string[]

beforeAll(async () => {
  county = await openCounty()
  await county.done('clerk', '/v1/demonstration/advance', { to: '2030-03-10' })
  await county.publishStandard(57_000, '2023-01-01')
  await publishOrphanRate(county)
  const { caseId, child, guardian } = await grantOrphan(county, 1)
  await county.takeOver('钱示例', 7)
  await county.done('clerk', '/v1/demonstration/advance', { to: '2030-05-20' })
  const [alertId, leadId] = await alertOf(guardian)
  const enquiryId = await enquiryOf(guardian)
  const inspectionId = await inspectionOf()
  const { created: findingId = '' } = await county.done('confirmer', `/v1/inspections/${inspectionId}/record-finding`, {
    area: TOWNSHIP,
    caseId,
    code: 'PROCEDURE',
    what: '缺签字',
    rectifyBy: county.deps.clock.today(),
  })
  const [paymentId, priceLine] = [await pay(ORPHANS, RUN), await subsidise(child)]
  const enquiry = (await county.seen('clerk', `/v1/enquiries/${enquiryId}`)).json()
  known = { caseId, child, paymentId, priceLine, alertId, enquiryId, inspectionId }
  secrets = [caseId, leadId, paymentId, priceLine, RUN, findingId, enquiry.sent[0].referralId, enquiry.sent[0].caseId]
  paths = (await county.get('auditor', '/openapi.json')).json().paths
})
afterAll(() => county.close())

const alertOf = async (personId: string): Promise<[string, string]> => {
  const raised = { personId, area: VILLAGE, source: 'MEDICAL_COST', what: '学校反映' }
  const { id } = await county.done('clerk', '/v1/alerts', raised)
  const visit = { surveyors: ['surveyor', 'clerk'], finding: 'IN_NEED', findings: '需要帮助' }
  await county.done('surveyor', `/v1/alerts/${id}/record-alert-visit`, visit)
  const closing = { outcome: 'ENTERED', schemes: [ORPHANS], enquiryId: null, note: '转办' }
  await county.done('clerk', `/v1/alerts/${id}/close`, closing)
  const { caseIds } = (await county.seen('clerk', `/v1/alerts/${id}`)).json()
  return [id, caseIds[0]]
}

const enquiryFor = (personId: string) => ({
  personId,
  area: VILLAGE,
  channel: 'HOTLINE',
  kind: 'NEED',
  call: { hotline: '12345', ticket: 'GD20300520001' },
  caller: null,
  what: '咨询',
  origin: null,
})
const referral = {
  referrals: [{ to: { kind: 'SCHEME', scheme: ORPHANS }, matter: '孤儿基本生活费', answerBy: null }],
}

const enquiryOf = async (personId: string): Promise<string> => {
  const { id } = await county.done('clerk', '/v1/enquiries', enquiryFor(personId))
  await county.done('clerk', `/v1/enquiries/${id}/refer-to`, referral)
  return id
}

const inspectionOf = async (): Promise<string> => {
  const { id } = await county.done('confirmer', '/v1/inspections', {
    area: COUNTY,
    title: '在册儿童抽查',
    document: null,
    sample: {
      of: 'ROLL',
      scheme: ORPHANS,
      from: '2030-04-01',
      until: '2030-04-30',
      percent: 100,
      inspectors: ['inspector-1', 'inspector-2'],
      inspectorsPerCase: 2,
    },
  })
  await county.done('confirmer', `/v1/inspections/${id}/draw-sample`, {})
  return id
}

/** Pays the month of a scheme as far as the bank's file; the id of one line. */
const pay = async (scheme: string, run: string): Promise<string> => {
  await county.done('preparer', '/v1/payment-runs', { area: COUNTY, scheme, month: MONTH, purpose: 'REGULAR' })
  const url = `/v1/payment-runs/${run}`
  await county.done('preparer', `${url}/calculate`, {})
  const { hash, lineCount: count, totalFen } = (await county.seen('officer', url)).json()
  await county.done('reviewer', `${url}/review`, { hash, count, totalFen })
  await county.done('approver', `${url}/approve`, { hash, count, totalFen })
  await county.done('preparer', `${url}/instruct`, {})
  await county.done('preparer', `${url}/build-bank-file`, {})
  return (await county.seen('officer', `${url}/lines`)).json().items[0].paymentId
}

/** Pays the price subsidy of the month; the line of the child. */
const subsidise = async (child: string): Promise<string> => {
  for (const [index, yearOnYear] of [
    ['CPI', 360],
    ['FOOD_CPI', 630],
  ])
    await county.done('publisher', `/v1/prices/${COUNTY}/publish-price-index`, {
      month: MONTH,
      index,
      yearOnYear,
      releasedOn: '2030-05-08',
      document,
    })
  await county.done('publisher', `/v1/prices/${COUNTY}/declare-price-trigger`, { month: MONTH })
  await pay('priceSubsidy', PRICE_RUN)
  const { items } = (await county.seen('auditor', `/v1/payment-runs/${PRICE_RUN}/lines`)).json()
  return items.find(({ personId }: { personId: string }) => personId === child).paymentId
}

/** An answer but for the number that every problem has of its own. */
const bytesOf = ({ payload }: { payload: string }): string => payload.replace(/urn:uuid:[0-9a-f-]+/, '')

/** What stands in the address of a read, and what it is asked with. */
const addressOf = (path: string): readonly string[] => {
  const { caseId = '', child = '', paymentId = '', alertId = '', enquiryId = '', inspectionId = '' } = known
  const fill = (id: string) => path.replace(/\{[a-z]+\}/i, id)
  const kind = path.split('/')[2] ?? ''
  const lists: Readonly<Record<string, readonly string[]>> = {
    '/v1/work-items': ['?role=any&totals=true', `?role=any&subjectId=${caseId}`],
    '/v1/cases': ['', `?personId=${child}`, `?scheme=${ORPHANS}`],
    '/v1/audit/acts': ['?actor=clerk'],
    '/v1/spot-check-coverage': ['?from=2030-01-01&until=2030-12-31'],
    '/v1/rosters/{month}': [`?scheme=${ORPHANS}&totals=true`],
    '/v1/ledgers/{month}': ['?totals=true', `?caseId=${caseId}`, '?group=ORPHAN', '?format=csv'],
    '/v1/tallies': ['', `?scheme=${ORPHANS}`, '?group=ORPHAN'],
    '/v1/reserves/{area}/movements': [`?caseId=${caseId}`],
  }
  const ids: Readonly<Record<string, readonly string[]>> = {
    cases: [caseId],
    persons: [child],
    payments: [paymentId],
    alerts: [alertId],
    enquiries: [enquiryId],
    inspections: [inspectionId],
    'payment-runs': [RUN, PRICE_RUN],
    rosters: [MONTH],
    ledgers: [MONTH],
    'low-income-population': [MONTH],
    'support-rolls': ['2030-05-01'],
    'crisis-measures': [COUNTY],
    'price-rosters': [COUNTY],
    prices: [COUNTY],
    policies: [COUNTY],
    reserves: [TOWNSHIP],
    overpayments: [randomUUID()],
    institutions: [randomUUID()],
    reratings: [randomUUID()],
  }
  const found = ids[kind]
  // A read that is added says here by which id it could tell of the case; nothing of a child is behind a random one.
  if (path.includes('{') && found === undefined) throw new Error(`${path}: by which id is it asked?`)
  const filled = path.includes('{') ? (found ?? []).map(fill) : [path]
  return filled.flatMap((url) => (lists[path] ?? ['']).map((query) => `${url}${query}`))
}

/** The reads whose answers to somebody tell of the child's case. */
const tellingTo = async (who: Staff): Promise<string[]> => {
  const telling: string[] = []
  for (const [path, { get }] of Object.entries(paths).filter(([one]) => one.startsWith('/v1/')))
    if (get)
      for (const url of addressOf(path)) {
        const { payload, statusCode } = await county.seen(who, url)
        expect(statusCode, url).toBeLessThan(500)
        const told = payload.replaceAll(url, '')
        if (secrets.some((secret) => told.includes(secret))) telling.push(get.operationId)
      }
  return [...new Set(telling)].sort()
}

const ofCases = ['getAlert', 'getCase', 'getCaseTimeline', 'getEnquiry', 'getLedger', 'getPayment', 'getPaymentRun']
const lists = ['listAlerts', 'listCases', 'listFindings', 'listPaymentRunLines', 'listPaymentRuns', 'listReferrals']
const atWork = [...ofCases, 'getPerson', 'getRoster', ...lists, 'listSample', 'listWorkItems', 'redrawSample']

describe('the case of a child', () => {
  test.each(['assistant', 'publisher', 'surveyor'] as const)(
    'is nowhere to be seen by a %s of its area',
    async (who) => {
      expect(await tellingTo(who)).toEqual([])
    },
  )

  test('is seen by who works on it and by who looks on', async () => {
    const clerk = await tellingTo('clerk')
    expect(clerk).toEqual(expect.arrayContaining(['getCase', 'getCaseTimeline', 'getRoster', 'listCases', 'getPerson']))
    expect(await tellingTo('auditor')).toEqual([...atWork, 'listActs', 'listEvents', 'listReads'].sort())
  })

  test('is counted for nobody who may not see it', async () => {
    const rows = async (who: Staff, url: string) => (await county.seen(who, url)).json()
    for (const url of ['/v1/tallies', `/v1/ledgers/${MONTH}?totals=true`]) {
      const [all, some] = [await rows('auditor', url), await rows('publisher', url)]
      expect(JSON.stringify(all)).toContain('ORPHAN')
      expect(JSON.stringify(some)).not.toMatch(/orphan/i)
      expect(JSON.stringify(some)).toContain('SUBSISTENCE_ALLOWANCE')
    }
    const { enquiryId } = known
    expect(await rows('clerk', `/v1/enquiries/${enquiryId}`)).toMatchObject({ referrals: 1 })
    expect(await rows('assistant', `/v1/enquiries/${enquiryId}`)).toMatchObject({ referrals: 0, sent: [] })
    expect((await rows('assistant', '/v1/enquiries')).items).toMatchObject([{ enquiryId, referrals: 0 }])
    expect((await rows('assistant', `/v1/persons/${known['child']}`)).claims).toEqual([])
  })

  test('answers like one that never was, byte for byte', async () => {
    const { caseId = '', paymentId = '' } = known
    for (const [path, id] of [
      ['/v1/cases/ID', caseId],
      ['/v1/cases/ID/timeline', caseId],
      ['/v1/payments/ID', paymentId],
    ] as const) {
      const unknown = await county.seen('assistant', path.replace('ID', randomUUID()))
      const hidden = await county.seen('assistant', path.replace('ID', id))
      expect(hidden.statusCode).toBe(404)
      expect(bytesOf(hidden)).toBe(bytesOf(unknown))
    }
    const run = await county.seen('publisher', `/v1/payment-runs/${RUN}`)
    const noRun = await county.seen('publisher', `/v1/payment-runs/${RUN.replace(/1$/, '9')}`)
    expect(bytesOf(run)).toBe(bytesOf(noRun))
  })

  test('is not told of by the refusal of any command, nor of its payment run', async () => {
    const { caseId = '', paymentId = '', priceLine = '' } = known
    const stop = { reason: 'OTHER', note: '待核实' }
    const commands = [
      ...caseCommands.map(({ type, example }) => [`/v1/cases/ID/${kebab(type)}`, example, caseId] as const),
      ...['calculate', 'instruct', 'close'].map((name) => [`/v1/payment-runs/ID/${name}`, {}, RUN] as const),
      ...[paymentId, priceLine].map((id) => ['/v1/payments/ID/cancel', stop, id] as const),
    ]
    let answered = 0
    for (const [url, body, own] of commands) {
      const answer = (id: string) => county.post('assistant', url.replace('ID', id), body)
      const unknown = await answer(own === RUN ? RUN.replace(/1$/, '9') : randomUUID())
      const hidden = await answer(own)
      expect(bytesOf(hidden), url).toBe(bytesOf(unknown))
      expect(hidden.statusCode).toBe(404)
      answered += hidden.json().code === 'not-found' ? 1 : 0
    }
    expect(answered).toBeGreaterThan(50)
  })

  test('shows its birth date, health and particulars to nobody', async () => {
    const { caseId } = known
    for (const url of [`/v1/cases/${caseId}`, `/v1/cases/${caseId}/timeline`, '/v1/events?limit=1000']) {
      const { payload } = await county.seen('auditor', url)
      expect(payload).toContain('***')
      expect(payload).not.toMatch(/2020-05-01|HEARING|DECLARED_DEAD|NOT_TRACED|"seriousIllness":true/)
    }
  })

  test('is not told of where somebody is referred to the scheme that they hold', async () => {
    const { child = '' } = known
    const refer = async (who: Staff) => {
      const { id } = await county.done('clerk', '/v1/enquiries', enquiryFor(child))
      return county.post(who, `/v1/enquiries/${id}/refer-to`, referral)
    }
    expect((await refer('clerk')).json()).toMatchObject({ code: 'scheme-held-already' })
    expect((await refer('assistant')).statusCode).toBe(200)
  })

  test('may be handed in by somebody who may not read it afterwards', async () => {
    const lead = { scheme: ORPHANS, area: VILLAGE, source: 'VILLAGE_COMMITTEE', personId: known['child'], note: '上报' }
    const { id } = await county.done('assistant', '/v1/leads', lead)
    expect((await county.seen('assistant', `/v1/cases/${id}`)).statusCode).toBe(404)
    expect((await county.seen('clerk', `/v1/cases/${id}`)).statusCode).toBe(200)
  })
})
