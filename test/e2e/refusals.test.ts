import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkDigitOf } from '../../src/domain/person/id-number.ts'
import type { Actor, Role } from '../../src/domain/shared/actor.ts'
import { addDays, addMonths, dayInShanghai, monthOf } from '../../src/domain/shared/day.ts'
import { type Answer, apiOf, type Desk, type Done, type PostOptions, type Problem } from './api.ts'
import { openPlace, type Place } from './program.ts'
import { COUNTY, SCHEME } from './roll.ts'

const MINUTES = 60_000
const VILLAGE = '990101004200'
const today = dayInShanghai(Date.now())
const NOBODY = '00000000-0000-4000-8000-000000000000'
const person = (sub: string, area: string, ...roles: Role[]): Actor => ({ sub, roles, office: area, area })
const actors = {
  clerk: person('clerk', '990101004', 'caseWorker'),
  neighbour: person('neighbour', '990101005', 'caseWorker'),
  preparer: person('preparer', COUNTY, 'paymentPreparer'),
  publisher: person('publisher', COUNTY, 'policyPublisher'),
  auditor: person('auditor', '000000', 'auditor'),
}
type Desks = Record<keyof typeof actors, Desk>

let place: Place
let desks: Desks
let url: string
/** A couple whose application was accepted, somebody else whose was too, and what is only filed. */
const known = { husband: '', wife: '', third: '', accepted: '', other: '', lone: '', household: '', sound: '' }

const identity = (name: string, order: string) => {
  const digits = `${COUNTY}19700203${order}`
  const idNumber = digits + checkDigitOf(digits)
  const sex = Number(order) % 2 === 1 ? 'MALE' : 'FEMALE'
  return { name, idNumber, sex, birthDate: '1970-02-03', address: null, area: VILLAGE }
}
const member = (personId: string, relation: string) => ({
  personId,
  relation,
  canWork: false,
  employed: false,
  birthDate: '1970-02-03',
  disability: null,
  seriousIllness: false,
})
const application = (...members: [string, ...string[]]) => ({
  scheme: SCHEME,
  area: VILLAGE,
  areaKind: 'RURAL',
  filing: 'HOUSEHOLD',
  applicant: members[0],
  proxy: null,
  members: members.map((personId, index) => member(personId, index === 0 ? 'SELF' : 'SPOUSE')),
  declared: { incomes: [], deductions: [], assets: { finding: 'WITHIN', basis: '未超过当地规定' } },
  povertyRegister: false,
  commitmentSignedOn: today,
})
/** Files an application that lacks nothing for its acceptance. */
const file = async (...members: [string, ...string[]]): Promise<string> => {
  const { id } = await desks.clerk.done('/v1/cases', application(...members))
  for (const personId of members)
    await desks.clerk.done(`/v1/cases/${id}/record-authorization`, {
      personId,
      signedOn: today,
      validTo: addDays(today, 300),
    })
  await desks.clerk.done(`/v1/cases/${id}/declare-close-relatives`, { relatives: [] })
  return id
}

beforeAll(async () => {
  place = await openPlace()
  await place.serve()
  url = `http://127.0.0.1:${place.port}`
  const api = apiOf(place)
  const opened = await Promise.all(
    Object.entries(actors).map(async ([name, actor]) => [name, await api.deskOf(actor)] as const),
  )
  desks = Object.fromEntries(opened) as Desks
  const register = async (name: string, order: string) =>
    (await desks.clerk.done('/v1/persons', identity(name, order))).id
  known.husband = await register('孙示例', '001')
  known.wife = await register('李示例', '002')
  known.third = await register('周示例', '003')
  known.accepted = await file(known.husband, known.wife)
  known.other = await file(await register('钱示例', '004'))
  for (const id of [known.accepted, known.other]) await desks.clerk.done(`/v1/cases/${id}/accept-application`, {})
  known.lone = await file(known.wife)
  // Claims are taken in the order of ids: the refusal shall come when another member has been looked at already.
  const claimed = known.husband > known.wife ? known.husband : known.wife
  let free = known.third
  for (let order = 21; free > claimed; order += 1) free = await register('冯示例', `0${order}`)
  known.household = await file(free, claimed)
  known.sound = await file(known.third)
}, 4 * MINUTES)
afterAll(() => place?.clean(), 2 * MINUTES)

type Sent = Answer<Done & Problem>
type Row = { send: () => Promise<Sent>; status: number; code: string; issue?: string }

const raw = async (path: string, init: RequestInit): Promise<Sent> => {
  const response = await fetch(url + path, init)
  const bytes = Buffer.from(await response.arrayBuffer())
  const text = bytes.toString()
  return { status: response.status, headers: response.headers, bytes, text, body: JSON.parse(text) }
}
const register = (body: unknown, options?: PostOptions) => () => desks.clerk.post('/v1/persons', body, options)
const valid = () => identity('郑示例', '009')
const text = (change: (whole: string) => string) => register(change(JSON.stringify(valid())))
const withName = (name: string) => text((whole) => whole.replace('郑示例', name))
const standard = (monthlyFen: string) => () =>
  desks.publisher.post(
    `/v1/policies/${COUNTY}/publish-standard`,
    JSON.stringify({
      document: { number: '示民发〔2022〕12号', title: '标准', issuer: '示范县民政局' },
      effectiveFrom: '2023-01-01',
      inForceOn: '2022-12-20',
      scheme: SCHEME,
      areaKind: 'RURAL',
      monthlyFen: 0,
    }).replace('"monthlyFen":0', `"monthlyFen":${monthlyFen}`),
  )
const openRun =
  (month: string, area = COUNTY) =>
  () =>
    desks.preparer.post('/v1/payment-runs', { area, scheme: SCHEME, month, purpose: 'REGULAR' })
const onCase =
  (id: () => string, command: string, body: unknown, options?: PostOptions, who: keyof Desks = 'clerk') =>
  () =>
    desks[who].post(`/v1/cases/${id()}/${command}`, body, options)
const accepted = () => known.accepted
const invalid = (issue: string) => ({ status: 400, code: 'input-invalid', issue })

const rows: Record<string, Row> = {
  'an unknown field': { send: register({ ...valid(), nickname: '小郑' }), ...invalid('field-unknown') },
  'a missing field': { send: register({ ...valid(), sex: undefined }), ...invalid('field-missing') },
  'a number where a text belongs': { send: register({ ...valid(), name: 7 }), ...invalid('field-wrong-type') },
  'a list where an object belongs': { send: register([valid()]), ...invalid('field-wrong-type') },
  'a value that is none of the allowed': {
    send: register({ ...valid(), sex: 'OTHER' }),
    ...invalid('field-not-one-of'),
  },
  'an impossible day': { send: register({ ...valid(), birthDate: '2023-02-30' }), ...invalid('field-not-a-day') },
  'a day in another form': { send: register({ ...valid(), birthDate: '1970/2/3' }), ...invalid('field-not-a-day') },
  'a name too long': { send: register({ ...valid(), name: '郑'.repeat(51) }), ...invalid('field-too-big') },
  'a name with an invisible character': { send: withName('郑\u200b示例'), ...invalid('field-wrong-format') },
  'a body of a megabyte': { send: withName('郑'.repeat(350_000)), status: 413, code: 'body-too-large' },
  'no body': { send: register(''), status: 400, code: 'body-missing' },
  'a body that is not JSON': { send: text((whole) => whole.slice(1)), status: 400, code: 'json-syntax' },
  'a body that breaks off': { send: text((whole) => whole.slice(0, -5)), status: 400, code: 'json-syntax' },
  'a body nested a thousand deep': { send: register('['.repeat(1_000)), status: 400, code: 'json-too-deep' },
  'a key given twice': {
    send: text((whole) => whole.replace('{', '{"name":"钱示例",')),
    status: 400,
    code: 'json-duplicate-key',
  },
  'a key that poisons prototypes': {
    send: text((whole) => whole.replace('{', '{"__proto__":{},')),
    status: 400,
    code: 'json-forbidden-key',
  },
  'a NUL in a text': { send: withName('郑\\u0000'), status: 400, code: 'json-nul' },
  'half of a surrogate pair': { send: withName('郑\\ud83d'), status: 400, code: 'json-lone-surrogate' },
  'bytes that are not UTF-8': {
    send: register(Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')])),
    status: 400,
    code: 'body-not-utf8',
  },
  'a byte order mark': { send: text((whole) => `\ufeff${whole}`), status: 400, code: 'body-has-bom' },
  'another media type': {
    send: register('name=x', { type: 'text/plain' }),
    status: 415,
    code: 'media-type-unsupported',
  },

  'a sum past 2^53': { send: standard('9007199254740993'), status: 400, code: 'json-number' },
  'a sum of half a fen': { send: standard('57000.5'), status: 400, code: 'json-number' },
  'a sum with an exponent': { send: standard('5e4'), status: 400, code: 'json-number' },
  'a sum of minus zero': { send: standard('-0'), status: 400, code: 'json-number' },
  'a negative sum': { send: standard('-57000'), ...invalid('field-too-small') },
  'a sum as a text': { send: standard('"57000"'), ...invalid('field-wrong-type') },
  'a standard of ten million yuan': { send: standard('1000000000'), status: 422, code: 'implausible-standard' },
  'a thirteenth month': { send: openRun('2023-13'), ...invalid('field-wrong-format') },
  'a month of the far future': {
    send: openRun(addMonths(monthOf(today), 6)),
    status: 422,
    code: 'run-month-out-of-range',
  },
  'a run of a township': { send: openRun(monthOf(today), '990101004'), ...invalid('field-too-big') },
  'a run of another county': { send: openRun(monthOf(today), '990102'), status: 403, code: 'run-outside-area' },
  'a scheme that nobody knows': {
    send: () => desks.clerk.post('/v1/cases', { ...application(known.third), scheme: 'noSuchScheme' }),
    status: 404,
    code: 'unknown-scheme',
  },

  'an ID number with a wrong check digit': {
    send: register({ ...valid(), idNumber: '99010119700203009X' }),
    status: 400,
    code: 'id-number-check-digit',
  },
  'an ID number of another birth date': {
    send: register({ ...valid(), birthDate: '1970-02-04' }),
    status: 422,
    code: 'id-number-differs',
  },
  'an ID number that somebody has': {
    send: register({ ...identity('孙重名', '001') }),
    status: 409,
    code: 'id-number-taken',
  },
  'somebody who was never registered': {
    send: () => desks.clerk.post('/v1/cases', application(NOBODY)),
    status: 404,
    code: 'unknown-person',
  },
  'a member listed twice': {
    send: () => desks.clerk.post('/v1/cases', application(known.third, known.third)),
    status: 400,
    code: 'member-twice',
  },
  'an act that has not happened yet': {
    send: onCase(accepted, 'request-economic-check', { on: addDays(today, 3) }),
    status: 400,
    code: 'future-day',
  },
  'an act of last week without a word why it comes late': {
    send: () => desks.clerk.post('/v1/cases', { ...application(known.third), on: addDays(today, -7) }),
    status: 400,
    code: 'late-without-reason',
  },

  'a revision that somebody has overtaken': {
    send: onCase(accepted, 'request-economic-check', {}, { headers: { 'if-match': '"1"' } }),
    status: 412,
    code: 'stale-revision',
  },
  'an acceptance by who has seen an older revision': {
    send: onCase(() => known.sound, 'accept-application', {}, { headers: { 'if-match': '"1"' } }),
    status: 412,
    code: 'stale-revision',
  },
  'a correction by who has seen an older revision': {
    send: () =>
      desks.clerk.post(`/v1/persons/${known.third}/correct-person`, identity('周示例', '019'), {
        headers: { 'if-match': '"7"' },
      }),
    status: 412,
    code: 'stale-revision',
  },
  'an If-Match that is none': {
    send: onCase(accepted, 'request-economic-check', {}, { headers: { 'if-match': 'latest' } }),
    status: 400,
    code: 'if-match-malformed',
  },
  'a key too short': { send: register(valid(), { key: 'k' }), status: 400, code: 'idempotency-key-malformed' },
  'a command in the wrong state': {
    send: onCase(accepted, 'accept-application', {}),
    status: 409,
    code: 'wrong-state',
  },
  'a decision by the township that may not': {
    send: onCase(accepted, 'decide-refusal', { decisionNumber: '1号', grounds: ['OTHER'], reasons: '无' }),
    status: 403,
    code: 'not-your-duty',
  },
  'a case of another township': {
    send: onCase(accepted, 'request-economic-check', {}, {}, 'neighbour'),
    status: 404,
    code: 'not-found',
  },
  'a case that does not exist': {
    send: onCase(() => NOBODY, 'request-economic-check', {}),
    status: 404,
    code: 'not-found',
  },
  'an id that is none': { send: onCase(() => '1', 'request-economic-check', {}), status: 404, code: 'not-found' },
  'a person alone who is on another roll': {
    send: onCase(() => known.lone, 'accept-application', {}),
    status: 409,
    code: 'scheme-claimed',
  },
  'a household of which one member is on another roll': {
    send: onCase(() => known.household, 'accept-application', {}),
    status: 409,
    code: 'scheme-claimed',
  },
  'a member who is on another roll': {
    send: () =>
      desks.clerk.post(`/v1/cases/${known.other}/add-member`, {
        member: member(known.husband, 'SIBLING'),
        joinedOn: today,
      }),
    status: 409,
    code: 'scheme-claimed',
  },
  'the word of a demonstration where none is': {
    send: () => desks.clerk.post('/v1/demonstration/advance', { to: addDays(today, 1) }),
    status: 403,
    code: 'not-a-demonstration',
  },

  'a stranger': {
    send: () => raw('/v1/persons', { method: 'POST', body: '{}' }),
    status: 401,
    code: 'unauthenticated',
  },
  'a forged token': {
    send: () => raw('/v1/cases', { headers: { authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' } }),
    status: 401,
    code: 'unauthenticated',
  },
  'an address where nothing is': {
    send: () => desks.clerk.get('/v1/no-such-thing'),
    status: 404,
    code: 'no-such-route',
  },
  'a method that is not taken': {
    send: () => raw('/v1/cases', { method: 'DELETE', headers: { authorization: 'Bearer x' } }),
    status: 405,
    code: 'method-not-allowed',
  },
  'an address that cannot be read': { send: () => desks.clerk.get('/v1/cases/%E0%A4%A'), status: 400, code: 'bad-url' },
  'a cursor of nobody': {
    send: () => desks.clerk.get('/v1/cases?after=bm9wZQ'),
    status: 400,
    code: 'cursor-malformed',
  },
  'a page of minus one': { send: () => desks.clerk.get('/v1/cases?limit=-1'), ...invalid('field-wrong-format') },
  'an unknown question': { send: () => desks.clerk.get('/v1/cases?colour=red'), ...invalid('field-unknown') },
  'a moment that has not come': {
    send: () => desks.clerk.get(`/v1/rosters/${monthOf(today)}?asOf=2199-01-01`),
    status: 400,
    code: 'as-of-not-reached',
  },
  'a roster as a picture': {
    send: () => desks.clerk.get(`/v1/rosters/${monthOf(today)}`, { accept: 'image/png' }),
    status: 406,
    code: 'not-acceptable',
  },
  'a roster of somewhere else': {
    send: () => desks.clerk.get(`/v1/rosters/${monthOf(today)}?area=990102`),
    status: 403,
    code: 'not-permitted',
  },
}

/** The whole log as an auditor of the nation reads it: nothing may be added to it by a refusal. */
const logNow = async (): Promise<string[]> => {
  const page = await desks.auditor.read<{ items: { id: string; type: string }[] }>('/v1/events?limit=1000')
  return page.items.map(({ id, type }) => `${type} ${id}`)
}

test.each(Object.entries(rows))('refuses %s with a code of its own, and writes nothing', async (_name, row) => {
  const { send, status, code, issue } = row
  const before = await logNow()
  const answer = await send()
  expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code })
  if (issue) expect(answer.body.issues?.map((one) => one.code)).toContain(issue)
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(answer.body.titleZh).toMatch(/[\u4e00-\u9fff]/)
  expect(answer.text).not.toMatch(/node_modules|\.ts:|select |示例/)
  expect(await logNow()).toEqual(before)
})

test('a key used for one body is refused for another, and gives the first answer for the first', async () => {
  const key = 'one-key-for-two-bodies'
  const [first, second] = [identity('吴示例', '011'), identity('吴示例', '013')]
  const done = await desks.clerk.done('/v1/persons', first, { key })
  const before = await logNow()
  const other = await desks.clerk.post('/v1/persons', second, { key })
  expect(other.body).toMatchObject({ status: 422, code: 'idempotency-key-reused' })
  expect((await desks.clerk.post('/v1/persons', first, { key })).body).toEqual(done)
  expect(await logNow()).toEqual(before)
})

test.each([
  ['bytes that are no request', 'HELO anjuan\r\n\r\n', 400],
  ['headers without end', `GET / HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(40_000)}\r\n\r\n`, 431],
])('%s get an answer and the door closed', async (_name, bytes, status) => {
  const socket = connect(place.port, '127.0.0.1')
  let answer = ''
  socket.setEncoding('utf8').on('data', (part: string) => {
    answer += part
  })
  socket.on('error', () => undefined)
  socket.write(bytes)
  await once(socket, 'close')
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(answer).toContain('application/problem+json')
})
