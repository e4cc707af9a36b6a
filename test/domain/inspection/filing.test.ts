import { expect, test } from 'vitest'
import { filingDue } from '../../../src/domain/inspection/filing.ts'
import { calendarOf } from '../../../src/domain/policy/calendar.ts'
import { noPolicy, type Policy } from '../../../src/domain/policy/policy.ts'

const document = { number: '示民发〔2023〕3号', title: '委托确认规程', issuer: '示例县民政局' }
const policy: Policy = {
  ...noPolicy,
  parameters: [
    {
      parameterId: 'five days',
      key: 'filingWorkingDays',
      scheme: 'subsistenceAllowance',
      area: '990101',
      value: '5',
      document,
      effectiveFrom: '2023-05-01',
      inForceOn: '2023-04-20',
      position: 1n,
      withdrawnOn: null,
    },
  ],
}
const known = { policy, calendar: calendarOf(policy) }
const decided = (decidedOn: string, filedOn: string | null = null) => ({
  scheme: 'subsistenceAllowance',
  township: '990101001',
  decidedOn,
  filedOn,
})

test('a decision is to be filed in the working days that the area has set on its day', () => {
  expect(filingDue(known, decided('2023-04-28'), '2023-05-01')).toMatchObject({
    fileBy: '2023-05-12',
    fileByClause: 'product default',
  })
  expect(filingDue(known, decided('2023-05-05'), '2023-05-08')).toEqual({
    fileBy: '2023-05-12',
    fileByProvisional: true,
    fileByClause: document.number,
    overdue: false,
  })
})

test('a shorter time that is announced later makes no decision late that was made before', () => {
  const [row] = policy.parameters
  if (!row) throw new Error('the area has set one')
  const later = { ...known, policy: { ...policy, parameters: [{ ...row, inForceOn: '2023-05-20' }] } }
  expect(filingDue(later, decided('2023-05-05'), '2023-05-31')).toMatchObject({ fileByClause: 'product default' })
})

test.each([
  ['on its last day', null, '2023-05-12', false],
  ['the day after it, unfiled', null, '2023-05-13', true],
  ['long after, filed in time', '2023-05-12', '2023-08-01', false],
  ['long after, filed a day late', '2023-05-13', '2023-08-01', true],
])('%s', (_when, filedOn, today, overdue) => {
  expect(filingDue(known, decided('2023-05-05', filedOn), today).overdue).toBe(overdue)
})
