import { idNumberDecider, personDecider } from '../domain/person/decide.ts'
import { idFrom } from '../log/event-id.ts'
import { load } from '../log/handle.ts'
import { noStream } from '../log/port.ts'
import { caseStream } from './cases.ts'
import type { Deps } from './deps.ts'
import type { MemberBefore } from './import-households-plan.ts'
import { idNumberStream, personStream } from './people.ts'
import type { RollHousehold } from './roll-file/roll-household.ts'

/** The case that a household of a file becomes: the same again for the same file, so that an import can be repeated. */
export const importedCaseId = (sha256: string, householdNumber: string): string =>
  idFrom(sha256, `case/${householdNumber}`)

/** The person that a member becomes where nobody has the ID number yet. `index` counts the rows of the household from 0. */
export const importedPersonId = (sha256: string, householdNumber: string, index: number): string =>
  idFrom(sha256, `person/${householdNumber}/${index}`)

/** Whether this household of this file has been taken over before. */
export const isTakenOver = async (deps: Deps, sha256: string, household: RollHousehold): Promise<boolean> => {
  const { tip } = await deps.log.readStream(caseStream(importedCaseId(sha256, household.number)), { maxCount: 1 })
  return tip.version > 0
}

/** The members of a household as the register knows them now. */
export const membersBefore = (deps: Deps, sha256: string, household: RollHousehold): Promise<MemberBefore[]> =>
  Promise.all(
    household.members.map(async ({ idNumber }, index) => {
      const own = importedPersonId(sha256, household.number, index)
      const idIndex = idNumber === null ? null : deps.vault.blindIndex(idNumber)
      const personId = idIndex === null ? own : ((await ownerOf(deps, idIndex)) ?? own)
      return { personId, idIndex, ...(await personBefore(deps, personId)) }
    }),
  )

const ownerOf = async (deps: Deps, idIndex: string): Promise<string | undefined> => {
  const stream = idNumberStream(idIndex)
  const { tip } = await deps.log.readStream(stream, { maxCount: 1 })
  if (tip.version === 0) return undefined
  return (await load(deps, idNumberDecider, stream)).state ?? undefined
}

const personBefore = async (deps: Deps, personId: string): Promise<Pick<MemberBefore, 'state' | 'tip'>> => {
  const stream = personStream(personId)
  const { tip } = await deps.log.readStream(stream, { maxCount: 1 })
  if (tip.version === 0) return { state: personDecider.initial, tip: noStream }
  return load(deps, personDecider, stream)
}
