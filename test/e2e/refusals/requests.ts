import { addDays, addMonths, monthOf } from '../../../src/domain/shared/day.ts'
import { type Answer, ask, type Done, type PostOptions, type Problem } from '../api.ts'
import { COUNTY, SCHEME } from '../roll.ts'
import { application, type Desks, identity, member, NOBODY, type Scene, today } from './scene.ts'

type Sent = Answer<Done & Problem>
/** A request that is refused: with which status and code, and which issue where the input itself is wrong. */
export type Refused = { send: Send; status: number; code: string; issue?: string }
type Send = (scene: Scene) => Promise<Sent>

const raw =
  (path: string, init: RequestInit): Send =>
  ({ url }) =>
    ask(url + path, init)
const register =
  (body: unknown, options?: PostOptions): Send =>
  ({ desks }) =>
    desks.clerk.post('/v1/persons', body, options)
const valid = () => identity('郑示例', '009')
const text = (change: (whole: string) => string) => register(change(JSON.stringify(valid())))
const withName = (name: string) => text((whole) => whole.replace('郑示例', name))
const standard =
  (monthlyFen: string): Send =>
  ({ desks }) =>
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
  (month: string, area = COUNTY): Send =>
  ({ desks }) =>
    desks.preparer.post('/v1/payment-runs', { area, scheme: SCHEME, month, purpose: 'REGULAR' })
const onCase =
  (
    id: (scene: Scene) => string,
    command: string,
    body: unknown,
    options?: PostOptions,
    who: keyof Desks = 'clerk',
  ): Send =>
  (scene) =>
    scene.desks[who].post(`/v1/cases/${id(scene)}/${command}`, body, options)
const accepted = ({ accepted }: Scene): string => accepted
const invalid = (issue: string) => ({ status: 400, code: 'input-invalid', issue })

/** Every kind of bad input, by what it is. */
export const requests: Readonly<Record<string, Refused>> = {
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
    send: ({ desks, third }) => desks.clerk.post('/v1/cases', { ...application(third), scheme: 'noSuchScheme' }),
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
    send: ({ desks }) => desks.clerk.post('/v1/cases', application(NOBODY)),
    status: 404,
    code: 'unknown-person',
  },
  'a member listed twice': {
    send: ({ desks, third }) => desks.clerk.post('/v1/cases', application(third, third)),
    status: 400,
    code: 'member-twice',
  },
  'an act that has not happened yet': {
    send: onCase(accepted, 'request-economic-check', { on: addDays(today, 3) }),
    status: 400,
    code: 'future-day',
  },
  'an act of last week without a word why it comes late': {
    send: ({ desks, third }) => desks.clerk.post('/v1/cases', { ...application(third), on: addDays(today, -7) }),
    status: 400,
    code: 'late-without-reason',
  },

  'a revision that somebody has overtaken': {
    send: onCase(accepted, 'request-economic-check', {}, { headers: { 'if-match': '"1"' } }),
    status: 412,
    code: 'stale-revision',
  },
  'an acceptance by who has seen an older revision': {
    send: onCase(({ sound }) => sound, 'accept-application', {}, { headers: { 'if-match': '"1"' } }),
    status: 412,
    code: 'stale-revision',
  },
  'a correction by who has seen an older revision': {
    send: ({ desks, third }) =>
      desks.clerk.post(`/v1/persons/${third}/correct-person`, identity('周示例', '019'), {
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
    send: onCase(({ lone }) => lone, 'accept-application', {}),
    status: 409,
    code: 'scheme-claimed',
  },
  'a household of which one member is on another roll': {
    send: onCase(({ household }) => household, 'accept-application', {}),
    status: 409,
    code: 'scheme-claimed',
  },
  'a member who is on another roll': {
    send: ({ desks, husband, other }) =>
      desks.clerk.post(`/v1/cases/${other}/add-member`, {
        member: member(husband, 'SIBLING'),
        joinedOn: today,
      }),
    status: 409,
    code: 'scheme-claimed',
  },
  'the word of a demonstration where none is': {
    send: ({ desks }) => desks.clerk.post('/v1/demonstration/advance', { to: addDays(today, 1) }),
    status: 403,
    code: 'not-a-demonstration',
  },

  'a stranger': {
    send: raw('/v1/persons', { method: 'POST', body: '{}' }),
    status: 401,
    code: 'unauthenticated',
  },
  'a forged token': {
    send: raw('/v1/cases', { headers: { authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' } }),
    status: 401,
    code: 'unauthenticated',
  },
  'an address where nothing is': {
    send: ({ desks }) => desks.clerk.get('/v1/no-such-thing'),
    status: 404,
    code: 'no-such-route',
  },
  'a method that is not taken': {
    send: raw('/v1/cases', { method: 'DELETE', headers: { authorization: 'Bearer x' } }),
    status: 405,
    code: 'method-not-allowed',
  },
  'an address that cannot be read': {
    send: ({ desks }) => desks.clerk.get('/v1/cases/%E0%A4%A'),
    status: 400,
    code: 'bad-url',
  },
  'a cursor of nobody': {
    send: ({ desks }) => desks.clerk.get('/v1/cases?after=bm9wZQ'),
    status: 400,
    code: 'cursor-malformed',
  },
  'a page of minus one': {
    send: ({ desks }) => desks.clerk.get('/v1/cases?limit=-1'),
    ...invalid('field-wrong-format'),
  },
  'an unknown question': {
    send: ({ desks }) => desks.clerk.get('/v1/cases?colour=red'),
    ...invalid('field-unknown'),
  },
  'a moment that has not come': {
    send: ({ desks }) => desks.clerk.get(`/v1/rosters/${monthOf(today)}?asOf=2199-01-01`),
    status: 400,
    code: 'as-of-not-reached',
  },
  'a roster as a picture': {
    send: ({ desks }) => desks.clerk.get(`/v1/rosters/${monthOf(today)}`, { accept: 'image/png' }),
    status: 406,
    code: 'not-acceptable',
  },
  'a roster of somewhere else': {
    send: ({ desks }) => desks.clerk.get(`/v1/rosters/${monthOf(today)}?area=990102`),
    status: 403,
    code: 'not-permitted',
  },
}
