import type { z } from 'zod'
import { personalFields } from '../domain/shared/personal.ts'
import { optionFinder } from './union-options.ts'

/** What happens at one personal field: gets its owner, its name and its value, and returns the value to put there. */
type Visit = (personId: string, field: string, value: unknown) => unknown

/** Copies a value of one schema with `visit` applied to every personal field in it. */
export type Walk = (value: unknown, owner: string | undefined, visit: Visit) => unknown

/** Where a schema stands inside its event: the name of the property, and whether an enclosing object names a person. */
type Place = { field: string; owned: boolean }

/** A mistake in an event schema, or data that is not of its schema. Never a fault of whoever sent a command. */
export class PersonalFieldFault extends Error {
  override readonly name = 'PersonalFieldFault'
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const leaf =
  (field: string): Walk =>
  (value, owner, visit) => {
    if (owner === undefined)
      throw new PersonalFieldFault(`the object around the personal field "${field}" has no personId`)
    return visit(owner, field, value)
  }

const walkObject = (shape: z.core.$ZodShape, place: Place): Walk | undefined => {
  const ownsFields = 'personId' in shape
  const parts = Object.entries(shape).flatMap(([field, child]) => {
    const walk = compile(child, { field, owned: place.owned || ownsFields })
    return walk ? [{ field, walk }] : []
  })
  if (parts.length === 0) return undefined
  return (value, outer, visit) => {
    if (!isObject(value)) return value
    const named = ownsFields ? value['personId'] : outer
    const owner = typeof named === 'string' ? named : undefined
    const copy = { ...value }
    for (const { field, walk } of parts) {
      if (copy[field] !== undefined) copy[field] = walk(copy[field], owner, visit)
    }
    return copy
  }
}

const walkEach = (item: z.core.$ZodType, place: Place): Walk | undefined => {
  const walk = compile(item, place)
  if (!walk) return undefined
  return (value, owner, visit) => (Array.isArray(value) ? value.map((entry) => walk(entry, owner, visit)) : value)
}

const walkTuple = (items: readonly z.core.$ZodType[], place: Place): Walk | undefined => {
  const walks = items.map((item) => compile(item, place))
  if (walks.every((walk) => walk === undefined)) return undefined
  return (value, owner, visit) =>
    Array.isArray(value) ? value.map((entry, index) => walks[index]?.(entry, owner, visit) ?? entry) : value
}

const walkRecord = (item: z.core.$ZodType, place: Place): Walk | undefined => {
  const walk = compile(item, place)
  if (!walk) return undefined
  return (value, owner, visit) =>
    isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, walk(entry, owner, visit)]))
      : value
}

const walkUnion = (options: readonly z.core.$ZodType[], place: Place): Walk | undefined => {
  const walks = new Map(options.map((option) => [option, compile(option, place)]))
  if ([...walks.values()].every((walk) => walk === undefined)) return undefined
  const find = optionFinder(options)
  return (value, owner, visit) => {
    const option = find(value)
    if (!option) throw new PersonalFieldFault(`the value of "${place.field}" fits no option of its union`)
    const walk = walks.get(option)
    return walk ? walk(value, owner, visit) : value
  }
}

const through = (walk: Walk | undefined): Walk | undefined =>
  walk && ((value, owner, visit) => (value === null || value === undefined ? value : walk(value, owner, visit)))

/** Recursive schemas are compiled when data first reaches them. */
const walkLazily = (schemaOf: () => z.core.$ZodType, place: Place): Walk => {
  let compiled: { walk: Walk | undefined } | undefined
  return (value, owner, visit) => {
    compiled ??= { walk: compile(schemaOf(), place) }
    return compiled.walk ? compiled.walk(value, owner, visit) : value
  }
}

const compile = (schema: z.core.$ZodType, place: Place): Walk | undefined => {
  if (personalFields.get(schema)?.personal) {
    if (place.owned) return leaf(place.field)
    throw new PersonalFieldFault(`the personal field "${place.field}" has no enclosing object with a personId`)
  }
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'object':
      return walkObject(def.shape, place)
    case 'array':
      return walkEach(def.element, place)
    case 'tuple':
      return walkTuple(def.items, place)
    case 'record':
      return walkRecord(def.valueType, place)
    case 'union':
      return walkUnion(def.options, place)
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return through(compile(def.innerType, place))
    case 'lazy':
      return walkLazily(def.getter, place)
    case 'pipe':
      return compile(def.out, place)
    case 'intersection':
      if (compile(def.left, place) ?? compile(def.right, place))
        throw new PersonalFieldFault(`"${place.field}" is an intersection: put its personal fields into one object`)
      return undefined
    default:
      return undefined
  }
}

const compiled = new WeakMap<z.core.$ZodType, { walk: Walk | undefined }>()

/**
 * The walk of an event's schema, compiled once and kept; undefined where nothing in it is personal. Throws
 * `PersonalFieldFault` when a personal field stands where no object names its person.
 */
export const walkOf = (schema: z.core.$ZodType): Walk | undefined => {
  const known = compiled.get(schema)
  if (known) return known.walk
  const walk = compile(schema, { field: '', owned: false })
  compiled.set(schema, { walk })
  return walk
}
