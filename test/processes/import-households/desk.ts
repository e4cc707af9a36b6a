import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { publishedStandards } from '../../../src/demonstration/echeng-2023.ts'
import { countyStaff } from '../../../src/demonstration/staff.ts'
import { idFrom } from '../../../src/log/event-id.ts'
import type { EventLog } from '../../../src/log/port.ts'
import { openPostgresLog } from '../../../src/log/postgres/engine.ts'
import type { Deps } from '../../../src/processes/deps.ts'
import { emptyPolicyCache, policyCommand } from '../../../src/processes/policies.ts'
import type { Database } from '../../../src/projections/schema.ts'
import { loadKeys } from '../../../src/vault/keys.ts'
import { openVault } from '../../../src/vault/vault.ts'
import { freshDatabase } from '../../postgres.ts'

/** The day on which these tests happen. */
export const TODAY = '2022-12-28'

/** A log, a vault and a day of their own, as an import needs them; the standards of 2022 and 2023 are published. */
export type Desk = { deps: Deps; log: EventLog; close(): Promise<void> }

export const openDesk = async (): Promise<Desk> => {
  const database = await freshDatabase()
  const directory = await mkdtemp(join(tmpdir(), 'anjuan-keys-'))
  const keys = await loadKeys(directory)
  const pool = new pg.Pool({ connectionString: database.urlAs('app_api'), max: 4 })
  const log = await openPostgresLog({ connectionString: database.urlAs('app_api') })
  const deps: Deps = {
    log,
    vault: await openVault({ pool, keys }),
    mac: keys.mac,
    now: () => new Date().toISOString().replace('Z', '000Z'),
    clock: { today: () => TODAY },
    views: new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }),
    waitFor: async () => true,
    policyCache: emptyPolicyCache(),
  }
  await publishStandards(deps)
  return {
    deps,
    log,
    close: async () => {
      await log.close()
      await pool.end()
      await database.drop()
      await rm(directory, { recursive: true })
    },
  }
}

const publishStandards = async (deps: Deps): Promise<void> => {
  for (const [areaKind, standards] of [
    ['URBAN', publishedStandards.urban],
    ['RURAL', publishedStandards.rural],
  ] as const)
    for (const year of [2022, 2023] as const) {
      const commandId = idFrom('standards', `${areaKind}/${year}`)
      const document = {
        number: `示民发〔${year}〕1号`,
        title: '关于调整最低生活保障标准的通知',
        issuer: '示范县民政局',
      }
      const dates = { effectiveFrom: `${year}-01-01`, inForceOn: `${year - 1}-12-20` }
      await policyCommand(
        deps,
        { actor: countyStaff.publisher, commandId },
        {
          type: 'PublishStandard',
          subject: '990101',
          newId: commandId,
          data: {
            document,
            ...dates,
            scheme: 'subsistenceAllowance',
            areaKind,
            monthlyFen: standards[year] * 100,
          },
        },
      )
    }
}
