import type { PersonCommand } from '../../domain/person/commands.ts'
import { idNumberDecider, personDecider } from '../../domain/person/decide.ts'
import type { PersonEvent } from '../../domain/person/events.ts'
import type { PersonState } from '../../domain/person/state.ts'
import { findScheme } from '../../domain/scheme/schemes.ts'
import type { Actor } from '../../domain/shared/actor.ts'
import type { Decided } from '../../domain/shared/command.ts'
import { load } from '../../log/load.ts'
import { noStream, type Tip } from '../../log/port.ts'
import { type EnvelopeOfCall, prepareMany } from '../../log/prepare.ts'
import { idNumberStream, personStream } from '../../log/streams.ts'
import type { Deps } from '../../processes/deps.ts'
import type { DemoPerson } from '../household.ts'
import { bank } from '../roll.ts'
import type { Enrolled } from './enrolled.ts'
import { caseOf, guardianOf, personOf } from './ids.ts'
import { type Context, entitledId, envelopeFor, importer, type Left, written } from './writing.ts'

/** Whoever may take a roll over may register the people on it. */
const registrar: Actor = { ...importer, roles: ['caseWorker'] }

type Newcomer = { personId: (seed: string) => string; person: DemoPerson }

/** Whom an entry brings into the register: the entitled person where nobody has yet, and the guardian. */
const newcomers = (one: Enrolled): Newcomer[] => [
  ...(one.who.known === false
    ? [{ personId: (seed: string) => personOf(seed, one.number), person: one.who.person }]
    : []),
  ...(one.guardian ? [{ personId: (seed: string) => guardianOf(seed, one), person: one.guardian }] : []),
]

/** Claims the ID numbers of whoever is new. */
export const claimNumbers = async (deps: Deps, context: Context, left: readonly Left[]): Promise<void> => {
  const claims = left
    .flatMap(({ one }) => newcomers(one))
    .map(({ personId, person }) => {
      const stream = idNumberStream(deps.vault.blindIndex(person.idNumber))
      const events = idNumberDecider.decide({ type: 'ClaimIdNumber', personId: personId(context.seed) }, null, null)
      const envelope = envelopeFor(context, deps, stream, `number ${personId(context.seed)}`)
      return { stream, tip: noStream, events, envelope }
    })
  written(await deps.log.createStreams(await prepareMany(deps, idNumberDecider.schemas, claims)))
}

/** Registers whoever is new, with their accounts and claims; answers everybody as they are then. */
export const writePersons = async (
  deps: Deps,
  context: Context,
  left: readonly Left[],
): Promise<ReadonlyMap<string, PersonState>> => {
  const states = new Map<string, PersonState>()
  const writings = await Promise.all(
    left.flatMap(({ one }) =>
      personsOf(context, one).map(async ({ personId, person, commands }) => {
        const stream = personStream(personId)
        const before = await load(deps, personDecider, stream)
        const decided = decidePerson(deps, person, before.state, commands(before.state))
        states.set(personId, decided.state)
        // A claim beside others is a command of its own: the registration is not sent again.
        const envelope = envelopeFor(context, deps, stream, `person ${one.number} ${personId}`)
        return { stream, tip: before.tip, events: decided.facts, envelope }
      }),
    ),
  )
  await append(
    deps,
    personDecider.schemas,
    writings.filter(({ events }) => events.length > 0),
  )
  return states
}

type Writing = { stream: string; tip: Tip; events: readonly Decided<PersonEvent>[]; envelope: EnvelopeOfCall }

/** New streams go the bulk way; what was there before is appended to. */
const append = async (
  deps: Deps,
  schemas: typeof personDecider.schemas,
  writings: readonly Writing[],
): Promise<void> => {
  const commits = await prepareMany(deps, schemas, writings)
  const isNew = ({ expected }: (typeof commits)[number]): boolean => expected.version === 0
  written(await deps.log.createStreams(commits.filter(isNew)))
  written(await deps.log.appendBatch(commits.filter((commit) => !isNew(commit))))
}

type OnePerson = {
  personId: string
  person: DemoPerson
  commands: (state: PersonState) => readonly PersonCommand[]
}

const personsOf = ({ seed, ids }: Context, one: Enrolled): OnePerson[] => {
  const personId = entitledId(seed, ids, one)
  const of = { subject: personId, newId: personId }
  const { scheme, fromMonth, place, guardian } = one
  const register = ({ name, idNumber, sex, birthDate }: DemoPerson, id: string): PersonCommand => ({
    type: 'RegisterPerson',
    subject: id,
    newId: id,
    data: { name, idNumber, sex, birthDate, address: `${place.townshipName}${place.name}`, area: place.code },
  })
  const account = (id: string, holder: string, number: string): PersonCommand => ({
    type: 'RegisterPayeeAccount',
    subject: id,
    newId: id,
    data: { bank, account: number, accountHolder: holder },
  })
  const { person } = one.who
  const claim: PersonCommand = {
    type: 'ClaimScheme',
    ...of,
    data: { scheme, caseId: caseOf(seed, one), fromMonth, toMonth: null },
  }
  const paysHimself = guardian === null && one.home === null
  const entitled: OnePerson = {
    personId,
    person,
    commands: (state) => [
      ...(state.status === 'NONE' ? [register(person, personId)] : []),
      ...(paysHimself && (state.status === 'NONE' || state.account === null)
        ? [account(personId, person.name, one.account)]
        : []),
      ...(findScheme(scheme).exclusive ? [claim] : []),
    ],
  }
  if (!guardian) return [entitled]
  const id = guardianOf(seed, one)
  const receives: OnePerson = {
    personId: id,
    person: guardian,
    commands: (state) =>
      state.status === 'NONE'
        ? [register(guardian, id), account(id, guardian.name, one.account.replace(/^6288/, '6277'))]
        : [],
  }
  return [entitled, receives]
}

const decidePerson = (
  deps: Deps,
  { idNumber }: DemoPerson,
  before: PersonState,
  commands: readonly PersonCommand[],
): { state: PersonState; facts: readonly Decided<PersonEvent>[] } => {
  const context = { actor: registrar, today: deps.clock.today(), idIndex: deps.vault.blindIndex(idNumber) }
  const facts: Decided<PersonEvent>[] = []
  let state = before
  for (const command of commands)
    for (const fact of personDecider.decide(command, state, context)) {
      facts.push(fact)
      state = personDecider.evolve(state, fact, { id: command.subject, version: 0, position: 0n, actor: importer.sub })
    }
  return { state, facts }
}
