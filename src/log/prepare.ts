import type { Decided } from '../domain/shared/command.ts'
import type { AnyEvent, EventSchema } from '../domain/shared/event.ts'
import { given } from '../domain/shared/given.ts'
import { personsIn, sealFields } from '../vault/fields.ts'
import type { Vault } from '../vault/port.ts'
import { codecFor } from './codecs.ts'
import { encodeJson } from './encode.ts'
import { Envelope } from './envelope.ts'
import { LogHalted, LogUnavailable, OutcomeUnknown } from './errors.ts'
import { eventIdOf } from './event-id.ts'
import type { Appended, Commit, EventLog, Tip } from './port.ts'
import { type MacKey, sealEvents, type Unsealed } from './proof.ts'

/** What writing needs: the log, the vault for personal fields, the MAC key, and true time (RFC 3339 UTC, microseconds). */
export type WriteSide = { log: EventLog; vault: Vault; mac: MacKey; now: () => string }

/** The part of the envelope that the caller knows; what the facts say themselves is added to it. */
export type EnvelopeOfCall = Omit<Envelope, 'on' | 'causation'> & { on: string; causation?: string }

const REPEATS_OF_UNKNOWN = 2

/** Seals decided facts into a commit: personal fields first, then the proof of each event. */
export const prepare = async <Event extends AnyEvent>(
  side: WriteSide,
  schemas: readonly EventSchema[],
  facts: { stream: string; tip: Tip; events: readonly Decided<Event>[]; envelope: EnvelopeOfCall },
): Promise<Commit> => {
  const [commit] = await prepareMany(side, schemas, [facts])
  if (!commit) throw new Error('one set of facts makes one commit')
  return commit
}

/** The same for many streams at once, with one look into the vault for all of them. */
export const prepareMany = async <Event extends AnyEvent>(
  side: WriteSide,
  schemas: readonly EventSchema[],
  all: readonly { stream: string; tip: Tip; events: readonly Decided<Event>[]; envelope: EnvelopeOfCall }[],
): Promise<Commit[]> => {
  const codec = codecFor(schemas)
  const persons = new Set<string>()
  for (const { events } of all)
    for (const { type, data } of events)
      for (const person of personsIn(codec.schemaOf(type).data, data)) persons.add(person)
  const keys = await side.vault.keysOf([...persons], { create: true })
  const recordedAt = side.now()
  return all.map(({ stream, tip, events, envelope }) => {
    const unsealed = events.map((fact, index): Unsealed => {
      const schema = codec.schemaOf(fact.type)
      return {
        id: eventIdOf(envelope.command, stream, index),
        type: fact.type,
        schemaVersion: schema.schemaVersion,
        payload: encodeJson(sealFields(schema.data, schema.data.parse(fact.data), keys)),
        meta: encodeJson(Envelope.parse(envelopeOf(envelope, fact))),
        recordedAt,
      }
    })
    return { stream, expected: tip, events: sealEvents(stream, tip, unsealed, side.mac).events }
  })
}

const envelopeOf = (
  call: EnvelopeOfCall,
  { on, reason, basis, delegation, corrects, annuls }: Decided<AnyEvent>,
): Envelope => ({
  ...call,
  causation: call.causation ?? call.command,
  on: on ?? call.on,
  ...given({ reason, basis, delegation, corrects, annuls }),
})

/**
 * Appends, and sends the same commit again while its outcome is unknown: the ids make the repeat harmless. A repeat that was
 * surely not written says nothing about the first one, so the outcome stays unknown.
 */
export const appendSurely = async (log: EventLog, commit: Commit): Promise<Appended> => {
  let unknown: OutcomeUnknown | undefined
  for (let repeat = 0; ; repeat += 1) {
    try {
      return await log.append(commit)
    } catch (error) {
      if (unknown && (error instanceof LogUnavailable || error instanceof LogHalted)) throw unknown
      if (!(error instanceof OutcomeUnknown) || repeat >= REPEATS_OF_UNKNOWN) throw error
      unknown = error
    }
  }
}
