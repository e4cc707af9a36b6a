import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, dayInShanghai } from '../../src/domain/shared/day.ts'
import { openDemonstrationClock } from '../../src/processes/demonstration-day.ts'
import { type County, openCounty, SCHEME, staff, TOWNSHIP, VILLAGE } from './county.ts'

let county: County
let applicant: string
beforeAll(async () => {
  county = await openCounty()
  await county.done('clerk', '/v1/demonstration/advance', { to: '2026-09-15' })
  await county.publishStandard(70_000, '2023-01-01')
  applicant = (await county.registerPerson('李示例', 1)).id
})
afterAll(() => county.close())

const intake = (personId: string, area = VILLAGE) => ({
  scheme: SCHEME,
  area,
  areaKind: 'RURAL',
  filing: 'HOUSEHOLD',
  applicant: personId,
  proxy: null,
  members: [
    {
      personId,
      relation: 'SELF',
      canWork: true,
      employed: false,
      birthDate: '1970-02-03',
      disability: null,
      seriousIllness: false,
    },
  ],
  declared: { incomes: [], deductions: [], assets: { finding: 'WITHIN', basis: 'declared' } },
  povertyRegister: false,
  commitmentSignedOn: null,
})

describe('an application', () => {
  test('comes into being with an address, a revision and a place in the log', async () => {
    const answer = await county.post('clerk', '/v1/cases', intake(applicant))
    expect(answer.statusCode).toBe(201)
    const { id, revision, position } = answer.json()
    expect(answer.headers['location']).toBe(`/v1/cases/${id}`)
    expect(answer.headers.etag).toBe(`"${revision}"`)

    const read = await county.seen('clerk', `/v1/cases/${id}`, { prefer: `wait=${position}` })
    expect(read.headers['preference-applied']).toBe(`wait=${position}`)
    expect(read.headers.etag).toBe(`"${revision}"`)
    expect(read.json()).toMatchObject({ caseId: id, status: 'INTAKE', area: VILLAGE, applicant, revision })
    expect(Number(read.json().position)).toBeGreaterThanOrEqual(Number(position))
  })

  test('sent again under its key is the same application', async () => {
    const key = { 'idempotency-key': 'the-same-application' }
    const first = await county.post('clerk', '/v1/cases', intake(applicant), key)
    const again = await county.post('clerk', '/v1/cases', intake(applicant), key)
    expect(again.payload).toBe(first.payload)
    expect(again.headers['location']).toBe(first.headers['location'])
    expect(again.headers['idempotency-replayed']).toBe('true')
  })

  test('whose row of the memory was lost is found in the log, and answers the same bytes', async () => {
    const key = { 'idempotency-key': 'remembered-by-the-log' }
    const first = await county.post('clerk', '/v1/cases', intake(applicant), key)
    await county.forget('remembered-by-the-log')
    const again = await county.post('clerk', '/v1/cases', intake(applicant), key)
    expect(again.payload).toBe(first.payload)
    expect(again.headers['idempotency-replayed']).toBeUndefined()
  })
})

/** A problem without the number of its occurrence. */
const same = ({ instance: _occurrence, ...problem }: Record<string, unknown>) => problem

describe('a command on a case', () => {
  const url = async () => `/v1/cases/${(await county.done('clerk', '/v1/cases', intake(applicant))).id}`
  const authorization = () => ({ personId: applicant, signedOn: '2023-03-01', validTo: '2099-03-01' })

  test('meant for another revision is refused with the present one, and goes through for that', async () => {
    const at = await url()
    const stale = await county.post('clerk', `${at}/record-authorization`, authorization(), { 'if-match': '"7"' })
    expect(stale.json()).toMatchObject({ status: 412, code: 'stale-revision', facts: { seen: 7, actual: 1 } })
    const fresh = await county.post('clerk', `${at}/record-authorization`, authorization(), { 'if-match': '"1"' })
    expect(fresh.json()).toMatchObject({ revision: 2 })
  })

  test('that a rule forbids says so in both languages and changes nothing', async () => {
    const at = await url()
    const answer = await county.post('surveyor', `${at}/accept-application`, {})
    expect(answer.json()).toMatchObject({ status: 403, code: 'not-your-duty' })
    expect((await county.seen('clerk', at)).json().revision).toBe(1)
  })

  test('of somebody from another township is as if the case were not there', async () => {
    const at = await url()
    await county.seen('clerk', at)
    const foreign = await county.post('neighbour', `${at}/record-authorization`, authorization())
    const unknown = await county.post(
      'neighbour',
      '/v1/cases/00000000-0000-4000-8000-000000000000/record-authorization',
      authorization(),
    )
    const malformed = await county.post('neighbour', '/v1/cases/x/record-authorization', authorization())
    const withoutRole = await county.post('neighbour', `${at}/draft-opinion`, {
      opinion: 'GRANT',
      reasons: 'none of theirs',
    })
    const stale = await county.post('neighbour', `${at}/record-authorization`, authorization(), { 'if-match': '"9"' })
    expect(same(withoutRole.json())).toEqual(same(unknown.json()))
    expect(same(stale.json())).toEqual(same(unknown.json()))
    expect(foreign.statusCode).toBe(404)
    expect(same(foreign.json())).toEqual(same(unknown.json()))
    expect(same(malformed.json())).toEqual(same(unknown.json()))
  })

  test('has one address: an id in capitals is another text, and not found', async () => {
    const at = await url()
    expect((await county.seen('clerk', at.toUpperCase().replace('/V1/CASES', '/v1/cases'))).statusCode).toBe(404)
  })
})

describe('a case read', () => {
  test('by somebody from another township is not found, and not listed', async () => {
    const { id } = await county.done('clerk', '/v1/cases', intake(applicant))
    for (const path of [`/v1/cases/${id}`, `/v1/cases/${id}/timeline`])
      expect((await county.seen('neighbour', path)).json()).toMatchObject({ status: 404, code: 'not-found' })
    expect((await county.seen('neighbour', '/v1/cases')).json().items).toEqual([])
    expect((await county.seen('confirmer', `/v1/cases/${id}`)).statusCode).toBe(200)
  })

  test('shows no name, number, birth date or health in full', async () => {
    const { id } = await county.done('clerk', '/v1/cases', intake(applicant))
    const answer = await county.seen('clerk', `/v1/cases/${id}`)
    expect(answer.json().persons[0]).toMatchObject({ name: '李**', idNumber: '**************0012' })
    expect(answer.payload).not.toMatch(/李示例|1970-02-03|sealed:/)
    expect((await county.seen('clerk', `/v1/cases/${id}/timeline`)).payload).not.toMatch(/1970-02-03|sealed:/)
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  test('as known then is the case of then; before it came it is not found', async () => {
    const opened = await county.done('clerk', '/v1/cases', intake(applicant))
    const before = new Date().toISOString()
    const url = `/v1/cases/${opened.id}`
    await county.done('clerk', `${url}/record-authorization`, {
      personId: applicant,
      signedOn: '2023-03-01',
      validTo: '2099-03-01',
    })
    expect((await county.seen('clerk', url)).json()).toMatchObject({ revision: 2 })
    const then = await county.seen('clerk', `${url}?asOf=${opened.position}`)
    expect(then.json()).toMatchObject({ revision: 1, position: opened.position })
    expect((await county.seen('clerk', `${url}?asOf=${before}`)).json()).toMatchObject({ revision: 1 })
    expect((await county.seen('clerk', `${url}/timeline?asOf=${opened.position}`)).json().items).toHaveLength(1)
    const first = (await county.seen('clerk', `${url}/timeline?limit=1`)).json()
    const rest = (await county.seen('clerk', `${url}/timeline?limit=1&after=${first.next}`)).json()
    expect([...first.items, ...rest.items].map(({ version }) => version)).toEqual([1, 2])
    expect(rest.next).toBeNull()
    expect((await county.seen('clerk', `${url}?asOf=${Number(opened.position) - 1}`)).statusCode).toBe(404)
    expect((await county.seen('clerk', `${url}?asOf=2020-01-01`)).statusCode).toBe(404)
    expect((await county.seen('clerk', `${url}?asOf=${dayInShanghai(Date.now())}`)).json()).toMatchObject({
      revision: 2,
    })
  })

  test.each([
    ['2026-02-30', 'input-invalid'],
    ['yesterday', 'input-invalid'],
    ['-1', 'input-invalid'],
    ['999999999', 'as-of-not-reached'],
    ['2199-01-01', 'as-of-not-reached'],
    ['2199-01-01T00:00:00Z', 'as-of-not-reached'],
  ])('as of %s is refused', async (asOf, code) => {
    const answer = await county.seen('clerk', `/v1/cases/00000000-0000-4000-8000-000000000000?asOf=${asOf}`)
    expect(answer.json()).toMatchObject({ status: 400, code })
  })

  test('says who did what, when, in which role', async () => {
    const { id } = await county.done('clerk', '/v1/cases', intake(applicant))
    const { items } = (await county.seen('clerk', `/v1/cases/${id}/timeline`)).json()
    expect(items).toEqual([
      expect.objectContaining({
        type: 'IntakeRegistered',
        version: 1,
        actor: 'clerk',
        roles: ['caseWorker'],
        actorArea: TOWNSHIP,
      }),
    ])
  })
})

describe('the list of cases', () => {
  test('pages through every case once, by cursor and by link', async () => {
    for (let i = 0; i < 3; i += 1) await county.done('clerk', '/v1/cases', intake(applicant))
    const all = (await county.seen('clerk', '/v1/cases?limit=500')).json().items
    const found: string[] = []
    let url: string | undefined = '/v1/cases?limit=2&status=INTAKE,ACCEPTED'
    while (url) {
      const answer = await county.get('clerk', url)
      found.push(...answer.json().items.map(({ caseId }: { caseId: string }) => caseId))
      url = /<(.+)>; rel="next"/.exec(String(answer.headers.link))?.[1]
      expect(url === undefined).toBe(answer.json().next === null)
    }
    expect(found).toEqual(all.map(({ caseId }: { caseId: string }) => caseId))
    expect(new Set(found).size).toBe(found.length)
  })

  test.each([
    'after=x',
    `after=${Buffer.from('[1,2,3]').toString('base64url')}`,
    `after=${Buffer.from('["990101","not a uuid"]').toString('base64url')}`,
    `after=${Buffer.from('["\\u0000","\\u0000"]').toString('base64url')}`,
  ])('refuses a cursor that it did not give out: %s', async (query) => {
    expect((await county.get('clerk', `/v1/cases?${query}`)).json()).toMatchObject({
      status: 400,
      code: 'cursor-malformed',
    })
  })

  test.each([
    'limit=0',
    'limit=501',
    'limit=1e1',
    'limit=1&limit=2',
    'status=intake',
    'unknown=1',
    'area=99',
    'reviewDueBy=2026-02-30',
  ])('refuses the query %s', async (query) => {
    const answer = await county.get('clerk', `/v1/cases?${query}`)
    expect(answer.json()).toMatchObject({ status: 400, code: 'input-invalid', facts: { part: 'querystring' } })
  })

  test('of an area outside one’s own is refused', async () => {
    expect((await county.get('clerk', '/v1/cases?area=990101002')).json()).toMatchObject({ code: 'not-permitted' })
    expect((await county.get('confirmer', '/v1/cases?area=990101002')).statusCode).toBe(200)
  })

  test('ignores other preferences, refuses a broken one, and does not claim what did not come true', async () => {
    expect((await county.get('clerk', '/v1/cases', { prefer: 'return=minimal' })).statusCode).toBe(200)
    const broken = await county.get('clerk', '/v1/cases', { prefer: 'wait=soon' })
    expect(broken.json()).toMatchObject({ status: 400, code: 'prefer-malformed' })
    const never = await county.get('clerk', '/v1/cases', { prefer: 'wait=99999999' })
    expect(never.statusCode).toBe(200)
    expect(never.headers['preference-applied']).toBeUndefined()
  })

  test('2021-57 Art.11: the register of officials’ kin is asked for by itself, and so is a roll that was taken over', async () => {
    const today = county.deps.clock.today()
    const { id: related } = await county.done('clerk', '/v1/cases', { ...intake(applicant), commitmentSignedOn: today })
    const { id: other } = await county.done('clerk', '/v1/cases', intake(applicant))
    const relatives = [{ personId: applicant, relation: '兄弟', officialRole: '村（居）委会委员' }]
    const signed = { personId: applicant, signedOn: today, validTo: '2099-12-31' }
    await county.done('clerk', `/v1/cases/${related}/record-authorization`, signed)
    await county.done('clerk', `/v1/cases/${related}/declare-close-relatives`, { relatives })
    await county.done('clerk', `/v1/cases/${related}/accept-application`, {})
    const { caseId } = await county.takeOver('王接续', 61)
    const listed = async (query: string): Promise<string[]> =>
      (await county.seen('auditor', `/v1/cases?limit=500&${query}`))
        .json()
        .items.map((row: { caseId: string }) => row.caseId)
    expect(await listed('closeRelative=true')).toEqual([related])
    expect(await listed('closeRelative=false')).toEqual(expect.arrayContaining([other, caseId]))
    expect(await listed('takenOver=true')).toEqual([caseId])
  })
})

test('work items tell what is next for the reader’s own roles', async () => {
  const { id } = await county.done('clerk', '/v1/cases', intake(applicant))
  const mine = (await county.seen('clerk', `/v1/work-items?subjectId=${id}&totals=true`)).json()
  expect(mine.items).toEqual([
    expect.objectContaining({ task: 'accept-application', role: 'caseWorker', zh: '受理申请' }),
  ])
  expect(mine.totals.length).toBeGreaterThan(0)
  expect((await county.seen('surveyor', `/v1/work-items?subjectId=${id}`)).json().items).toEqual([])
  expect((await county.seen('surveyor', `/v1/work-items?subjectId=${id}&role=any`)).json().items).toHaveLength(1)
  expect((await county.seen('neighbour', `/v1/work-items?subjectId=${id}&role=any`)).json().items).toEqual([])
})

test('the feed gives auditors every event of their area, in order, and says how far it looked', async () => {
  expect((await county.get('clerk', '/v1/events')).json()).toMatchObject({ status: 403, code: 'not-permitted' })
  expect((await county.get('auditor', '/v1/events?after=kdb:1')).json()).toMatchObject({ code: 'cursor-malformed' })
  expect((await county.get('auditor', `/v1/events?after=pg:${'9'.repeat(30)}`)).json()).toMatchObject({
    code: 'cursor-malformed',
  })
  expect((await county.get('auditor', '/v1/events?after=pg:999999')).json()).toMatchObject({
    status: 400,
    code: 'as-of-not-reached',
    facts: { head: expect.stringMatching(/^pg:\d+$/) },
  })
  const types: string[] = []
  let after = ''
  for (;;) {
    const { items, scannedTo } = (await county.get('auditor', `/v1/events?limit=3${after}`)).json()
    if (after === `&after=${scannedTo}`) break
    after = `&after=${scannedTo}`
    types.push(...items.map(({ type }: { type: string }) => type))
    expect(JSON.stringify(items)).not.toMatch(/sealed:|李示例/)
  }
  expect(types).toContain('PersonRegistered')
  expect(types).toContain('IntakeRegistered')
  const some = (await county.get('auditor', '/v1/events?types=StandardPublished&limit=1000')).json()
  expect(some.items.map(({ type }: { type: string }) => type)).toEqual(['StandardPublished'])
})

test('an inspector follows what one account has done, newest first; others may not, and acts elsewhere are not shown', async () => {
  const { id } = (await county.post('clerk', '/v1/cases', intake(applicant))).json()
  const acts = await county.seen('auditor', '/v1/audit/acts?actor=clerk&limit=2')
  expect(acts.json().items[0]).toMatchObject({
    caseId: id,
    actor: 'clerk',
    type: 'IntakeRegistered',
    roles: ['caseWorker'],
  })
  expect((await county.seen('auditor', '/v1/audit/acts?actor=clerk&area=990101002')).json().items).toEqual([])
  expect((await county.seen('auditor', '/v1/audit/acts?actor=clerk&to=2001-01-01')).json().items).toEqual([])
  const refused = await county.seen('clerk', '/v1/audit/acts?actor=clerk')
  expect([refused.statusCode, refused.json().code]).toEqual([403, 'not-permitted'])
})

test('a day to which another process has advanced is the day of the next request', async () => {
  const today = async () => (await county.get('clerk', '/v1/demonstration')).json().today
  const to = addDays(await today(), 1)
  const another = await openDemonstrationClock(county.deps)
  await another.advance(county.deps, { actor: staff.publisher, commandId: crypto.randomUUID() }, to)
  expect(await today()).toBe(to)
})

test('the demonstration’s day moves forward and never back', async () => {
  const { today, demonstration } = (await county.get('clerk', '/v1/demonstration')).json()
  expect(demonstration).toBe(true)
  const next = `${Number(today.slice(0, 4)) + 1}-01-04`
  await county.done('clerk', '/v1/demonstration/advance', { to: next })
  expect((await county.get('clerk', '/v1/demonstration')).json().today).toBe(next)
  const back = await county.post('clerk', '/v1/demonstration/advance', { to: today })
  expect(back.json()).toMatchObject({ status: 422, code: 'day-not-later' })
})
