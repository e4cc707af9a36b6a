import type { RefusalFacts } from '../domain/shared/refusal.ts'

/** One row of the HTTP room's table: the status it answers with, and its wording in both languages. */
export type HttpRefusalRow = { status: number; en: string; zh: string; clause?: string }

/**
 * Every "no" of the HTTP room itself. What the domain refuses stands in `domain/refusals.ts`; both tables together are
 * `docs/errors.md`.
 */
export const httpRefusals = {
  // The bytes of a body
  'body-missing': { status: 400, en: 'This request needs a body.', zh: '请求缺少正文。' },
  'body-too-large': { status: 413, en: 'The body is larger than this route takes.', zh: '请求正文超过允许的大小。' },
  'body-not-complete': {
    status: 400,
    en: 'The body is shorter or longer than announced.',
    zh: '请求正文与声明的长度不符。',
  },
  'body-not-utf8': { status: 400, en: 'The body is not valid UTF-8.', zh: '请求正文不是有效的UTF-8编码。' },
  'body-has-bom': {
    status: 400,
    en: 'The body begins with a byte order mark.',
    zh: '请求正文不得以字节序标记（BOM）开头。',
  },
  'media-type-unsupported': {
    status: 415,
    en: 'This route does not take that media type or charset.',
    zh: '不支持该内容类型或字符集。',
  },
  'json-syntax': { status: 400, en: 'The body is not JSON.', zh: '请求正文不是合法的JSON。' },
  'json-too-deep': { status: 400, en: 'The JSON is nested deeper than 32 levels.', zh: 'JSON嵌套超过32层。' },
  'json-duplicate-key': { status: 400, en: 'A JSON object names the same key twice.', zh: 'JSON对象中有重复的键。' },
  'json-forbidden-key': { status: 400, en: 'This key is not allowed in any object.', zh: 'JSON对象中有禁止使用的键。' },
  'json-nul': { status: 400, en: 'A text holds the character NUL.', zh: '文本中含有空字符（NUL）。' },
  'json-lone-surrogate': {
    status: 400,
    en: 'A text holds half of a surrogate pair.',
    zh: '文本中含有不成对的代理字符。',
  },
  'json-number': {
    status: 400,
    en: 'A number must be a plain whole number within ±(2^53 - 1): no fraction, no exponent, no leading zero, no -0.',
    zh: '数字必须是±(2^53-1)以内的整数，不得带小数、指数、前导零或负零。',
  },
  // What a request says
  'input-invalid': {
    status: 400,
    en: 'The request does not fit its schema; see issues.',
    zh: '请求内容不符合要求，详见issues。',
  },
  'field-missing': { status: 400, en: 'This field is required.', zh: '缺少必填项。' },
  'field-unknown': { status: 400, en: 'There is no such field here.', zh: '存在未定义的字段。' },
  'field-wrong-type': { status: 400, en: 'This field has the wrong type.', zh: '字段类型不正确。' },
  'field-wrong-format': { status: 400, en: 'This text does not have the required form.', zh: '文本格式不符合要求。' },
  'field-not-a-day': { status: 400, en: 'This is not a day of the calendar.', zh: '不是有效的日期。' },
  'field-too-small': { status: 400, en: 'This is smaller or shorter than allowed.', zh: '数值过小或内容过短。' },
  'field-too-big': { status: 400, en: 'This is larger or longer than allowed.', zh: '数值过大或内容过长。' },
  'field-not-one-of': { status: 400, en: 'This is none of the allowed values.', zh: '不在允许的取值范围内。' },
  'field-no-variant': { status: 400, en: 'This fits none of the allowed forms.', zh: '不符合任何一种允许的形式。' },
  'field-breaks-rule': { status: 400, en: 'This breaks a rule of the field.', zh: '不符合该字段的规则。' },
  'bad-url': { status: 400, en: 'The URL cannot be decoded.', zh: '网址无法解析。' },
  'cursor-malformed': {
    status: 400,
    en: 'This paging cursor was not given out by this list.',
    zh: '该翻页游标不属于本列表。',
  },
  'as-of-not-reached': { status: 400, en: 'The log has not come that far yet.', zh: '所指定的时点尚未到达。' },
  'prefer-malformed': { status: 400, en: 'Prefer must read wait=<position>.', zh: 'Prefer请求头须为wait=<位置>。' },
  'if-match-malformed': {
    status: 400,
    en: 'If-Match must be one revision in quotes, as in the ETag of an answer.',
    zh: 'If-Match须为带引号的单个版本号，与应答中的ETag一致。',
  },
  'stale-revision': {
    status: 412,
    en: 'Somebody has changed this since you read it.',
    zh: '内容在您读取之后已被他人修改。',
  },
  'not-acceptable': {
    status: 406,
    en: 'This is not offered in any media type you accept.',
    zh: '无法以所要求的格式提供。',
  },
  'too-many-rows': {
    status: 422,
    en: 'Too many rows for a workbook; narrow the list or take CSV.',
    zh: '行数过多，请缩小范围或改用CSV。',
  },
  // Idempotency
  'idempotency-key-missing': {
    status: 400,
    en: 'Every POST needs an Idempotency-Key.',
    zh: '每个POST请求须带有Idempotency-Key。',
  },
  'idempotency-key-malformed': {
    status: 400,
    en: 'An Idempotency-Key is 8 to 128 printable ASCII characters without spaces.',
    zh: 'Idempotency-Key须为8至128个可打印ASCII字符，不含空格。',
  },
  'idempotency-key-reused': {
    status: 422,
    en: 'This Idempotency-Key was used for another body on this route.',
    zh: '该Idempotency-Key已用于本路径上的其他请求内容。',
  },
  'still-running': {
    status: 409,
    en: 'The first request with this key is still running.',
    zh: '使用该Idempotency-Key的首个请求仍在处理中。',
  },
  // Who asks, and for what
  unauthenticated: { status: 401, en: 'A valid bearer token is required.', zh: '需要有效的访问令牌。' },
  'not-permitted': { status: 403, en: 'Your roles do not allow this.', zh: '您的岗位无权进行此操作。' },
  'not-found': { status: 404, en: 'There is no such thing, or not for you.', zh: '不存在，或您无权查看。' },
  'no-such-route': { status: 404, en: 'There is nothing at this address.', zh: '该地址不存在。' },
  'method-not-allowed': { status: 405, en: 'This address does not take that method.', zh: '该地址不支持此请求方法。' },
  // The state of the service
  'too-many-requests': { status: 429, en: 'Too many requests; wait a little.', zh: '请求过于频繁，请稍后再试。' },
  'request-timeout': { status: 408, en: 'The request took too long to arrive.', zh: '请求接收超时。' },
  'not-http': { status: 400, en: 'These bytes are not an HTTP request.', zh: '不是有效的HTTP请求。' },
  'headers-too-large': { status: 431, en: 'The request headers are too large.', zh: '请求头过大。' },
  'lost-race': {
    status: 409,
    en: 'Others changed this at the same moment; try again.',
    zh: '与他人的操作冲突，请重试。',
  },
  'command-id-taken': {
    status: 422,
    en: 'Part of this command was already recorded with other content.',
    zh: '该命令的一部分已以不同内容记录在案。',
  },
  'person-erased': {
    status: 409,
    en: 'The personal data of this person have been erased: nothing new can be kept about them.',
    zh: '该人员的个人信息已删除，不得再登记其个人信息。',
  },
  'commit-too-large': { status: 413, en: 'This would record too much at once.', zh: '一次记录的内容过多。' },
  'text-not-recordable': { status: 400, en: 'This holds something the log must not keep.', zh: '含有不得记录的内容。' },
  'outcome-unknown': {
    status: 503,
    en: 'It is not known whether this was recorded. Send it again with the same Idempotency-Key.',
    zh: '无法确认是否已记录，请使用相同的Idempotency-Key重新发送。',
  },
  'log-unavailable': {
    status: 503,
    en: 'The event log cannot be reached now. Send a command again with the same Idempotency-Key.',
    zh: '事件日志暂不可用；如为办理请求，请使用相同的Idempotency-Key重新发送。',
  },
  'event-not-known': {
    status: 503,
    en: 'A newer version of this program has recorded something that this one cannot read. Nothing was recorded.',
    zh: '日志中有较新版本程序写入、本程序无法识别的事件，未作任何记录，请升级程序。',
  },
  'database-unavailable': {
    status: 503,
    en: 'The database cannot be reached now. Send a command again with the same Idempotency-Key.',
    zh: '数据库暂不可用；如为办理请求，请使用相同的Idempotency-Key重新发送。',
  },
  'under-pressure': { status: 503, en: 'The service is busy; wait a little.', zh: '服务繁忙，请稍后再试。' },
  'view-behind': {
    status: 503,
    en: 'The read model has not reached that point yet.',
    zh: '查询视图尚未更新到所要求的位置。',
  },
  internal: { status: 500, en: 'This is a fault of the service, not of the request.', zh: '服务内部错误。' },
} as const satisfies Record<string, HttpRefusalRow>

/** A code of the HTTP room. */
export type HttpCode = keyof typeof httpRefusals

/** What a refusal of this room may say beside its code. */
export type HttpRefusedDetails = { facts?: RefusalFacts; pointer?: string; headers?: Readonly<Record<string, string>> }

/** The HTTP room's "no". Nothing has been written when it is thrown. */
export class HttpRefused extends Error {
  override readonly name = 'HttpRefused'
  readonly code: HttpCode
  readonly details: HttpRefusedDetails
  /** For fastify, which asks an error for its status before our handler is reached. */
  readonly statusCode: number

  constructor(code: HttpCode, details: HttpRefusedDetails = {}) {
    super(code)
    this.code = code
    this.details = details
    this.statusCode = httpRefusals[code].status
  }
}
