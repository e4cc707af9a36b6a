import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // What takes minutes waits for `npm run test:long`.
    include: [process.env['ANJUAN_LONG'] ? 'test/**/*.long.ts' : 'test/**/*.test.ts'],
    globalSetup: ['test/temporary-files.ts', 'test/postgres-server.ts'],
    // Real servers and real processes: few at a time, and with patience for a busy machine.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
  },
})
