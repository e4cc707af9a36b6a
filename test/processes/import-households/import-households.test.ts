import { appendFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { idNumberIssuer } from '../../../src/demonstration/id-numbers.ts'
import { countyStaff, townshipStaff } from '../../../src/demonstration/staff.ts'
import { caseDecider } from '../../../src/domain/case/decide.ts'
import { personDecider } from '../../../src/domain/person/decide.ts'
import type { Person } from '../../../src/domain/person/state.ts'
import { SUBSISTENCE_ALLOWANCE } from '../../../src/domain/scheme/subsistence-allowance/code.ts'
import { idFrom } from '../../../src/log/event-id.ts'
import { load } from '../../../src/log/load.ts'
import type { EventLog } from '../../../src/log/port.ts'
import { caseStream, personStream } from '../../../src/log/streams.ts'
import { caseCommand } from '../../../src/processes/cases/case-command.ts'
import { releaseAll } from '../../../src/processes/cases/claims.ts'
import type { Deps } from '../../../src/processes/deps.ts'
import { importHouseholds, validateHouseholds } from '../../../src/processes/import-households/import-households.ts'
import { importedCaseId, importedPersonId } from '../../../src/processes/import-households/register.ts'
import { findPersonByIdNumber, personCommand } from '../../../src/processes/persons.ts'
import { type Cells, csvOf, soundMember, soundRow } from '../roll-file/roll.ts'
import { type Desk, openDesk } from './desk.ts'

let desk: Desk
let deps: Deps
beforeAll(async () => {
  desk = await openDesk()
  deps = desk.deps
})
afterAll(() => desk.close())

const issue = idNumberIssuer()
const { importer } = countyStaff
let household = 0

/** Rows of a fresh household of so many, with ID numbers that nobody has. */
const rowsOf = (size: number, more: Cells = {}): Cells[] => {
  household += 1
  const householdNumber = `R${household}`
  const first = {
    ...soundRow,
    householdNumber,
    memberCount: String(size),
    amount: String(540 * size),
    idNumber: issue('1952-03-07', 'MALE'),
    ...more,
  }
  const others = Array.from({ length: size - 1 }, (_, index) => ({
    ...soundMember,
    ...(index === 0 ? {} : { relation: '兄弟姐妹' }),
    householdNumber,
    idNumber: issue('1955-08-12', 'FEMALE'),
  }))
  return [first, ...others]
}

const importOf = async (path: string, options: Parameters<typeof importHouseholds>[3] = {}) =>
  importHouseholds(deps, importer, await validateHouseholds(deps, importer, path), options)

const codesOf = async (...rows: Cells[]): Promise<string[]> =>
  (await validateHouseholds(deps, importer, await csvOf(rows))).findings.map(
    ({ row, field, code }) => `${row}/${field}/${code}`,
  )

/** The township registers the first member of a household of its own accord. */
const register = (personId: string, idNumber = '') => {
  const { caseWorker } = townshipStaff('990101004')
  const data = {
    name: '演示甲',
    idNumber,
    sex: 'MALE',
    birthDate: '1952-03-07',
    address: null,
    area: '990101004201',
  } as const
  const call = { actor: caseWorker, commandId: idFrom('register', personId) }
  return personCommand(deps, call, { type: 'RegisterPerson', subject: personId, newId: personId, data })
}

const headOf = ({ positionOf, head }: EventLog) => head().then(positionOf)

describe('an import of households', () => {
  test('registers everybody, claims the scheme for everybody, and takes the entitlement over', async () => {
    const path = await csvOf(rowsOf(2, { income: '100.50', amount: '979.50' }))
    const check = await validateHouseholds(deps, importer, path)
    expect(check).toMatchObject({ households: 1, persons: 2, takenOver: 0, findings: [] })
    const outcome = await importHouseholds(deps, importer, check)
    expect(outcome).toMatchObject({ imported: 1, takenOver: 0, refused: 0, findings: [] })

    const { sha256 } = check.file
    const caseId = importedCaseId({ sha256, scheme: SUBSISTENCE_ALLOWANCE }, `R${household}`)
    const personIds = [0, 1].map((index) => importedPersonId(sha256, `R${household}`, index))
    const { state, events } = await load(deps, caseDecider, caseStream(caseId))
    expect(state).toMatchObject({
      status: 'ENTITLED',
      entitlement: {
        fromMonth: '2023-01',
        holder: personIds[0],
        members: personIds,
        facts: { mode: 'GAP', members: 2, countableIncomeFen: 10_050 },
        amountFen: 97_950,
      },
      reviewDue: '2023-09-14',
    })
    expect(events.map(({ type, envelope }) => [type, envelope.actor])).toEqual([['EntitlementTakenOver', importer.sub]])
    for (const [index, personId] of personIds.entries()) {
      const person = (await load(deps, personDecider, personStream(personId))).state as Person
      expect(person.claims).toMatchObject([{ scheme: 'subsistenceAllowance', caseId, released: null }])
      expect(person.account === null).toBe(index === 1)
      expect(await findPersonByIdNumber(deps, String(person.idNumber))).toBe(personId)
    }
    expect(await deps.vault.findFile(sha256)).toBeDefined()
  })

  test('that is repeated imports nothing new and says so', async () => {
    const path = await csvOf([...rowsOf(2), ...rowsOf(1)])
    await importOf(path)
    const before = await headOf(deps.log)
    const check = await validateHouseholds(deps, importer, path)
    expect(check).toMatchObject({ households: 2, takenOver: 2, findings: [] })
    expect(await importHouseholds(deps, importer, check)).toMatchObject({ imported: 0, takenOver: 2 })
    expect(await headOf(deps.log)).toBe(before)
  })

  test.each(['createStreams of persons', 'createStreams of cases'])(
    'that is killed before %s is finished by the next run, and leaves nothing twice',
    async (point) => {
      const path = await csvOf([...rowsOf(2), ...rowsOf(3)])
      const check = await validateHouseholds(deps, importer, path)
      const stop = new Error('killed')
      const prefix = point.endsWith('persons') ? 'person-' : 'case-'
      const createStreams: EventLog['createStreams'] = async (commits) => {
        if (commits.some(({ stream }) => stream.startsWith(prefix))) throw stop
        return deps.log.createStreams(commits)
      }
      const dying = { ...deps, log: { ...deps.log, createStreams } }
      await expect(importHouseholds(dying, importer, check)).rejects.toBe(stop)
      expect(await importOf(path)).toMatchObject({ imported: 2, takenOver: 0, findings: [] })
      for (const index of [0, 1]) {
        const personId = importedPersonId(check.file.sha256, `R${household}`, index)
        const { events } = await load(deps, personDecider, personStream(personId))
        expect(events.map(({ type }) => type).filter((type) => type !== 'PayeeAccountRegistered')).toEqual([
          'PersonRegistered',
          'SchemeClaimed',
        ])
      }
    },
  )

  test('that is killed before the cases, and whose claims were then swept away, is finished by the next run', async () => {
    const path = await csvOf(rowsOf(2))
    const check = await validateHouseholds(deps, importer, path)
    const createStreams: EventLog['createStreams'] = async (commits) => {
      if (commits.some(({ stream }) => stream.startsWith('case-'))) throw new Error('killed')
      return deps.log.createStreams(commits)
    }
    const dying = { ...deps, log: { ...deps.log, createStreams } }
    await expect(importHouseholds(dying, importer, check)).rejects.toThrow('killed')
    const { sha256 } = check.file
    const caseId = importedCaseId({ sha256, scheme: SUBSISTENCE_ALLOWANCE }, `R${household}`)
    const personIds = [0, 1].map((index) => importedPersonId(sha256, `R${household}`, index))
    for (const personId of personIds) {
      const call = { actor: importer, commandId: idFrom(sha256, `sweep/${personId}`) }
      const data = { personId }
      await caseCommand(deps, call, { type: 'AbandonClaim', subject: caseId, newId: call.commandId, data })
    }
    const call = { actor: importer, commandId: idFrom(sha256, 'sweep') }
    const release = { scheme: 'subsistenceAllowance', caseId, lastMonth: null, reason: 'ClaimAbandoned' }
    await releaseAll(deps, call, release, personIds)

    expect(await importOf(path)).toMatchObject({ imported: 1, takenOver: 0, findings: [] })
    expect((await load(deps, caseDecider, caseStream(caseId))).state.status).toBe('ENTITLED')
    const { events } = await load(deps, personDecider, personStream(personIds[1] ?? ''))
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
    expect(events.at(-1)?.type).toBe('SchemeClaimed')
    expect(await importOf(path)).toMatchObject({ imported: 0, takenOver: 1 })
  })

  test('uses the person who has the ID number already, and adds only what is new', async () => {
    const rows = rowsOf(1)
    const personId = idFrom('test', 'known')
    await register(personId, rows[0]?.idNumber)
    expect(await importOf(await csvOf(rows))).toMatchObject({ imported: 1 })
    const { events } = await load(deps, personDecider, personStream(personId))
    expect(events.map(({ type }) => type)).toEqual(['PersonRegistered', 'PayeeAccountRegistered', 'SchemeClaimed'])
  })

  test('shares one person with a registration that comes between its claim of the number and the person', async () => {
    const rows = rowsOf(2)
    const check = await validateHouseholds(deps, importer, await csvOf(rows))
    let registered: string | undefined
    const createStreams: EventLog['createStreams'] = async (commits) => {
      if (registered === undefined && commits.some(({ stream }) => stream.startsWith('person-')))
        registered = (await register(idFrom('test', 'in between'), rows[0]?.idNumber)).stream
      return deps.log.createStreams(commits)
    }
    const overtaken = { ...deps, log: { ...deps.log, createStreams } }
    expect(await importHouseholds(overtaken, importer, check)).toMatchObject({ imported: 1, findings: [] })
    const personId = importedPersonId(check.file.sha256, `R${household}`, 0)
    expect(registered).toBe(personStream(personId))
    const { events } = await load(deps, personDecider, personStream(personId))
    expect(events.map(({ type }) => type)).toEqual(['PersonRegistered', 'PayeeAccountRegistered', 'SchemeClaimed'])
    expect(await findPersonByIdNumber(deps, rows[0]?.idNumber ?? '')).toBe(personId)
  })

  test('is refused as a whole with findings; with only the sound ones, the others are left out', async () => {
    const sound = rowsOf(1)
    const path = await csvOf([...sound, ...rowsOf(1, { amount: '1' })])
    const check = await validateHouseholds(deps, importer, path)
    expect(check.findings.map(({ row, code }) => `${row}/${code}`)).toEqual(['3/amount-differs'])
    const before = await headOf(deps.log)
    await expect(importHouseholds(deps, importer, check)).rejects.toMatchObject({ code: 'roll-file-has-findings' })
    expect(await headOf(deps.log)).toBe(before)
    expect(await importHouseholds(deps, importer, check, { onlySound: true })).toMatchObject({
      imported: 1,
      refused: 1,
    })
  })

  test('is not for everybody', async () => {
    const path = await csvOf(rowsOf(1))
    const { caseWorker } = townshipStaff('990101004')
    await expect(validateHouseholds(deps, caseWorker, path)).rejects.toMatchObject({ code: 'not-your-duty' })
  })

  test('of a file that has changed since it was validated is refused', async () => {
    const path = await csvOf(rowsOf(1))
    const check = await validateHouseholds(deps, importer, path)
    await appendFile(path, '\n')
    await expect(importHouseholds(deps, importer, check)).rejects.toMatchObject({ code: 'roll-file-changed' })
  })
})

describe('validation against the register', () => {
  test('tells a double in the file from a double in the register', async () => {
    const rows = rowsOf(1)
    await importOf(await csvOf(rows))
    const again = { ...rows[0], householdNumber: 'R-other' }
    expect(await codesOf(again)).toEqual(['2//scheme-claimed'])
    const fresh = rowsOf(1)
    expect(await codesOf(...fresh, { ...fresh[0], householdNumber: 'R-third' })).toEqual([
      '3/身份证号码/id-number-twice-in-file',
    ])
  })

  test('tells a name unlike the one in the register, and somebody who has died', async () => {
    const rows = rowsOf(2)
    await importOf(await csvOf(rows))
    expect(
      await codesOf({ ...rows[0], householdNumber: 'R-name', name: '别名', memberCount: '1', amount: '540' }),
    ).toEqual(expect.arrayContaining(['2/姓名/name-differs']))
    const known = rowsOf(1)
    const personId = idFrom('test', 'dead')
    const { caseWorker } = townshipStaff('990101004')
    const call = (name: string) => ({ actor: caseWorker, commandId: idFrom('test', name) })
    const of = { subject: personId, newId: personId }
    const [row] = known
    await personCommand(deps, call('register the dead'), {
      type: 'RegisterPerson',
      ...of,
      data: {
        name: '演示甲',
        idNumber: row?.idNumber ?? null,
        sex: 'MALE',
        birthDate: '1952-03-07',
        address: null,
        area: '990101004201',
      },
    })
    const data = { diedOn: '2022-11-02', source: '殡葬信息比对' }
    await personCommand(deps, call('record the death'), { type: 'RecordDeath', ...of, data })
    expect(await codesOf(...known)).toEqual(['2//person-deceased'])
  })

  test('tells an amount that standard, members and income do not give, and one that is nothing', async () => {
    expect(await codesOf(...rowsOf(1, { amount: '541' }))).toEqual(['2/月保障金额/amount-differs'])
    expect(await codesOf(...rowsOf(1, { income: '600', amount: '0' }))).toEqual(['2/月保障金额/amount-zero'])
  })

  test('tells a first month that is over', async () => {
    expect(await codesOf(...rowsOf(1, { fromMonth: '2022-11' }))).toEqual(['2/接续发放月份/month-already-past'])
  })

  test('writes nothing', async () => {
    const path = await csvOf(rowsOf(3))
    const before = await headOf(deps.log)
    await validateHouseholds(deps, importer, path)
    expect(await headOf(deps.log)).toBe(before)
  })
})
