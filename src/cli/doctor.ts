import pg from 'pg'
import { pendingMigrations } from '../db.ts'
import { checkSettings } from '../log/postgres/settings.ts'
import { checkProof } from '../log/proof.ts'
import type { Anjuan } from '../main.ts'
import { withAnjuan } from './open.ts'
import { say } from './print.ts'
import { startProgress } from './progress.ts'

/**
 * `anjuan doctor`: the settings that lose data, migrations that are missing, keys in the wrong place, and the proof of every
 * event. Exit code 0 only when nothing is wrong; warnings do not count.
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
      ...(await proofsOf(anjuan)),
    ]
    for (const { fatal, text } of findings) say(`${fatal ? 'WRONG  ' : 'warning'} ${text}`)
    const wrong = findings.filter(({ fatal }) => fatal).length
    say(wrong === 0 ? 'Nothing is wrong.' : `${wrong} things are wrong.`)
    if (wrong > 0) process.exitCode = 1
  })

type Told = { fatal: boolean; text: string }

const settingsOf = async (connectionString: string): Promise<Told[]> => {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await checkSettings(client)).map(({ setting, found, wanted, severity }) => ({
      fatal: severity === 'fatal',
      text: `${setting} is ${found}, wanted ${wanted}`,
    }))
  } finally {
    await client.end()
  }
}

/** Recomputes leaf and MAC of every event from its stored bytes, and sees that no position is empty. */
const proofsOf = async ({ log, keys }: Anjuan): Promise<Told[]> => {
  const told: Told[] = []
  const head = Number(log.positionOf(await log.head()))
  const progress = startProgress('proofs')
  let last = 0n
  let page = await log.readAll({ limit: 5_000 })
  while (page.events.length > 0 && told.length < 100) {
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
    progress.at(Number(page.events.at(-1)?.position ?? 0), head)
    page = await log.readAll({ after: page.scannedTo, limit: 5_000 })
  }
  progress.end()
  return told
}
