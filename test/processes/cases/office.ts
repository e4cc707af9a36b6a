import type { CaseCommand } from '../../../src/domain/case/commands.ts'
import { caseDecider } from '../../../src/domain/case/decide.ts'
import type { PersonCommand } from '../../../src/domain/person/commands.ts'
import { isLive } from '../../../src/domain/person/state.ts'
import { ownAccount } from '../../../src/domain/scheme/payee.ts'
import type { Actor, Role } from '../../../src/domain/shared/actor.ts'
import { idFrom } from '../../../src/log/event-id.ts'
import { load } from '../../../src/log/load.ts'
import type { EventLog } from '../../../src/log/port.ts'
import { caseStream } from '../../../src/log/streams.ts'
import type { CommandCall } from '../../../src/processes/call.ts'
import { caseCommand } from '../../../src/processes/cases/case-command.ts'
import type { Deps } from '../../../src/processes/deps.ts'
import { publishNationalCalendars } from '../../../src/processes/national-calendars.ts'
import { loadPersons, personCommand } from '../../../src/processes/persons.ts'
import { emptyPolicyCache, policyCommand } from '../../../src/processes/policies.ts'
import { caseFile } from '../../../src/projections/case-file/case-file.ts'
import { crisisMeasure } from '../../../src/projections/crisis-measure/crisis-measure.ts'
import { person } from '../../../src/projections/person/person.ts'
import { reserve } from '../../../src/projections/reserve/reserve.ts'
import { caughtUp } from '../../caught-up.ts'
import { freshDatabase } from '../../postgres.ts'
import { openBureau } from '../bureau.ts'
import { type Engine, openLogAt, postgres } from './engines.ts'

const COUNTY = '990101'
const VILLAGE = '990101001001'
export const SCHEME = 'subsistenceAllowance'
export const BIRTH = '1970-02-03'

const staff = (sub: string, area: string, ...roles: Role[]): Actor => ({ sub, roles, office: area, area })
export const clerk = staff('clerk', '990101001', 'caseWorker')
export const confirmer = staff('confirmer', COUNTY, 'confirmer')
export const publisher = staff('publisher', COUNTY, 'policyPublisher')
const importer = staff('importer', COUNTY, 'administrator')

/** A made-up id that reads well: the same name is the same id. */
export const id = (name: string): string => idFrom('cases.test', name)

export const memberNamed = (name: string, relation: 'SELF' | 'OTHER' = 'OTHER') => ({
  personId: id(name),
  relation,
  canWork: true,
  employed: false,
  birthDate: BIRTH,
  disability: null,
  seriousIllness: false,
})

type CommandType = CaseCommand['type']
type DataOf<Type extends CommandType> = Extract<CaseCommand, { type: Type }>['data']

/** The program's write side and the read models that its rounds go by, on a database and a day of their own. */
export type Office = Awaited<ReturnType<typeof openOffice>>

export const openOffice = async (engine: Engine = postgres) => {
  const database = await freshDatabase()
  const home = await engine.prepare(database)
  const log = await openLogAt(home.address)
  const others: EventLog[] = []
  const views = [caseFile, person, reserve, crisisMeasure]
  const bureau = await openBureau(database, { log, views, today: '2023-03-06' })
  const { deps } = bureau
  let calls = 0
  const call = (actor: Actor = clerk): CommandCall => {
    calls += 1
    return { actor, commandId: id(`call ${calls}`) }
  }
  /** Sends a command on the case of a household; `by` names the program (perhaps a dying one) and the call. */
  const act = <Type extends CommandType>(
    household: string,
    type: Type,
    data: DataOf<Type>,
    by: { call?: CommandCall; deps?: Deps } = {},
  ) => {
    const made = by.call ?? call()
    const command = { type, subject: id(household), newId: made.commandId, data } as unknown as CaseCommand
    return caseCommand(by.deps ?? deps, made, command)
  }
  const register = async (name: string): Promise<void> => {
    const made = call()
    const data = { name, idNumber: null, sex: 'FEMALE', birthDate: BIRTH, address: null, area: VILLAGE } as const
    const command: PersonCommand = { type: 'RegisterPerson', subject: id(name), newId: made.commandId, data }
    await personCommand(deps, made, command)
  }

  await publishNationalCalendars(deps)
  const publishing = call(publisher)
  await policyCommand(deps, publishing, {
    type: 'PublishStandard',
    subject: COUNTY,
    newId: publishing.commandId,
    data: {
      document: { number: 'TEST-2023', title: 'Standard', issuer: 'County' },
      effectiveFrom: '2023-01-01',
      inForceOn: '2023-03-06',
      scheme: SCHEME,
      areaKind: 'RURAL',
      monthlyFen: 70_000,
    },
  })

  return {
    deps,
    call,
    act,
    register,
    setToday: bureau.setToday,
    /** An application of registered persons with everything on file that an acceptance asks for. */
    apply: async (household: string, ...names: readonly [string, ...string[]]) => {
      await act(household, 'RegisterIntake', {
        scheme: SCHEME,
        area: VILLAGE,
        areaKind: 'RURAL',
        filing: 'HOUSEHOLD',
        applicant: id(names[0]),
        proxy: null,
        members: names.map((name, index) => memberNamed(name, index === 0 ? 'SELF' : 'OTHER')),
        declared: { incomes: [], deductions: [], assets: { finding: 'WITHIN', basis: 'declared' } },
        povertyRegister: false,
        commitmentSignedOn: '2023-03-03',
        particulars: null,
      })
      for (const name of names)
        await act(household, 'RecordAuthorization', {
          personId: id(name),
          signedOn: '2023-03-03',
          validTo: '2026-12-31',
        })
      await act(household, 'DeclareCloseRelatives', { relatives: [] })
    },
    accept: (household: string, by: { call?: CommandCall; deps?: Deps } = {}) =>
      act(household, 'AcceptApplication', {}, by),
    /** What a takeover of an old roll says about a household, its claims not yet taken. */
    takeover: (...names: readonly [string, ...string[]]): DataOf<'TakeOverEntitlement'> => ({
      scheme: SCHEME,
      area: VILLAGE,
      areaKind: 'RURAL',
      filing: 'HOUSEHOLD',
      holder: id(names[0]),
      members: names.map((name, index) => memberNamed(name, index === 0 ? 'SELF' : 'OTHER')),
      facts: { mode: 'GAP', members: names.length, countableIncomeFen: 20_000 },
      particulars: null,
      payee: ownAccount,
      amountFen: 50_000,
      fromMonth: '2023-01',
      povertyRegister: false,
      closeRelative: false,
      oldDecisionNumber: `OLD-${names[0]}`,
      oldDecisionOn: '2021-04-07',
      reviewDue: '2023-12-31',
      source: { sha256: '0'.repeat(64), row: 1 },
    }),
    importing: () => call(importer),
    /** What another process needs to be the same program. */
    address: { log: home.address, database: database.urlAs('app_api'), keys: bureau.keysAt },
    /** Another program on the same log, with a connection and a queue of its own. */
    another: async (): Promise<Deps> => {
      const other = await openLogAt(home.address)
      others.push(other)
      return { ...deps, log: other, policyCache: emptyPolicyCache() }
    },
    /** The households whose case holds a live claim on a person now. */
    holders: async (name: string): Promise<string[]> => {
      const state = (await loadPersons(deps, [id(name)])).get(id(name))
      return state?.status === 'REGISTERED' ? state.claims.filter(isLive).map(({ caseId }) => caseId) : []
    },
    /** The months of the claims on a person that were given back: the last one each covered. */
    released: async (name: string): Promise<(string | null)[]> => {
      const state = (await loadPersons(deps, [id(name)])).get(id(name))
      if (state?.status !== 'REGISTERED') return []
      return state.claims.flatMap(({ released }) => (released ? [released.lastMonth] : []))
    },
    eventsOf: async (household: string) => {
      const { events } = await load(deps, caseDecider, caseStream(id(household)))
      return events.map(({ opened }) => opened)
    },
    factsOf: async (household: string): Promise<string[]> => {
      const { events } = await load(deps, caseDecider, caseStream(id(household)))
      return events.map(({ type }) => type)
    },
    statusOf: async (household: string) => (await load(deps, caseDecider, caseStream(id(household)))).state.status,
    /** Waits until the read models show everything written so far. */
    settled: () => caughtUp(deps, ...views.map(({ name }) => name)),
    close: async () => {
      await bureau.close()
      await Promise.all(others.map((opened) => opened.close()))
      await home.close()
      await database.drop()
    },
  }
}

/** The same program at a later true time: so long after now, or after one moment however long that has been ago. */
export const minutesLater = (deps: Deps, minutes: number, moment: () => number = Date.now): Deps => ({
  ...deps,
  now: () => new Date(moment() + minutes * 60_000).toISOString().replace('Z', '000Z'),
})

/** How a dying program ends. */
export class Died extends Error {}

/** The same program on the real log, which dies before its first write to a stream of one kind. */
export const dyingBefore = (deps: Deps, kind: 'case' | 'person' | 'reserve'): Deps => ({
  ...deps,
  log: {
    ...deps.log,
    append: async (commit) => {
      if (commit.stream.startsWith(`${kind}-`)) throw new Died()
      return deps.log.append(commit)
    },
  },
})
