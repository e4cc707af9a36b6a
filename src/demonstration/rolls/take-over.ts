import { createHash } from 'node:crypto'
import { caseDecider } from '../../domain/case/decide.ts'
import type { CaseEvent } from '../../domain/case/events.ts'
import type { PersonCommand } from '../../domain/person/commands.ts'
import { idNumberDecider, personDecider } from '../../domain/person/decide.ts'
import type { PersonEvent } from '../../domain/person/events.ts'
import type { PersonState } from '../../domain/person/state.ts'
import { ownAccount, type Payee } from '../../domain/scheme/payee.ts'
import { findScheme, schemes } from '../../domain/scheme/schemes.ts'
import type { Actor } from '../../domain/shared/actor.ts'
import type { Decided } from '../../domain/shared/command.ts'
import { addDays } from '../../domain/shared/day.ts'
import { idFrom } from '../../log/event-id.ts'
import { load } from '../../log/load.ts'
import { noStream, type Tip, type Verdict } from '../../log/port.ts'
import { type EnvelopeOfCall, prepareMany } from '../../log/prepare.ts'
import { caseStream, idNumberStream, personStream } from '../../log/streams.ts'
import { envelopeOf } from '../../processes/call.ts'
import type { Deps } from '../../processes/deps.ts'
import { takeBed } from '../../processes/institutions/beds.ts'
import { policyFor } from '../../processes/policies.ts'
import { homeId } from '../homes.ts'
import type { DemoPerson } from '../household.ts'
import { bank } from '../roll.ts'
import { countyStaff } from '../staff.ts'
import type { DemoIds } from '../story-parts.ts'
import { workdayFrom } from '../workdays.ts'
import type { Enrolled, SchemeRoll } from './enrolled.ts'
import { caseOf, guardianOf, personOf } from './ids.ts'

/** How many entries one bulk append carries. */
const CHUNK = 500

/** What is told while rolls are taken over: how many entries are done. */
export type TakeOverProgress = (entries: number) => void

/**
 * Takes some rolls over, each entry by the same rules as any other act: the ID numbers of whoever is new, then the persons
 * with their accounts and claims, and last the cases. Every id follows from the seed: killed anywhere, it goes on when it is
 * run again, and what has been taken over is passed by.
 */
export const takeOverRolls = async (
  deps: Deps,
  { seed, ids, rolls }: { seed: string; ids: DemoIds; rolls: readonly SchemeRoll[] },
  progress: TakeOverProgress = () => {},
): Promise<void> => {
  let done = 0
  for (const { enrolled } of rolls) {
    const sha256 = createHash('sha256')
      .update(JSON.stringify(enrolled.map(({ number }) => number)))
      .digest('hex')
    for (let first = 0; first < enrolled.length; first += CHUNK) {
      const chunk = enrolled.slice(first, first + CHUNK)
      await takeOverChunk(deps, { seed, ids, sha256, first }, chunk)
      done += chunk.length
      progress(done)
    }
  }
}

type Context = { seed: string; ids: DemoIds; sha256: string; first: number }

const actor: Actor = countyStaff.importer
/** Whoever may take a roll over may register the people on it. */
const registrar: Actor = { ...actor, roles: ['caseWorker'] }

const takeOverChunk = async (deps: Deps, context: Context, chunk: readonly Enrolled[]): Promise<void> => {
  const isThere = await Promise.all(chunk.map((one) => exists(deps, caseStream(caseOf(context.seed, one)))))
  const left = chunk.flatMap((one, index) => (isThere[index] ? [] : [{ one, row: context.first + index + 1 }]))
  if (left.length === 0) return
  const numbered = left.flatMap(({ one }) => newcomers(one))
  await claimNumbers(deps, context, numbered)
  const persons = await writePersons(deps, context, left)
  for (const { one } of left) await takeBedOf(deps, context, one)
  await writeCases(deps, context, left, persons)
}

const exists = async ({ log }: Deps, stream: string): Promise<boolean> =>
  (await log.readStream(stream, { maxCount: 1 })).tip.version > 0

type Newcomer = { personId: (seed: string) => string; person: DemoPerson }

/** Whom an entry brings into the register: the entitled person where nobody has yet, and the guardian. */
const newcomers = (one: Enrolled): Newcomer[] => [
  ...(one.who.known === false
    ? [{ personId: (seed: string) => personOf(seed, one.number), person: one.who.person }]
    : []),
  ...(one.guardian ? [{ personId: (seed: string) => guardianOf(seed, one), person: one.guardian }] : []),
]

const envelopeFor = ({ seed }: Context, deps: Deps, stream: string, step: string): EnvelopeOfCall =>
  envelopeOf({ actor, commandId: idFrom(seed, `roll/${step}`) }, stream, deps.clock.today())

const written = (verdicts: readonly Verdict[]): void => {
  const bad = verdicts.find(({ is }) => is !== 'appended' && is !== 'repeated')
  if (bad) throw new Error(`a roll was not written: ${bad.is}`)
}

const claimNumbers = async (deps: Deps, context: Context, people: readonly Newcomer[]): Promise<void> => {
  const claims = people.map(({ personId, person }) => {
    const stream = idNumberStream(deps.vault.blindIndex(person.idNumber))
    const events = idNumberDecider.decide({ type: 'ClaimIdNumber', personId: personId(context.seed) }, null, null)
    const envelope = envelopeFor(context, deps, stream, `number ${personId(context.seed)}`)
    return { stream, tip: noStream, events, envelope }
  })
  written(await deps.log.createStreams(await prepareMany(deps, idNumberDecider.schemas, claims)))
}

type Left = { one: Enrolled; row: number }

const writePersons = async (
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
      ...(state.status === 'none' ? [register(person, personId)] : []),
      ...(paysHimself && (state.status === 'none' || state.account === null)
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
      state.status === 'none'
        ? [register(guardian, id), account(id, guardian.name, one.account.replace(/^6288/, '6277'))]
        : [],
  }
  return [entitled, receives]
}

const entitledId = (seed: string, ids: DemoIds, { number, who }: Enrolled): string => {
  if (who.known === 'HOUSEHOLD') return ids.personOf(who.household, who.index)
  return personOf(seed, who.known === 'ROLL' ? who.number : number)
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
      state = personDecider.evolve(state, fact, { id: command.subject, version: 0, position: 0n, actor: actor.sub })
    }
  return { state, facts }
}

/** A bed is taken before the case says that its home is paid, as for any other case. */
const takeBedOf = async (deps: Deps, { seed, ids }: Context, one: Enrolled): Promise<void> => {
  if (one.home === null) return
  const caseId = caseOf(seed, one)
  const call = { actor, commandId: idFrom(seed, `roll/bed ${one.number}`) }
  await takeBed(deps, call, {
    institutionId: homeId(seed, one.home),
    caseId,
    personId: entitledId(seed, ids, one),
    fromDay: one.decidedOn,
    moveId: null,
  })
}

const writeCases = async (
  deps: Deps,
  context: Context,
  left: readonly Left[],
  persons: ReadonlyMap<string, PersonState>,
): Promise<void> => {
  const writings = await Promise.all(
    left.map(async (entry) => {
      const stream = caseStream(caseOf(context.seed, entry.one))
      const { events, readAt } = await decideCase(deps, context, entry, persons)
      const envelope = envelopeFor(context, deps, stream, `case ${entry.one.number}`)
      return { stream, tip: noStream, events, envelope: { ...envelope, readAt: String(readAt) } }
    }),
  )
  written(await deps.log.createStreams(await prepareMany(deps, caseDecider.schemas, writings)))
}

const payeeOf = (seed: string, one: Enrolled): Payee => {
  if (one.home !== null) return { kind: 'INSTITUTION', institutionId: homeId(seed, one.home) }
  if (one.guardian !== null) return { kind: 'PERSON', personId: guardianOf(seed, one), role: 'GUARDIAN' }
  return ownAccount
}

const decideCase = async (
  deps: Deps,
  { seed, ids, sha256 }: Context,
  { one, row }: Left,
  persons: ReadonlyMap<string, PersonState>,
): Promise<{ events: readonly Decided<CaseEvent>[]; readAt: bigint }> => {
  const subject = caseOf(seed, one)
  const holder = entitledId(seed, ids, one)
  const { person } = one.who
  const { policy, calendar, readAt } = await policyFor(deps, one.place.code)
  const institutionId = one.home === null ? null : homeId(seed, one.home)
  const institutions = new Set(institutionId === null ? [] : [institutionId])
  const today = deps.clock.today()
  const command = {
    type: 'TakeOverEntitlement' as const,
    subject,
    newId: subject,
    data: {
      scheme: one.scheme,
      area: one.place.code,
      areaKind: one.areaKind,
      filing: 'SINGLE' as const,
      holder,
      members: [
        {
          personId: holder,
          relation: 'SELF' as const,
          canWork: person.canWork,
          employed: false,
          birthDate: person.birthDate,
          disability: person.disability,
          seriousIllness: person.seriousIllness,
        },
      ],
      facts: one.facts,
      particulars: particularsOf(one, institutionId),
      payee: payeeOf(seed, one),
      amountFen: one.amountFen,
      fromMonth: one.fromMonth,
      povertyRegister: one.povertyRegister,
      closeRelative: false,
      oldDecisionNumber: `示民〔${one.decidedOn.slice(0, 4)}〕${one.number}号`,
      oldDecisionOn: one.decidedOn,
      // Spread over the working days of the year that follows, each review as work of its own.
      reviewDue: workdayFrom(addDays(today, 20 + (row % 330))),
      source: { sha256, row },
    },
  }
  const around = { actor, today, schemes, policy, calendar, persons, institutions, bedsHeld: institutions }
  return { events: caseDecider.decide(command, caseDecider.initial, { ...around, claimsHeld: [holder] }), readAt }
}

const particularsOf = ({ particulars }: Enrolled, institutionId: string | null) =>
  (institutionId === null || particulars === null ? particulars : { ...particulars, institutionId }) as never
