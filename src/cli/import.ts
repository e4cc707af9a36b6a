import { readFile } from 'node:fs/promises'
import { given } from '../domain/shared/given.ts'
import { idFrom } from '../log/event-id.ts'
import { importHouseholds, validateHouseholds } from '../processes/import-households/import-households.ts'
import { areaOfRun } from '../processes/payment-run/identity.ts'
import { importReturnFile } from '../processes/payment-run/import-returns.ts'
import { writeFindings } from '../processes/roll-file/write-findings.ts'
import { terminalActor } from './actor.ts'
import { withAnjuan } from './open.ts'
import { say } from './print.ts'
import { startProgress } from './progress.ts'

/** How a roll is imported. */
export type RollImportOptions = { area?: string; scheme?: string; validateOnly?: boolean; onlySound?: boolean }

/**
 * `anjuan import households <file>` and `anjuan import roll <file> --scheme <code>`: checks a county's roll row by row and
 * takes it over, whole households only.
 */
export const importRollCommand = (path: string, options: RollImportOptions): Promise<void> =>
  withAnjuan({ mode: 'as-found' }, async ({ deps }) => {
    const actor = terminalActor('administrator', options.area)
    const checking = startProgress('checking')
    const check = await validateHouseholds(deps, actor, path, {
      ...given({ scheme: options.scheme }),
      progress: (done) => checking.at(done, done, 'households'),
    })
    checking.end()
    say(`${check.households} households, ${check.persons} persons, ${check.takenOver} taken over before`)
    if (check.findings.length > 0) {
      const file = await writeFindings(check.file, check.findings)
      say(`${check.findings.length} findings, written to ${file}`)
      if (check.findings.some(({ code }) => code === 'scheme-claimed')) for (const line of heldAlready) say(line)
      process.exitCode = 1
      if (!options.onlySound) return
    }
    if (options.validateOnly) return
    const importing = startProgress('taking over')
    const result = await importHouseholds(deps, actor, check, {
      onlySound: options.onlySound ?? false,
      progress: (done) => importing.at(done, check.households, 'households'),
    })
    importing.end()
    say(
      `${result.imported} imported, ${result.takenOver} there before, ${result.refused} refused (file ${result.sha256})`,
    )
  })

/** A corrected file is another file: what an earlier one has brought in is not recognised by it. */
const heldAlready = [
  'scheme-claimed：这些人已由其他案件（例如更正前的名单文件）纳入该项目。更正后的文件是另一份文件：请只导入尚未接收的户；已接收的户在其案件中更正。',
  'scheme-claimed: these people are on the roll by another case, perhaps of the file as it was before it was corrected. A corrected file is another file: hand in only what was not taken over, and correct what was on its cases.',
]

/** `anjuan import return <run> <file>`: reads a bank's return file into a payment run. */
export const importReturnCommand = (runId: string, path: string, { area }: { area?: string }): Promise<void> =>
  withAnjuan({ mode: 'as-found' }, async ({ deps }) => {
    const bytes = await readFile(path)
    const commandId = idFrom(`import return ${runId}`, bytes.toString('base64'))
    const call = { actor: terminalActor('paymentOfficer', area ?? areaOfRun(runId)), commandId }
    const { events } = await importReturnFile(deps, call, runId, bytes)
    for (const event of events) say(JSON.stringify(event))
  })
