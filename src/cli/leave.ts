import closeWithGrace from 'close-with-grace'
import { codeOf } from '../log/errors.ts'

const GRACE_MS = 20_000

/**
 * On SIGINT, SIGTERM, a fault that nobody caught, or when whoever reads the output has gone (`| head -1`): what is in hand is
 * answered, then everything is closed in order and the program ends. Answers how to stop listening, for whoever closes by
 * itself.
 */
export const leaveOnSignal = (close: () => Promise<void>): (() => void) => {
  const { close: leave, uninstall } = closeWithGrace({ delay: GRACE_MS }, async ({ err }) => {
    if (err) process.stderr.write(`${err.stack ?? err.message}\n`)
    await close()
  })
  let isListening = true
  const stop = (): void => {
    isListening = false
    uninstall()
  }
  process.stdout.on('error', (error) => {
    if (codeOf(error) !== 'EPIPE') throw error
    if (!isListening) return
    isListening = false
    void leave()
  })
  return stop
}
