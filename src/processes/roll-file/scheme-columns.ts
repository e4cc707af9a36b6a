import { z } from 'zod'
import type { Scheme } from '../../domain/scheme/scheme.ts'
import { halfWidth } from './cells.ts'
import type { Column } from './column.ts'

/** A column of a scheme's own facts; its heading is the path to the fact, e.g. `certificate.number`. */
export type SchemeColumn = Pick<Column<unknown>, 'heading' | 'required'> & { of: 'scheme' }

/** What a roll file tells of a scheme's own facts: texts by heading, of one household. */
export type ToldFacts = ReadonlyMap<string, string>

type Node = {
  type?: string
  properties?: Readonly<Record<string, Node>>
  anyOf?: readonly Node[]
  $ref?: string
}

type Shape = { root: Node; resolve: (node: Node) => { node: Node; nullable: boolean } }

type Facts = NonNullable<Scheme['particulars']>

/** Each shape is found once: it takes some milliseconds, and a file has ten thousand lines. */
const shapes = new WeakMap<Facts, Shape>()

/** The shape of a scheme's own facts, as their schema has it; null where the scheme asks for none. */
const shapeOf = ({ particulars }: Pick<Scheme, 'particulars'>): Shape | null => {
  if (particulars === null) return null
  const shape = shapes.get(particulars) ?? newShapeOf(particulars)
  shapes.set(particulars, shape)
  return shape
}

const newShapeOf = (particulars: Facts): Shape => {
  const root = z.toJSONSchema(particulars, { unrepresentable: 'any', io: 'input' }) as Node & {
    $defs?: Readonly<Record<string, Node>>
  }
  const deref = (node: Node): Node => root.$defs?.[node.$ref?.split('/').at(-1) ?? ''] ?? node
  const resolve: Shape['resolve'] = (given) => {
    const node = deref(given)
    const others = node.anyOf?.filter(({ type }) => type !== 'null') ?? [node]
    const nullable = node.anyOf !== undefined && others.length < node.anyOf.length
    const [only] = others
    return { node: only && others.length === 1 ? deref(only) : { ...node, anyOf: others }, nullable }
  }
  return { root, resolve }
}

const nameOf = (path: readonly string[]): string => path.join('.')

/** One column for each fact that a scheme asks for, in the order of its schema; a list or a choice of shapes is one of JSON. */
export const schemeColumns = (scheme: Pick<Scheme, 'particulars'>): readonly SchemeColumn[] => {
  const shape = shapeOf(scheme)
  if (!shape) return []
  const leaves = (given: Node, path: readonly string[], required: boolean): SchemeColumn[] => {
    const { node, nullable } = shape.resolve(given)
    const isRequired = required && !nullable
    if (node.properties === undefined) return [{ heading: nameOf(path), required: isRequired, of: 'scheme' }]
    return Object.entries(node.properties).flatMap(([key, below]) => leaves(below, [...path, key], isRequired))
  }
  return leaves(shape.root, [], true)
}

/** What the cells say, put together as the scheme's schema wants it; whether it fits is the schema's to say. */
export const factsFrom = (scheme: Pick<Scheme, 'particulars'>, told: ToldFacts): unknown => {
  const shape = shapeOf(scheme)
  if (!shape) return null
  const build = (given: Node, path: readonly string[]): unknown => {
    const { node, nullable } = shape.resolve(given)
    if (node.properties === undefined) {
      const text = told.get(nameOf(path))
      return text === undefined ? (nullable ? null : undefined) : valueIn(node, text)
    }
    const isBlank = ![...told.keys()].some((heading) => heading.startsWith(`${nameOf(path)}.`))
    if (nullable && isBlank) return null
    return Object.fromEntries(
      Object.entries(node.properties).map(([key, below]) => [key, build(below, [...path, key])]),
    )
  }
  return build(shape.root, [])
}

const words: ReadonlyMap<string, unknown> = new Map([
  ['是', true],
  ['否', false],
])

/** The text of a cell as the schema's kind of value. What cannot be one stays as it is written, and is then refused. */
const valueIn = ({ type }: Node, text: string): unknown => {
  if (type === 'string') return text
  const plain = halfWidth(text)
  if (words.has(plain)) return words.get(plain)
  try {
    return JSON.parse(plain)
  } catch {
    return text
  }
}
