import { beforeAll, describe } from 'vitest'
import type { EventLog } from '../../src/log/port.ts'
import { appendContract } from './append.contract.ts'
import { badInputContract } from './bad-input.contract.ts'
import { batchContract } from './batch.contract.ts'
import { bulkContract } from './bulk.contract.ts'
import { failureContract } from './failure.contract.ts'
import { followContract } from './follow.contract.ts'
import type { Harness, Subject, Traits } from './harness.ts'
import { readContract } from './read.contract.ts'
import { weightContract } from './weight.contract.ts'

/**
 * What every engine of the event log must do. Code above the port cannot tell engines apart that pass this; each behaviour
 * is one sentence.
 */
export const logContract = (engine: string, traits: Traits, prepare: () => Promise<Harness>): void => {
  describe(`the event log on ${engine}`, () => {
    let harness: Harness
    let log: EventLog
    beforeAll(async () => {
      harness = await prepare()
      log = await harness.open()
    })
    const subject: Subject = { harness: () => harness, log: () => log, traits }
    describe('appending', () => appendContract(subject))
    describe('bad input', () => badInputContract(subject))
    describe('a batch', () => batchContract(subject))
    describe('creating many streams at once', () => bulkContract(subject))
    describe('reading', () => readContract(subject))
    describe('following', () => followContract(subject))
    describe('what is large or fragile', () => weightContract(subject))
    describe('failing', () => failureContract(subject))
  })
}
