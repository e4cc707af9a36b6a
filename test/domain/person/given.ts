import { expect } from 'vitest'
import type { PersonCommand } from '../../../src/domain/person/commands.ts'
import { type PersonContext, personDecider } from '../../../src/domain/person/decide.ts'
import type { PersonEvent } from '../../../src/domain/person/events.ts'
import type { PersonState } from '../../../src/domain/person/state.ts'
import type { Actor } from '../../../src/domain/shared/actor.ts'

export const PERSON = '00000000-0000-4000-8000-00000000000a'
export const CASE = '00000000-0000-4000-8000-0000000000c1'
export const OTHER_CASE = '00000000-0000-4000-8000-0000000000c2'
const TODAY = '2023-03-06'
export const clerk: Actor = { sub: 'clerk-1', roles: ['caseWorker'], office: 'township', area: '990101001' }

export const identity = {
  name: '李示例',
  idNumber: '990101198001010014',
  sex: 'MALE',
  birthDate: '1980-01-01',
  address: null,
  area: '990101001001',
} as const
export const INDEX = '1-abc'

export const registered: PersonEvent = {
  type: 'PersonRegistered',
  data: { personId: PERSON, ...identity, idIndex: INDEX },
}

/** Folds facts, recorded as `event-0`, `event-1` …, to the state of a person. */
export const personOf = (...events: readonly PersonEvent[]): PersonState =>
  events.reduce(
    (state, event, index) =>
      personDecider.evolve(state, event, {
        id: `event-${index}`,
        version: index + 1,
        position: BigInt(index + 1),
        actor: 'clerk-1',
      }),
    personDecider.initial,
  )

/** Given facts, when a command comes, then these facts follow or this refusal. */
export const given = (...events: readonly PersonEvent[]) => ({
  when: (command: { type: PersonCommand['type']; data: unknown }, over: Partial<PersonContext> = {}) => {
    const whole = { subject: PERSON, newId: PERSON, ...command } as PersonCommand
    const namesIdentity = command.type === 'RegisterPerson' || command.type === 'CorrectPerson'
    const act = () =>
      personDecider.decide(whole, personOf(...events), {
        actor: clerk,
        today: TODAY,
        idIndex: namesIdentity ? INDEX : null,
        ...over,
      })
    return {
      emits: (...facts: unknown[]) => expect(act()).toEqual(facts),
      refuses: (code: string, facts: object = {}) =>
        expect(act).toThrow(expect.objectContaining({ name: 'Refused', code, facts: expect.objectContaining(facts) })),
    }
  },
})
