import { readFile } from 'node:fs/promises'
import { duties } from '../../domain/case/duties.ts'
import { refuse as refuseCase } from '../../domain/case/refusals.ts'
import type { Scheme } from '../../domain/scheme/scheme.ts'
import { findScheme } from '../../domain/scheme/schemes.ts'
import { SUBSISTENCE_ALLOWANCE } from '../../domain/scheme/subsistence-allowance/code.ts'
import { type Actor, holdsOneOf } from '../../domain/shared/actor.ts'
import type { SchemeCode } from '../../domain/shared/scheme-code.ts'
import type { Deps } from '../deps.ts'
import { policiesReadOnce } from '../policies.ts'
import type { Finding } from '../roll-file/findings.ts'
import { type InspectedFile, inspectFile } from '../roll-file/inspect-file.ts'
import { readRoll } from '../roll-file/read-roll.ts'
import { refuse } from '../roll-file/refusals.ts'
import { type SchemeColumn, schemeColumns } from '../roll-file/scheme-columns.ts'
import { importChunk, planFor } from './chunk.ts'
import type { ImportContext } from './id-numbers.ts'
import { lookUp, ownersNow } from './register.ts'

/** How many households one bulk append carries: some thousand events, so that others wait only for a moment. */
const CHUNK = 500

/** What is told while a file is read: how many households have been done so far. */
export type Progress = (households: number) => void

/** A roll file as validated; the import names its hash. */
export type RollCheck = {
  file: InspectedFile
  scheme: SchemeCode
  households: number
  persons: number
  /** Households of this very file that were taken over before: nothing is done for them. */
  takenOver: number
  /** Everything that is wrong, in the order of the rows. */
  findings: readonly Finding[]
}

/** What an import has done. */
export type RollImport = {
  sha256: string
  imported: number
  takenOver: number
  refused: number
  findings: readonly Finding[]
}

/** How a roll file is read; it is about the allowance where nothing else is said. */
export type RollOptions = { scheme?: SchemeCode; progress?: Progress }

/**
 * Reads a roll file through and says what is wrong with it: in its cells, in a household, twice in the file, against the
 * standards of the place, and against the register (an ID number on the roll with another case, a person who has died).
 * Writes nothing. Areas outside the actor's are unknown.
 * @throws Refused `not-your-duty`, or when the file as a whole cannot be read
 */
export const validateHouseholds = async (
  deps: Deps,
  actor: Actor,
  path: string,
  { scheme = SUBSISTENCE_ALLOWANCE, progress = () => {} }: RollOptions = {},
): Promise<RollCheck> => {
  requireDuty(actor)
  const ofScheme = columnsOf(findScheme(scheme))
  const file = await inspectFile(path)
  const context = contextOf(deps, actor, file, scheme)
  const findings: Finding[] = []
  let households = 0
  let persons = 0
  let takenOver = 0
  for await (const chunk of chunked(readRoll(file, { area: actor.area, today: context.today }, ofScheme))) {
    const checks = await Promise.all(
      chunk.map(async ({ household, findings: found }) => {
        if (!household) return { findings: found, takenOver: false }
        const owners = await ownersNow(deps, file.sha256, household)
        const before = await lookUp(deps, context, household, owners)
        if (before === 'taken-over') return { findings: [], takenOver: true }
        return { findings: (await planFor(context, household, before)).plan.findings, takenOver: false }
      }),
    )
    for (const check of checks) {
      findings.push(...check.findings)
      if (check.takenOver) takenOver += 1
    }
    households += chunk.length
    persons += chunk.reduce((sum, { household }) => sum + (household?.members.length ?? 0), 0)
    progress(households)
  }
  return { file, scheme, households, persons, takenOver, findings }
}

/**
 * Takes over the households of a validated file: claims first, then `EntitlementTakenOver`, each household whole or not at
 * all. Killed anywhere, it goes on when it is run again; a second run imports nothing and says so. The file itself is kept
 * sealed. With `onlySound`, households with findings are left out; without, one finding refuses the file.
 * @throws Refused `roll-file-changed` · `roll-file-has-findings`
 */
export const importHouseholds = async (
  deps: Deps,
  actor: Actor,
  check: RollCheck,
  options: { onlySound?: boolean; progress?: Progress } = {},
): Promise<RollImport> => {
  const { onlySound = false, progress = () => {} } = options
  const { path, sha256 } = check.file
  if (check.findings.length > 0 && !onlySound)
    throw refuse('roll-file-has-findings', { findings: check.findings.length })
  const kept = await deps.vault.keepFile(await readFile(path))
  if (kept.sha256 !== sha256) throw refuse('roll-file-changed', { validated: sha256, found: kept.sha256 })
  const context = contextOf(deps, actor, check.file, check.scheme)
  const ofScheme = columnsOf(findScheme(check.scheme))
  const faulty = new Set(check.findings.map(({ household }) => household))
  const outcome = { sha256, imported: 0, takenOver: 0, refused: 0 }
  const findings: Finding[] = []
  let done = 0
  for await (const chunk of chunked(readRoll(check.file, { area: actor.area, today: context.today }, ofScheme))) {
    const sound = chunk.flatMap(({ number, household }) => (household && !faulty.has(number) ? [household] : []))
    const { imported, takenOver, findings: found } = await importChunk(deps, context, sound)
    outcome.imported += imported
    outcome.takenOver += takenOver
    outcome.refused += chunk.length - imported - takenOver
    findings.push(...found)
    done += chunk.length
    progress(done)
  }
  return { ...outcome, findings }
}

/** Said once for the whole file, and not for every household. */
const requireDuty = (actor: Actor): void => {
  const needed = duties.TakeOverEntitlement.roles
  if (!holdsOneOf(actor, needed))
    throw refuseCase('not-your-duty', { command: 'TakeOverEntitlement', roles: [...needed] })
}

/** Its own facts beside the common columns. What is paid once has no roll that a county hands over. */
const columnsOf = (scheme: Scheme): readonly SchemeColumn[] => {
  if (scheme.gives === 'ONE_OFF') throw refuse('roll-file-scheme', { scheme: scheme.code })
  return schemeColumns(scheme)
}

const contextOf = (deps: Deps, actor: Actor, { sha256 }: InspectedFile, scheme: SchemeCode): ImportContext => ({
  actor,
  today: deps.clock.today(),
  scheme,
  sha256,
  policyOf: policiesReadOnce(deps),
})

async function* chunked<T>(items: AsyncIterable<T>): AsyncGenerator<readonly T[]> {
  let chunk: T[] = []
  for await (const item of items) {
    chunk.push(item)
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}
