import type { pino } from 'pino'
import type { Config, Mode } from './config.ts'
import type { EventLog } from './log/port.ts'
import { demonstrationStream } from './log/streams.ts'

/** The program is asked for what these data are not for; says in one sentence what would be. */
export class ModeFault extends Error {
  override readonly name = 'ModeFault'
}

/** Keys beside the data they protect are a convenience for a made-up county, a warning for a small one, and no more. */
export const requireKeysApart = ({ demonstration, keys, databaseUrl }: Config, logger: pino.Logger): void => {
  if (demonstration || keys.named) return
  if (databaseUrl !== undefined)
    throw new ModeFault('ANJUAN_KEYS must name the directory of keys: these are not the data of a demonstration.')
  logger.warn(`Keys lie beside the data they protect: ${keys.directory}`)
}

/** Demonstrations and real counties never share a log: what a log holds says which it is. */
export const isDemonstration = async (log: EventLog, mode: Mode): Promise<boolean> => {
  const marked = (await log.readStream(demonstrationStream, { maxCount: 1 })).tip.version > 0
  if (mode === 'as-found') return marked
  if (mode === 'real' && marked)
    throw new ModeFault(
      'These data are a demonstration: run `npm run demo`, or set ANJUAN_DATA_DIR to another directory.',
    )
  if (mode === 'demonstration' && !marked) {
    const people = await log.readAll({ limit: 1, types: ['PersonRegistered'] })
    if (people.events.length > 0)
      throw new ModeFault(
        'These data are a real county’s: set ANJUAN_DATA_DIR to another directory for a demonstration.',
      )
  }
  return mode === 'demonstration'
}
