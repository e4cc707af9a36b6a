import { caseDecider } from '../../domain/case/decide.ts'
import { idNumberDecider, personDecider } from '../../domain/person/decide.ts'
import type { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { idFrom } from '../../log/event-id.ts'
import { load } from '../../log/load.ts'
import { noStream } from '../../log/port.ts'
import { caseStream, idNumberStream, personStream } from '../../log/streams.ts'
import type { Deps } from '../deps.ts'
import type { RollHousehold } from '../roll-file/roll-household.ts'
import type { CaseBefore, HouseholdBefore, MemberBefore } from './plan.ts'

/** A roll as it was handed over: a file, by the hash of its bytes, read as that of a scheme. */
type Roll = { sha256: string; scheme: SchemeCode }

/** The case that a household of a roll becomes: the same again for the same roll, so that an import can be repeated. */
export const importedCaseId = ({ sha256, scheme }: Roll, householdNumber: string): string =>
  idFrom(sha256, `case/${scheme}/${householdNumber}`)

/**
 * The person that a member becomes where nobody has the ID number yet: the same under whatever scheme the file is read.
 * `index` counts the rows of the household from 0.
 */
export const importedPersonId = (sha256: string, householdNumber: string, index: number): string =>
  idFrom(sha256, `person/${householdNumber}/${index}`)

/** Whose a member's ID number is. `isNew`: nobody had it, so nobody is registered for it either. */
export type Owner = { personId: string; idIndex: string | null; isNew: boolean }

/** A household as the register knows it: taken over from this file before, or its members as they are now. */
export type Looked = 'taken-over' | HouseholdBefore

/** Whose the ID numbers of a household are; a member without one is the person derived from the file. */
export const ownersNow = (deps: Deps, sha256: string, household: RollHousehold): Promise<Owner[]> =>
  Promise.all(
    household.members.map(async ({ idNumber }, index): Promise<Owner> => {
      const own = importedPersonId(sha256, household.number, index)
      if (idNumber === null) return { personId: own, idIndex: null, isNew: false }
      const idIndex = deps.vault.blindIndex(idNumber)
      const owner = await ownerOf(deps, idIndex)
      return { personId: owner ?? own, idIndex, isNew: owner === undefined }
    }),
  )

/** The person to whom an ID number belongs. */
export const ownerOf = async (deps: Deps, idIndex: string): Promise<string | undefined> => {
  const stream = idNumberStream(idIndex)
  const { tip } = await deps.log.readStream(stream, { maxCount: 1 })
  if (tip.version === 0) return undefined
  return (await load(deps, idNumberDecider, stream)).state ?? undefined
}

/**
 * Looks a household up. ID numbers are claimed before anything else is written, so that where one of them is new there is
 * neither a person for it nor the case, and nothing needs to be read.
 */
export const lookUp = async (
  deps: Deps,
  roll: Roll,
  household: RollHousehold,
  owners: readonly Owner[],
): Promise<Looked> => {
  const isNew = owners.some((owner) => owner.isNew)
  const theCase = isNew ? noCase : await caseNow(deps, importedCaseId(roll, household.number))
  if (theCase.state.status !== 'NONE') return 'taken-over'
  const members = owners.map(async (owner) => ({
    personId: owner.personId,
    idIndex: owner.idIndex,
    ...(owner.isNew ? nobody : await personNow(deps, owner.personId)),
  }))
  return { members: await Promise.all(members), theCase }
}

const noCase: CaseBefore = { state: caseDecider.initial, tip: noStream }

const caseNow = async (deps: Deps, caseId: string): Promise<CaseBefore> => {
  const { tip } = await deps.log.readStream(caseStream(caseId), { maxCount: 1 })
  return tip.version === 0 ? noCase : load(deps, caseDecider, caseStream(caseId))
}

const nobody = { state: personDecider.initial, tip: noStream }

const personNow = async (deps: Deps, personId: string): Promise<Pick<MemberBefore, 'state' | 'tip'>> => {
  const stream = personStream(personId)
  const { tip } = await deps.log.readStream(stream, { maxCount: 1 })
  return tip.version === 0 ? nobody : load(deps, personDecider, stream)
}
