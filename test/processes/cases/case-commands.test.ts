import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CaseCommand } from '../../../src/domain/case/commands.ts'
import { Refused } from '../../../src/domain/shared/refusal.ts'
import { caseCommands, type SentCommand } from '../../../src/processes/cases/case-commands.ts'
import { claimForAll } from '../../../src/processes/cases/claims.ts'
import { clerk, confirmer, id, type Office, openOffice, SCHEME } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

const onRoll = async (household: string) => {
  await office.register(household)
  const call = office.importing()
  await claimForAll(office.deps, call, { scheme: SCHEME, caseId: id(household), fromMonth: '2023-01' }, [id(household)])
  await office.act(household, 'TakeOverEntitlement', office.takeover(household), { call })
}

const sent = (household: string, actor: typeof clerk, command: Pick<CaseCommand, 'type' | 'data'>): SentCommand => {
  const call = office.call(actor)
  return { call, command: { ...command, subject: id(household), newId: call.commandId } as SentCommand['command'] }
}
const openReview = (household: string) => sent(household, clerk, { type: 'OpenReview', data: { cause: 'CADENCE' } })

/** What became of each: how many events, whether it had been carried out before, or why not. */
const told = (answers: Awaited<ReturnType<typeof caseCommands>>) =>
  answers.map((answer) =>
    answer instanceof Refused ? answer.code : { version: answer.version, repeated: answer.repeated },
  )

test('many cases are written together; what one refuses keeps none of the others; the same again is answered as before', async () => {
  for (const name of ['one', 'two', 'three']) await onRoll(name)
  await office.act('two', 'OpenReview', { cause: 'CADENCE' })
  const all = ['one', 'two', 'three', 'nobody'].map(openReview)
  const written = { version: 2, repeated: false }
  const refusals = ['review-open', 'wrong-state']
  expect(told(await caseCommands(office.deps, all))).toEqual([written, refusals[0], written, refusals[1]])
  const again = { version: 2, repeated: true }
  expect(told(await caseCommands(office.deps, all))).toEqual([again, refusals[0], again, refusals[1]])
})

test('two commands on one case are carried out one after the other', async () => {
  await onRoll('twice')
  const close = sent(
    'twice',
    { ...clerk, roles: ['reviewer'] },
    { type: 'CloseReviewUnchanged', data: { reasons: 'x' } },
  )
  const answers = await caseCommands(office.deps, [openReview('twice'), close])
  expect(told(answers)).toMatchObject([{ repeated: false }, { repeated: false }])
  expect((await office.factsOf('twice')).slice(-2)).toEqual(['ReviewOpened', 'ReviewClosedUnchanged'])
})

test('whoever leaves by one of many is released', async () => {
  await onRoll('leaving')
  await office.act('leaving', 'OpenReview', { cause: 'OWN_REPORT' })
  const data = { decisionNumber: 'STOP-1', ground: 'OWN_WISH', reasons: 'x' } as const
  const stop = sent('leaving', confirmer, { type: 'DecideTermination', data })
  expect(told(await caseCommands(office.deps, [stop]))).toMatchObject([{ repeated: false }])
  expect(await office.holders('leaving')).toEqual([])
})
