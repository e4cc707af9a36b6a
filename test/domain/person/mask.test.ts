import { expect, test } from 'vitest'
import { maskAccount, maskIdNumber, maskName } from '../../../src/domain/person/mask.ts'

test('a name keeps its first character', () => {
  expect(maskName('李明')).toBe('李*')
  expect(maskName('张小红')).toBe('张**')
  expect(maskName('买买提·吐尔逊')).toBe('买**')
  expect(maskName('𠮷田')).toBe('𠮷*')
  expect(maskName('李')).toBe('*')
})

test('an ID number and an account keep their last four characters', () => {
  expect(maskIdNumber('11010519491231002X')).toBe('**************002X')
  expect(maskAccount('6200000000000001234')).toBe('***************1234')
  expect(maskAccount('12345678')).toBe('****5678')
})

test('what is erased stays erased', () => {
  expect([maskName('erased'), maskIdNumber('erased'), maskAccount('erased')]).toEqual(['erased', 'erased', 'erased'])
})
