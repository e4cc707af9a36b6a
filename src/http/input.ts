import type { FastifyInstance, FastifySchemaCompiler } from 'fastify'
import { z } from 'zod'
import { toPointer } from './json-scan.ts'
import { type HttpCode, HttpRefused } from './refusals.ts'

const MAX_ECHO = 100
const MAX_ISSUES = 50

/** One thing wrong with a request: where (JSON pointer into the body, query or headers), which code, and in words. */
export type InputIssue = { pointer: string; code: HttpCode; detail: string }

/** The part of a request that a schema is for. */
export type InputPart = 'body' | 'querystring' | 'params' | 'headers'

/** A request that does not fit its schema. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput'
  readonly statusCode = 400
  readonly part: InputPart
  readonly issues: readonly InputIssue[]

  constructor(part: InputPart, issues: readonly InputIssue[]) {
    super('invalid input')
    this.part = part
    this.issues = issues
  }
}

/** Checks a part of a request against its zod schema, strictly and without coercion. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  const part = httpPart as InputPart
  return (data: unknown) => {
    // Fastify hands on null where there was no body at all.
    if (part === 'body' && data === null) return { error: new HttpRefused('body-missing') }
    const nuls = part === 'querystring' ? nulsOf(data) : []
    if (nuls.length > 0) return { error: new InvalidInput(part, nuls) }
    const result = schema.safeParse(data)
    if (result.success) return { value: result.data }
    return { error: new InvalidInput(part, issuesOf(result.error.issues, data)) }
  }
}

/** Refuses a query where a route takes none: whoever sends one means something by it. Call before any route. */
export const refuseUnknownQueries = (app: FastifyInstance): void => {
  app.addHook('onRoute', ({ url, schema }) => {
    if (schema && url.startsWith('/v1/')) schema.querystring ??= z.strictObject({})
  })
}

/** NUL in an address, which no database keeps; in a body the JSON is refused for it before. */
const nulsOf = (data: unknown): readonly InputIssue[] =>
  Object.entries(data as Record<string, unknown>)
    .filter(([, value]) => [value].flat().some((text) => String(text).includes('\0')))
    .map(([name]) => ({ pointer: toPointer([name]), code: 'json-nul', detail: 'A text holds the character NUL.' }))

/** Turns zod's issues into ours: a stable code each, a pointer, and never more than 100 characters of input. */
export const issuesOf = (issues: readonly z.core.$ZodIssue[], data: unknown): readonly InputIssue[] =>
  issues.flatMap((issue) => explain(issue, data, [])).slice(0, MAX_ISSUES)

const explain = (issue: z.core.$ZodIssue, data: unknown, base: readonly PropertyKey[]): InputIssue[] => {
  const path = [...base, ...issue.path]
  const say = (code: HttpCode, detail = issue.message, at = path): InputIssue[] => [
    { pointer: toPointer(at), code, detail: detail.slice(0, MAX_ECHO) },
  ]
  // Zod tells a missing choice or variant as a wrong one.
  const isMissing = valueAt(data, path) === undefined
  if (isMissing && /^invalid_(type|value|union)$/.test(issue.code)) return say('field-missing')
  switch (issue.code) {
    case 'invalid_type':
      return say('field-wrong-type')
    case 'unrecognized_keys':
      return issue.keys.flatMap((key) => say('field-unknown', 'Unknown field.', [...path, key]))
    case 'invalid_format':
      return say(issue.format === 'date' ? 'field-not-a-day' : 'field-wrong-format')
    case 'too_small':
      return say('field-too-small')
    case 'too_big':
      return say('field-too-big')
    case 'invalid_value':
      return say('field-not-one-of')
    case 'invalid_union':
      return nearestBranch(issue, data, path) ?? say('field-no-variant')
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return say('field-breaks-rule')
  }
}

/** Of a union that fits nowhere, the branch that came nearest: the one whose first complaint lies deepest. */
const nearestBranch = (
  issue: z.core.$ZodIssueInvalidUnion,
  data: unknown,
  path: readonly PropertyKey[],
): InputIssue[] | undefined => {
  const depth = (branch: readonly z.core.$ZodIssue[]) => branch[0]?.path.length ?? 0
  const [nearest] = issue.errors.filter((branch) => depth(branch) > 0).toSorted((a, b) => depth(b) - depth(a))
  return nearest?.flatMap((inner) => explain(inner, data, path))
}

const valueAt = (data: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    data,
  )
