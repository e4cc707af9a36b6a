import { InvalidEvent } from './errors.ts'

/** Deeper nesting than this is no event of ours, and would only exhaust the stack. */
const DEEPEST = 64

const refuse = (path: string, what: string): InvalidEvent => new InvalidEvent(`${path || 'the value'} ${what}`)

const checkText = (text: string, path: string): void => {
  if (text.includes('\0')) throw refuse(path, 'holds a NUL character')
  if (!text.isWellFormed()) throw refuse(path, 'holds a lone surrogate')
}

const checkObject = (value: object, path: string, depth: number): void => {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) throw refuse(path, 'is not a plain object')
  for (const [key, member] of Object.entries(value)) {
    checkText(key, path)
    check(member, `${path}.${key}`, depth + 1)
  }
}

const check = (value: unknown, path: string, depth: number): void => {
  if (depth > DEEPEST) throw refuse(path, `is nested deeper than ${DEEPEST}`)
  if (typeof value === 'string') {
    checkText(value, path)
  } else if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw refuse(path, `is ${value}, not a whole number below 2^53`)
  } else if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) check(value[index], `${path}[${index}]`, depth + 1)
  } else if (typeof value === 'object') {
    if (value !== null) checkObject(value, path, depth)
  } else if (typeof value !== 'boolean') {
    throw refuse(path, `is ${typeof value}`)
  }
}

/**
 * The JSON text of an event or envelope. Events hold strings, whole numbers, booleans, null, lists and plain objects; all
 * else (floats, `Date`, `undefined`, NUL, lone surrogates, numbers past 2^53) is refused with `InvalidEvent`, because it
 * would come back changed or could not be read by SQL.
 */
export const encodeJson = (value: unknown): string => {
  check(value, '', 0)
  return JSON.stringify(value)
}

/** An escape of NUL or of a surrogate, not counting a backslash that is itself escaped. */
const POISON = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i

/**
 * Checks JSON text that is about to be stored. PostgreSQL takes the escapes for NUL and lone surrogates as `json` and
 * fails only later, at `->>`: one such event would stop every rebuild for ever. Throws `InvalidEvent`.
 */
export const checkEncoded = (text: string): void => {
  checkText(text, '')
  if (text.includes('\\u') && POISON.test(text)) throw refuse('', 'holds an escaped NUL or surrogate')
}
