/*
 * Writes the goldens of event versions that are born: `npm run golden < examples.json`, where the file holds
 * `{ "<Type>": { "data": …, "by": …, "roles": […] } }` with plain, made-up data. A golden that is there is never written again.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { allEvents } from '../../src/domain/events.ts'
import { encodeJson } from '../../src/log/encode.ts'
import { Envelope } from '../../src/log/envelope.ts'
import { idFrom } from '../../src/log/event-id.ts'
import { sealFields } from '../../src/vault/fields.ts'
import { fileOf, fingerprintOf, goldenKeys, goldenNames, nameOf, SUMS, sumOf, textOf } from './golden.ts'

type Example = { data: unknown; stream?: string; envelope?: Partial<Envelope> }

/** A clerk of the synthetic county, where the example does not say otherwise. */
const envelopeOf = (type: string, { stream = 'case', envelope = {} }: Example): Envelope => {
  const command = idFrom('golden', type)
  return Envelope.parse({
    actor: 'li.na',
    roles: ['caseWorker'],
    office: '990101001',
    area: '990101001',
    command,
    correlation: `${stream}-${idFrom('golden', stream)}`,
    causation: command,
    on: '2023-03-06',
    ...envelope,
  })
}

const examples = JSON.parse(readFileSync(0, 'utf8')) as Record<string, Example>
for (const [type, example] of Object.entries(examples)) {
  const schema = allEvents.find((known) => known.type === type)
  if (!schema) throw new Error(`${type} is not declared`)
  const { schemaVersion } = schema
  const file = fileOf(nameOf({ type, schemaVersion }))
  if (existsSync(file)) throw new Error(`${file} was written when ${type} ${schemaVersion} was born`)
  const data = JSON.parse(encodeJson(sealFields(schema.data, schema.data.parse(example.data), goldenKeys)))
  const meta = envelopeOf(type, example)
  writeFileSync(file, textOf({ type, schemaVersion, data, meta, schema: fingerprintOf(schema.data) }))
}
writeFileSync(SUMS, `${goldenNames().sort().map(sumOf).join('\n')}\n`)
