import { expect, test } from 'vitest'
import { LogHalted } from '../../../src/log/errors.ts'
import { commitOf } from '../../contract/commits.ts'
import { openLog } from './open-log.ts'

test('a server that does not say where the events of a stream stand is told to be too old', async () => {
  await using opened = await openLog({ tellsPositions: false })
  const { log } = opened
  const commit = commitOf()
  await log.append(commit)
  const reading = log.readStream(commit.stream)
  await expect(reading).rejects.toThrow(LogHalted)
  await expect(reading).rejects.toThrow('older than version 22.6')
})
