/*
 * A program of its own that accepts an application, or carries out what else it is told on a case. Before it appends to one stream (the case, after its claims; or a member,
 * after the claims on those before) it says so and stops, until it is told to go on or killed.
 */
import { once } from 'node:events'
import pg from 'pg'
import type { CaseCommand } from '../../../src/domain/case/commands.ts'
import { caseCommand } from '../../../src/processes/cases/case-command.ts'
import type { Deps } from '../../../src/processes/deps.ts'
import { emptyPolicyCache } from '../../../src/processes/policies.ts'
import { openViewPool, openViews } from '../../../src/projections/open.ts'
import { loadKeys } from '../../../src/vault/keys.ts'
import { openVault } from '../../../src/vault/vault.ts'
import { openLogAt } from './engines.ts'
import type { Acceptance } from './second-program.ts'

const { address, call, caseId, today, stopBefore, command: other } = JSON.parse(process.argv[2] ?? '') as Acceptance

const say = (word: string): void => void process.stdout.write(`${word}\n`)

const log = await openLogAt(address.log)
const pool = new pg.Pool({ connectionString: address.database, max: 2 })
const viewPool = openViewPool({ connectionString: address.database, max: 2 })
const keys = await loadKeys(address.keys)
const deps: Deps = {
  log: {
    ...log,
    append: async (commit) => {
      if (commit.stream === stopBefore) {
        say('here')
        await once(process.stdin, 'data')
      }
      return log.append(commit)
    },
  },
  vault: await openVault({ pool, keys }),
  mac: keys.mac,
  now: () => new Date().toISOString().replace('Z', '000Z'),
  clock: { today: () => today },
  views: openViews(viewPool),
  waitFor: async () => true,
  policyCache: emptyPolicyCache(),
}

const asked = other ?? { type: 'AcceptApplication', data: {} }
const command = { subject: caseId, newId: call.commandId, ...asked } as CaseCommand
await caseCommand(deps, call, command).then(
  () => say('accepted'),
  (error: unknown) => say(error instanceof Error && 'code' in error ? `refused: ${error.code}` : String(error)),
)
process.exit()
