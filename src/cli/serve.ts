import { readConfig } from '../config.ts'
import { openAnjuan, serve } from '../main.ts'
import { leaveOnSignal } from './leave.ts'
import { serverLogger } from './open.ts'
import { say } from './print.ts'
import { startProgress } from './progress.ts'

/** `anjuan serve`: opens the doors and keeps them open until a signal asks to leave. */
export const serveCommand = async (): Promise<void> => {
  const config = readConfig('real')
  const rebuilding = startProgress('read models')
  const anjuan = await openAnjuan(config, {
    mode: 'real',
    logger: serverLogger(config),
    onProgress: ({ view, position, head }) => rebuilding.at(Number(position), Number(head), view),
  })
  const served = await serve(anjuan).catch(async (error: unknown) => {
    await anjuan.close()
    throw error
  })
  leaveOnSignal(async () => {
    await served.close()
    await anjuan.close()
  })
  say(`Anjuan 案卷 serves at ${served.url} (documents: ${served.url}/docs)`)
}
