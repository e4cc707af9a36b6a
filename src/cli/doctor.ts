import type { Config } from '../config.ts'
import { pendingMigrations } from '../db.ts'
import { checkCounts } from '../log/postgres/nightly.ts'
import { checkSettingsAt, type Finding } from '../log/postgres/settings.ts'
import type { Anjuan } from '../main.ts'
import { withAnjuan } from './open.ts'
import { say } from './print.ts'
import { proofsOf, type Told } from './proofs.ts'

/**
 * `anjuan doctor`: the settings that lose data, migrations that are missing, keys in the wrong place, the count of the log
 * that is due every night, and the proof of every event. Exit code 0 only when nothing is wrong; warnings do not count.
 */
export const doctorCommand = (): Promise<void> => {
  const troubles: string[] = []
  return withAnjuan({ mode: 'as-found', project: false, troubled: (what) => troubles.push(what) }, async (anjuan) => {
    const { config, databases } = anjuan
    const pending = databases.adminUrl === undefined ? [] : await pendingMigrations(databases.adminUrl)
    const findings = [
      ...(await checkSettingsAt(databases.connectionFor('app_api'))).map(toldOf),
      ...pending.map((name) => ({ fatal: true, text: `migration ${name} has not been run: anjuan migrate` })),
      ...(config.keys.named
        ? []
        : [
            { fatal: false, text: `keys lie beside the data they protect (${config.keys.directory}): set ANJUAN_KEYS` },
          ]),
      ...wayToStore(config),
      ...(await countsOf(anjuan)),
      ...(await proofsOf(anjuan)),
      // Found by the engine while everything was read: what an operator has done to streams.
      ...troubles.map((text) => ({ fatal: true, text })),
    ]
    for (const { fatal, text } of findings) say(`${fatal ? 'WRONG  ' : 'warning'} ${text}`)
    const wrong = findings.filter(({ fatal }) => fatal).length
    const warnings = findings.length - wrong
    say(`${saidOf(wrong)}${warnings > 0 ? ` Warnings to be looked at: ${warnings}.` : ''}`)
    if (wrong > 0) process.exitCode = 1
  })
}

const saidOf = (wrong: number): string => {
  if (wrong === 0) return 'Nothing is wrong.'
  return wrong === 1 ? 'One thing is wrong.' : `${wrong} things are wrong.`
}

/** The address itself is not told: it holds a password. */
const wayToStore = ({ eventStoreUrl }: Config): Told[] =>
  eventStoreUrl !== undefined && /[?&]tls=false/i.test(eventStoreUrl)
    ? [
        {
          fatal: false,
          text: 'EVENTSTORE_URL says tls=false: only for a server on this machine that holds nobody’s data',
        },
      ]
    : []

const toldOf = ({ setting, found, wanted, severity }: Finding): Told => ({
  fatal: severity === 'fatal',
  text: `${setting} is ${found}, wanted ${wanted}`,
})

/** What the nightly count finds. Not for a cluster: there positions have gaps, and streams are its own. */
const countsOf = async ({ config, databases }: Anjuan): Promise<Told[]> => {
  if (config.eventStoreUrl !== undefined) return []
  return (await checkCounts({ connectionString: databases.connectionFor('app_api') })).map(toldOf)
}
