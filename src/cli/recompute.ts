import { Month } from '../domain/shared/day.ts'
import { ModeFault } from '../mode.ts'
import { recompute } from '../processes/recompute/recompute.ts'
import { withAnjuan } from './open.ts'
import { say } from './print.ts'

/** Which month is performed again. */
export type RecomputeOptions = { month: string; area?: string; scheme?: string; json?: boolean }

/** `anjuan recompute`: performs every payment of a month again from the log alone; exit code 0 only without differences. */
export const recomputeCommand = ({ month, area, scheme, json }: RecomputeOptions): Promise<void> =>
  withAnjuan({ mode: 'as-found', project: false }, async ({ deps }) => {
    const asked = Month.safeParse(month)
    if (!asked.success) throw new ModeFault(`--month: ${month} is not a month like 2023-05`)
    const question = { month: asked.data, ...(area ? { area } : {}), ...(scheme ? { scheme } : {}) }
    const result = await recompute(deps, question)
    if (json) say(JSON.stringify(result))
    else {
      for (const difference of result.differences) say(JSON.stringify(difference))
      say(`${result.month}: ${result.runs} runs, ${result.lines} lines, ${result.differences.length} differences`)
    }
    if (result.runs === 0) throw new ModeFault(`There is no payment run for ${month}.`)
    if (result.differences.length > 0) process.exitCode = 1
  })
