import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { CaseCommand } from '../../../src/domain/case/commands.ts'
import type { CommandCall } from '../../../src/processes/call.ts'
import type { Office } from './office.ts'

/** What a second program is told: where the log is, which case to accept as which command, and where to stop. */
export type Acceptance = {
  address: Office['address']
  call: CommandCall
  caseId: string
  today: string
  /** The stream to which it appends only when it is told to. */
  stopBefore: string
  /** What to do instead of accepting. */
  command?: { type: CaseCommand['type']; data: unknown }
}

/** Starts an acceptance in a process of its own, which stands before its append to that stream when this returns. */
export const startAccepting = async (acceptance: Acceptance) => {
  const program = join(import.meta.dirname, 'accepter.ts')
  const child = spawn(process.execPath, [program, JSON.stringify(acceptance)], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<string | undefined> => (await lines.next()).value
  const first = await next()
  if (first !== 'here') throw new Error(`the program was to stop on its way, and said ${first}`)
  return {
    /** SIGKILL, and waits until it is gone. */
    kill: async (): Promise<void> => {
      child.kill('SIGKILL')
      await once(child, 'close')
    },
    /** Lets it go on; answers its last word. A decision that is taken again is stopped again and let go again. */
    goOn: async (): Promise<string | undefined> => {
      for (;;) {
        child.stdin.write('go\n')
        const word = await next()
        if (word !== 'here') return word
      }
    },
  }
}
