import pg from 'pg'
import { pendingMigrations } from '../db.ts'
import { PartitionAway } from '../log/errors.ts'
import type { Cursor, EventLog, Page } from '../log/port.ts'
import { checkCounts } from '../log/postgres/nightly.ts'
import { checkSettings, type Finding } from '../log/postgres/settings.ts'
import { checkProof } from '../log/proof.ts'
import type { Anjuan } from '../main.ts'
import { withAnjuan } from './open.ts'
import { say } from './print.ts'
import { startProgress } from './progress.ts'

/**
 * `anjuan doctor`: the settings that lose data, migrations that are missing, keys in the wrong place, the count of the log
 * that is due every night, and the proof of every event. Exit code 0 only when nothing is wrong; warnings do not count.
 */
export const doctorCommand = (): Promise<void> =>
  withAnjuan({ mode: 'as-found', project: false }, async (anjuan) => {
    const { config, databases } = anjuan
    const pending = databases.adminUrl === undefined ? [] : await pendingMigrations(databases.adminUrl)
    const findings = [
      ...(await settingsOf(databases.connectionFor('app_api'))),
      ...pending.map((name) => ({ fatal: true, text: `migration ${name} has not been run: anjuan migrate` })),
      ...(config.keys.named
        ? []
        : [
            { fatal: false, text: `keys lie beside the data they protect (${config.keys.directory}): set ANJUAN_KEYS` },
          ]),
      ...(await countsOf(anjuan)),
      ...(await proofsOf(anjuan)),
    ]
    for (const { fatal, text } of findings) say(`${fatal ? 'WRONG  ' : 'warning'} ${text}`)
    const wrong = findings.filter(({ fatal }) => fatal).length
    say(wrong === 0 ? 'Nothing is wrong.' : `${wrong} things are wrong.`)
    if (wrong > 0) process.exitCode = 1
  })

type Told = { fatal: boolean; text: string }

const toldOf = ({ setting, found, wanted, severity }: Finding): Told => ({
  fatal: severity === 'fatal',
  text: `${setting} is ${found}, wanted ${wanted}`,
})

const settingsOf = async (connectionString: string): Promise<Told[]> => {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await checkSettings(client)).map(toldOf)
  } finally {
    await client.end()
  }
}

/** What the nightly count finds. Not for a cluster: there positions have gaps, and streams are its own. */
const countsOf = async ({ config, databases }: Anjuan): Promise<Told[]> => {
  if (config.eventStoreUrl !== undefined) return []
  return (await checkCounts({ connectionString: databases.connectionFor('app_api') })).map(toldOf)
}

const PAGE = 5_000

/** A page of what is on the server: what lies in a file is told, and passed over. */
const readHere = async (log: EventLog, after: Cursor | undefined, told: Told[]): Promise<Page> => {
  try {
    return await log.readAll({ after, limit: PAGE })
  } catch (error) {
    if (!(error instanceof PartitionAway)) throw error
    const { partition, first, end } = error.away
    const before = first - 1n - (after === undefined ? 0n : log.positionOf(after))
    if (before > 0n) return log.readAll({ after, limit: Number(before) })
    told.push({ fatal: false, text: `positions ${first} to ${end - 1n} are in a file (${partition}): not checked` })
    return { events: [], scannedTo: log.cursorAt(end - 1n) }
  }
}

/** Recomputes leaf and MAC of every event from its stored bytes, and sees that no position is empty. */
const proofsOf = async ({ log, keys }: Anjuan): Promise<Told[]> => {
  const told: Told[] = []
  const end = await log.head()
  const progress = startProgress('proofs')
  let last = 0n
  let after: Cursor | undefined
  while ((after === undefined || log.compare(after, end) < 0) && told.length < 100) {
    const page = await readHere(log, after, told)
    for (const event of page.events) {
      // Positions are given out without gaps, so an empty one was taken away: no proof is left that could be wrong.
      if (event.position !== last + 1n)
        told.push({ fatal: true, text: `positions ${last + 1n} to ${event.position - 1n}: there is no event` })
      last = event.position
      const key = keys.keyOf('mac', event.macKey)
      const wrong = checkProof(event, key ? { id: event.macKey, key } : undefined)
      if (!key) told.push({ fatal: true, text: `position ${event.position}: MAC key ${event.macKey} is not here` })
      for (const text of wrong)
        told.push({ fatal: true, text: `position ${event.position} (${event.stream}): ${text}` })
    }
    after = page.scannedTo
    if (page.events.length === 0) last = log.positionOf(after)
    progress.at(Number(log.positionOf(after)), Number(log.positionOf(end)))
  }
  progress.end()
  return told
}
