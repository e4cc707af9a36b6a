import { createHash, createSecretKey, type KeyObject } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { allEvents } from '../../src/domain/events.ts'
import { type EventSchema, versionsOf } from '../../src/domain/shared/event.ts'
import { ERASED, personalFields } from '../../src/domain/shared/personal.ts'
import { codecOf } from '../../src/log/codec.ts'
import type { Envelope } from '../../src/log/envelope.ts'
import type { Recorded } from '../../src/log/port.ts'
import { openFields } from '../../src/vault/fields.ts'
import type { PersonKeys } from '../../src/vault/port.ts'
import { openValue, sealValue } from '../../src/vault/seal.ts'

/**
 * An event as some version of the program has written it: written down when that version was born and never edited. Data
 * has its personal fields sealed, as in the log; `schema` is the schema of that version as JSON Schema.
 */
export type Golden = { type: string; schemaVersion: number; data: unknown; meta: Envelope; schema: unknown }

const here = import.meta.dirname

/** The list of the goldens' hashes, as `sha256sum` writes it: an edited golden no longer fits. */
export const SUMS = join(here, 'SHA256SUMS')

/** Every version of every event type that this program reads. */
export const everyVersion: readonly EventSchema[] = allEvents.flatMap(versionsOf)

/** `PersonRegistered.v1`: what a golden and its approved reading are called. */
export const nameOf = ({ type, schemaVersion }: Pick<Golden, 'type' | 'schemaVersion'>): string =>
  `${type}.v${schemaVersion}`

/** The file of a golden. */
export const fileOf = (name: string): string => join(here, `${name}.json`)

/** The file of what a golden reads as today. Approved anew (`vitest run test/golden -u`) when a type gets a version. */
export const readingOf = (name: string): string => join(here, 'read', `${name}.json`)

/** The names of all goldens there are. */
export const goldenNames = (): string[] =>
  readdirSync(here)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))

/** A golden by its name. */
export const goldenOf = (name: string): Golden => JSON.parse(readFileSync(fileOf(name), 'utf8')) as Golden

/** How files are written here: readable, so that a difference shows what has changed. */
export const textOf = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`

/** A line of the list of hashes. */
export const sumOf = (name: string): string =>
  `${createHash('sha256')
    .update(readFileSync(fileOf(name)))
    .digest('hex')}  ${name}.json`

/**
 * The fingerprint of a schema: its JSON Schema, with `personal` where values are sealed, and without what only documents.
 * Rules that JSON Schema cannot say (`refine`) are not in it.
 */
export const fingerprintOf = (schema: z.ZodType): unknown =>
  z.toJSONSchema(schema, {
    io: 'input',
    // What a schema is called in the documents of the interface is nothing that an event says.
    metadata: z.registry(),
    override: ({ zodSchema, jsonSchema }) => {
      delete jsonSchema.description
      delete jsonSchema.examples
      // How zod spells a day or a UUID as a pattern is zod's business; the format says which it is.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern
      if (personalFields.has(zodSchema)) jsonSchema['personal'] = true
    },
  })

/** The key that a made-up person has here and nowhere else. */
const keyOf = (personId: string): KeyObject =>
  createSecretKey(createHash('sha256').update(`golden ${personId}`).digest())

/** The keys of every made-up person. */
export const goldenKeys: PersonKeys = {
  seal: (personId, field, value) => sealValue(keyOf(personId), personId, field, value),
  open: (personId, field, sealed) => openValue(keyOf(personId), personId, field, sealed),
}

/** The same after every person has been erased. */
export const keysOfErased: PersonKeys = { ...goldenKeys, open: () => ERASED }

const codec = codecOf(allEvents)

/** What a golden reads as in the newest version of its type: as every process reads it. */
export const read = (golden: Golden, keys: PersonKeys): unknown => {
  const { type, schemaVersion, data, meta } = golden
  const stored = {
    payload: JSON.stringify(data),
    meta: JSON.stringify(meta),
    stream: 'golden',
    version: 1,
    position: 1n,
  }
  const fact = codec.parse({ type, schemaVersion, ...stored } as Recorded)
  return openFields(codec.schemaOf(type).data, fact.data, keys)
}

/** The newest schema of a golden's type. */
export const newestOf = ({ type }: Golden): z.ZodType => codec.schemaOf(type).data
