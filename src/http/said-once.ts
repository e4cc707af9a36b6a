import type { OpenAPIV3_1 } from 'openapi-types'

type Document = OpenAPIV3_1.Document
type Operation = OpenAPIV3_1.OperationObject
type Parameter = OpenAPIV3_1.ParameterObject
type Parts = Record<string, unknown>

const textOf = (value: unknown): string => JSON.stringify(value)

/**
 * The same document with what its operations repeat named once, under `components`: schemas that read the same in and out,
 * parameters, responses. Two thirds of the document would be repetitions.
 */
export const saidOnce = (document: Document): Document => {
  const said = withoutTwins(document)
  const parameters = namesFor('parameters', said, ({ parameters: all = [] }) =>
    all.map((one) => [`${(one as Parameter).in}-${(one as Parameter).name}`, one]),
  )
  const responses = namesFor('responses', said, ({ responses: all = {} }) =>
    Object.entries(all).map(([status, one]) => [`answer-${status.replace(/^2..$/, '2XX')}`, one]),
  )
  const share = (operation: Operation): Operation => ({
    ...operation,
    ...(operation.parameters && { parameters: operation.parameters.map(parameters.refer) }),
    responses: Object.fromEntries(
      Object.entries(operation.responses ?? {}).map(([status, one]) => [status, responses.refer(one)]),
    ),
  })
  const paths = Object.entries(said.paths ?? {}).map(([path, operations]) => [
    path,
    Object.fromEntries(Object.entries(operations ?? {}).map(([method, one]) => [method, share(one as Operation)])),
  ])
  return {
    ...said,
    paths: Object.fromEntries(paths),
    components: { ...said.components, parameters: parameters.named, responses: responses.named } as NonNullable<
      Document['components']
    >,
  }
}

const operationsOf = ({ paths = {} }: Document): Operation[] =>
  Object.values(paths).flatMap((operations) => Object.values(operations ?? {}) as Operation[])

/** Names for the parts of operations that occur more than once, and a reference in the place of each. */
const namesFor = (kind: string, document: Document, partsOf: (operation: Operation) => [string, object][]) => {
  const counts = new Map<string, number>()
  const parts = operationsOf(document).flatMap(partsOf)
  for (const [, part] of parts) counts.set(textOf(part), (counts.get(textOf(part)) ?? 0) + 1)
  const named: Parts = {}
  const names = new Map<string, string>()
  for (const [name, part] of parts) {
    const text = textOf(part)
    if (names.has(text) || counts.get(text) === 1) continue
    // The most frequent meaning is not looked for: the first one has the plain name, any other a number behind it.
    const taken = Object.keys(named).filter((other) => other.replace(/-\d+$/, '') === name).length
    const own = taken === 0 ? name : `${name}-${taken + 1}`
    names.set(text, own)
    named[own] = part
  }
  const refer = <Part extends object>(part: Part): Part | OpenAPIV3_1.ReferenceObject => {
    const name = names.get(textOf(part))
    return name === undefined ? part : { $ref: `#/components/${kind}/${name}` }
  }
  return { named, refer }
}

/**
 * One schema where zod has made two: it tells what is taken in (`XInput`) from what goes out (`X`), though mostly they read
 * the same, or nobody asks for one of them.
 */
const withoutTwins = (document: Document): Document => {
  const schemas: Parts = document.components?.schemas ?? {}
  const plain = (text: string) => text.replaceAll(/Input"/g, '"')
  const asked = new Set(textOf(document).match(/(?<=#\/components\/schemas\/)\w+/g))
  const isOne = (name: string) =>
    !asked.has(name) || plain(textOf(schemas[name])) === plain(textOf(schemas[`${name}Input`]))
  const outgoing = Object.keys(schemas).filter((name) => `${name}Input` in schemas)
  const one = new Set(outgoing.filter(isOne))
  const kept = Object.entries(schemas).flatMap(([name, schema]) => {
    const base = name.replace(/Input$/, '')
    if (!one.has(base)) return asked.has(name) ? [[name, schema]] : []
    return name !== base && (asked.has(name) || asked.has(base)) ? [[base, schema]] : []
  })
  const text = textOf({ ...document, components: { ...document.components, schemas: Object.fromEntries(kept) } })
  return JSON.parse(
    text.replace(/(?<="#\/components\/schemas\/)(\w+)Input(?=")/g, (ref, name: string) => (one.has(name) ? name : ref)),
  )
}
