#!/usr/bin/env node
// Runs the command line on the Node.js that came with the lockfile, whatever Node.js started this file.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const brought = at('../node_modules/node/bin/node')
const runtime = existsSync(brought) ? brought : process.execPath
// Garbage is collected sooner than by default, so that memory stays flat (docs/decisions/0048).
const flags = ['--max-semi-space-size=16']
const child = spawn(runtime, [...flags, at('../src/cli/anjuan.ts'), ...process.argv.slice(2)], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(signal === null ? code : 1))
