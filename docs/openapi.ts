import type { OpenAPIV3_1 } from 'openapi-types'
import { pino } from 'pino'
import { buildApp } from '../src/http/app.ts'
import type { HttpDeps } from '../src/http/deps.ts'

/** Nothing is asked while documents are made, so there is nothing to ask: whatever is touched fails loudly. */
const untouched = <Part extends object>(name: string): Part =>
  new Proxy({} as Part, {
    get: (_part, member) => {
      throw new Error(`${name}.${String(member)} was asked while documents were made`)
    },
  })

const nothing: HttpDeps = {
  log: untouched('log'),
  vault: untouched('vault'),
  mac: untouched('mac'),
  views: untouched('views'),
  clock: untouched('clock'),
  policyCache: untouched('policyCache'),
  now: () => '',
  waitFor: async () => false,
  authenticate: () => Promise.reject(new Error('nobody signs in while documents are made')),
  idempotency: untouched('idempotency'),
  logger: pino({ level: 'silent' }),
  probes: { checks: async () => [], lag: async () => [] },
  requestsPerMinute: 1,
}

/** JSON for people and for `diff`: what fits into a line stands on one, anything longer has its parts below it. */
const jsonInLines = (value: unknown, indent = ''): string => {
  const line = JSON.stringify(value)
  if (indent.length + line.length <= 120 || typeof value !== 'object' || value === null) return line
  const inner = `${indent}  `
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  const parts = Array.isArray(value)
    ? value.map((part) => jsonInLines(part, inner))
    : Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}: ${jsonInLines(part, inner)}`)
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`
}

const inOrder = <Part>(parts: Readonly<Record<string, Part>>): Readonly<Record<string, Part>> =>
  Object.fromEntries(Object.entries(parts).sort(([a], [b]) => (a < b ? -1 : 1)))

/**
 * OpenAPI 3.1 of the whole API, from the schemas that check the requests; paths and components in order, in whichever one
 * the modules that name them were read.
 */
export const openapiDocument = async (): Promise<string> => {
  const app = await buildApp(nothing)
  const { paths = {}, components = {}, ...document } = app.swagger() as OpenAPIV3_1.Document
  await app.close()
  const parts = Object.entries(components).map(([kind, named]) => [kind, inOrder<unknown>(named)] as const)
  const ordered = { ...document, components: Object.fromEntries(parts), paths: inOrder(paths) }
  return `${jsonInLines(ordered)}\n`
}
