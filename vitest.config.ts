import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/longest-first.ts'

export default defineConfig({
  test: {
    // What takes minutes waits for `npm run test:long`.
    include: [process.env['ANJUAN_LONG'] ? 'test/**/*.long.ts' : 'test/**/*.test.ts'],
    globalSetup: ['test/temporary-files.ts', 'test/postgres-server.ts'],
    // Real servers and real processes: a test waits for them a third of its time, so one more at a time than there are cores,
    // but few, and with patience for a busy machine.
    pool: 'forks',
    maxWorkers: Math.min(6, availableParallelism() + 1),
    // The modules of the program keep no state of their own, so the files of a worker share them: each is read once and not
    // by every file, which was a third of the work of all tests.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    testTimeout: 180_000,
    hookTimeout: 180_000,
    teardownTimeout: 60_000,
    expect: { poll: { timeout: 60_000 } },
  },
})
