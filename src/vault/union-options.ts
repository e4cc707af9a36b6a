import { z } from 'zod'
import { personalFields } from '../domain/shared/personal.ts'

type Schema = z.core.$ZodType

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Whether a value is built like a schema, looking away from personal fields: they hold plain values before sealing and
 * sealed text after it, so the schema itself cannot be asked.
 */
const fits = (schema: Schema, value: unknown): boolean => {
  if (personalFields.get(schema)?.personal) return true
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'object':
      return (
        isObject(value) &&
        Object.keys(value).every((key) => key in def.shape) &&
        Object.entries(def.shape).every(([key, child]) => fits(child, value[key]))
      )
    case 'array':
      return Array.isArray(value) && value.every((entry) => fits(def.element, entry))
    case 'record':
      return isObject(value) && Object.values(value).every((entry) => fits(def.valueType, entry))
    case 'union':
      return def.options.some((option) => fits(option, value))
    case 'optional':
      return value === undefined || fits(def.innerType, value)
    case 'nullable':
      return value === null || fits(def.innerType, value)
    default:
      return z.safeParse(schema, value).success
  }
}

/** Finds the option of a union (discriminated or not) that a value, sealed or plain, is built like: the first that fits. */
export const optionFinder =
  (options: readonly Schema[]) =>
  (value: unknown): Schema | undefined =>
    options.find((option) => fits(option, value))
