import { type HttpCode, HttpRefused } from './refusals.ts'

const MAX_DEPTH = 32
const MAX_ECHO = 100
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor'])

/** One punctuation mark, string or bare word, after blanks. Sticky: the scan is one pass and never looks back. */
const TOKEN = /[\t\n\r ]*(?:([{}[\],:])|("[^"\\]*(?:\\.[^"\\]*)*")|([^\t\n\r ,:{}[\]"]+))/sy

type Place = { keys: Set<string>; key: string; awaitsKey: boolean } | { index: number }

/**
 * Looks once over JSON text for what `JSON.parse` would take in silence: deep nesting, doubled keys, NUL and lone
 * surrogates in texts, numbers that it would round. Broken syntax is left for `JSON.parse` to refuse.
 * @throws HttpRefused with a JSON pointer to the place
 */
export const scanJson = (text: string): void => {
  const path: Place[] = []
  const refuse = (code: HttpCode) => new HttpRefused(code, { pointer: pointerOf(path) })
  TOKEN.lastIndex = 0
  for (let token = TOKEN.exec(text); token; token = TOKEN.exec(text)) {
    const [, mark, string, word] = token
    const place = path.at(-1)
    if (string !== undefined) {
      const value = string.includes('\\') ? decoded(string) : string.slice(1, -1)
      if (value === undefined) return
      if (place && 'keys' in place && place.awaitsKey) {
        place.key = value
        if (FORBIDDEN_KEYS.has(value)) throw refuse('json-forbidden-key')
        if (place.keys.has(value)) throw refuse('json-duplicate-key')
        place.keys.add(value)
      }
      if (value.includes('\0')) throw refuse('json-nul')
      if (!value.isWellFormed()) throw refuse('json-lone-surrogate')
    } else if (word !== undefined) {
      if (/^[-\d]/.test(word) && !isWholeNumber(word)) throw refuse('json-number')
    } else if (mark === '{' || mark === '[') {
      if (path.length === MAX_DEPTH) throw refuse('json-too-deep')
      path.push(mark === '{' ? { keys: new Set(), key: '', awaitsKey: true } : { index: 0 })
    } else if (mark === '}' || mark === ']') {
      path.pop()
    } else if (place && 'keys' in place) {
      place.awaitsKey = mark === ','
    } else if (place && mark === ',') {
      place.index += 1
    }
  }
}

/** True for the one way to write a whole number that a double holds exactly. */
const isWholeNumber = (literal: string): boolean =>
  Number.isSafeInteger(Number(literal)) && String(Number(literal)) === literal

const decoded = (string: string): string | undefined => {
  try {
    return JSON.parse(string)
  } catch {
    return undefined // a bad escape: JSON.parse of the whole says so
  }
}

const pointerOf = (path: readonly Place[]): string => toPointer(path.flatMap(stepOf))

const stepOf = (place: Place): readonly PropertyKey[] => {
  if ('index' in place) return [place.index]
  return place.keys.size > 0 || place.key !== '' ? [place.key] : []
}

/** A JSON pointer (RFC 6901), cut to 100 characters because its keys come from the request. */
export const toPointer = (path: readonly PropertyKey[]): string =>
  path
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
    .slice(0, MAX_ECHO)
