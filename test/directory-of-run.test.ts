import { spawnSync } from 'node:child_process'
import { chmod, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { directoryOfRun, takeAwayLeftovers } from './directory-of-run.ts'
import { isAlive, serverPid, startProgram, stopPrograms } from './embedded/programs.ts'

let parent: string
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'anjuan-runs-'))
  await chmod(parent, 0o755)
})
afterEach(async () => {
  await stopPrograms()
  await rm(parent, { recursive: true })
})

/** A directory as a run makes it whose process is no more. */
const leftBehind = async (): Promise<string> => {
  const { pid } = spawnSync(process.execPath, ['--eval', ''])
  const own = await directoryOfRun(parent, 'run-')
  const left = own.replace(`-${process.pid}-`, `-${pid}-`)
  await rename(own, left)
  await chmod(left, 0o755)
  return left
}

test('a run takes away what killed ones have left, a server that still runs there too', async () => {
  const left = await leftBehind()
  const orphaning = startProgram(join(left, 'data'))
  const { home } = await orphaning.says('started')
  const server = await serverPid(home)
  await orphaning.kill()
  expect(await isAlive(server)).toBe(true)
  await takeAwayLeftovers(parent, 'run-')
  expect(await isAlive(server)).toBe(false)
  expect(await readdir(parent)).toEqual([])
})

test('what belongs to a run that lives, or to nobody it knows, stays', async () => {
  await directoryOfRun(parent, 'run-')
  await mkdtemp(join(parent, 'run-'))
  const all = (await readdir(parent)).toSorted()
  await leftBehind()
  await takeAwayLeftovers(parent, 'run-')
  expect((await readdir(parent)).toSorted()).toEqual(all)
  await takeAwayLeftovers(join(parent, 'nowhere'), 'run-')
})
