import { createHash } from 'node:crypto'
import { caseDecider } from '../../domain/case/decide.ts'
import type { CaseEvent } from '../../domain/case/events.ts'
import type { PersonState } from '../../domain/person/state.ts'
import { ownAccount, type Payee } from '../../domain/scheme/payee.ts'
import { schemes } from '../../domain/scheme/schemes.ts'
import type { Decided } from '../../domain/shared/command.ts'
import { idFrom } from '../../log/event-id.ts'
import { noStream } from '../../log/port.ts'
import { prepareMany } from '../../log/prepare.ts'
import { caseStream } from '../../log/streams.ts'
import type { Deps } from '../../processes/deps.ts'
import { takeBed } from '../../processes/institutions/beds.ts'
import { policyFor } from '../../processes/policies.ts'
import { homeId } from '../homes.ts'
import type { DemoIds } from '../story-parts.ts'
import type { Enrolled, SchemeRoll } from './enrolled.ts'
import { caseOf, guardianOf } from './ids.ts'
import { claimNumbers, writePersons } from './write-persons.ts'
import { type Context, entitledId, envelopeFor, importer, type Left, written } from './writing.ts'

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

const takeOverChunk = async (deps: Deps, context: Context, chunk: readonly Enrolled[]): Promise<void> => {
  const isThere = await Promise.all(chunk.map((one) => exists(deps, caseStream(caseOf(context.seed, one)))))
  const left = chunk.flatMap((one, index) => (isThere[index] ? [] : [{ one, row: context.first + index + 1 }]))
  if (left.length === 0) return
  await claimNumbers(deps, context, left)
  const persons = await writePersons(deps, context, left)
  for (const { one } of left) await takeBedOf(deps, context, one)
  await writeCases(deps, context, left, persons)
}

const exists = async ({ log }: Deps, stream: string): Promise<boolean> =>
  (await log.readStream(stream, { maxCount: 1 })).tip.version > 0

/** A bed is taken before the case says that its home is paid, as for any other case. */
const takeBedOf = async (deps: Deps, { seed, ids }: Context, one: Enrolled): Promise<void> => {
  if (one.home === null) return
  const caseId = caseOf(seed, one)
  const call = { actor: importer, commandId: idFrom(seed, `roll/bed ${one.number}`) }
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
      reviewDue: one.reviewDue,
      source: { sha256, row },
    },
  }
  const around = { actor: importer, today, schemes, policy, calendar, persons, institutions, bedsHeld: institutions }
  return { events: caseDecider.decide(command, caseDecider.initial, { ...around, claimsHeld: [holder] }), readAt }
}

const particularsOf = ({ particulars }: Enrolled, institutionId: string | null) =>
  (institutionId === null || particulars === null ? particulars : { ...particulars, institutionId }) as never
