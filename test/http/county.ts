import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LightMyRequestResponse } from 'fastify'
import pg from 'pg'
import { pino } from 'pino'
import type { Config } from '../../src/config.ts'
import { asRole } from '../../src/db.ts'
import { ownAccount } from '../../src/domain/scheme/payee.ts'
import type { Actor, Role } from '../../src/domain/shared/actor.ts'
import { buildApp } from '../../src/http/app.ts'
import { openIdempotencyStore } from '../../src/http/idempotency-store.ts'
import { signToken, verifyToken } from '../../src/http/tokens.ts'
import { idFrom } from '../../src/log/event-id.ts'
import { openAnjuan } from '../../src/main.ts'
import { caseCommand } from '../../src/processes/cases/case-command.ts'
import { claimForAll } from '../../src/processes/cases/claims.ts'
import { views } from '../../src/projections/views.ts'
import { caughtUp } from '../caught-up.ts'
import { freshDatabase } from '../postgres.ts'
import { freshKey, patiently, poster } from './little-shell.ts'

export const COUNTY = '990101'
export const TOWNSHIP = '990101001'
export const VILLAGE = '990101001001'
export const SCHEME = 'subsistenceAllowance'

const person = (sub: string, area: string, ...roles: Role[]): Actor => ({ sub, roles, office: area, area })

/** The staff of the synthetic county, one person per duty. */
export const staff = {
  clerk: person('clerk', TOWNSHIP, 'caseWorker'),
  assistant: person('assistant', TOWNSHIP, 'assistanceAssistant'),
  surveyor: person('surveyor', TOWNSHIP, 'surveyor'),
  neighbour: person('neighbour', '990101002', 'caseWorker'),
  townshipConfirmer: person('township-confirmer', TOWNSHIP, 'confirmer'),
  publisher: person('publisher', COUNTY, 'policyPublisher'),
  confirmer: person('confirmer', COUNTY, 'confirmer'),
  preparer: person('preparer', COUNTY, 'paymentPreparer'),
  reviewer: person('reviewer', COUNTY, 'paymentReviewer'),
  approver: person('approver', COUNTY, 'paymentApprover'),
  officer: person('officer', COUNTY, 'paymentOfficer'),
  auditor: person('auditor', COUNTY, 'auditor'),
  inspector: person('inspector', COUNTY, 'disciplineInspector'),
  window: person('window', '980101', 'caseWorker'),
  town: person('town-senior', '990102', 'reviewer'),
} as const

/** Somebody of the staff. */
export type Staff = keyof typeof staff

/** An ID number of the unassigned area 990101 with its check digit. */
export const idNumberOf = (birthDate: string, order: number): string => {
  const first = `990101${birthDate.replaceAll('-', '')}${String(order).padStart(3, '0')}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, index) => total + weight * Number(first[index]), 0)
  return first + '10X98765432'.charAt(sum % 11)
}

/** The whole program on a database of its own, asked through its API. */
export type County = Awaited<ReturnType<typeof openCounty>>

/** `via` may put something between the program and its database. */
export const openCounty = async ({ via = async () => undefined }: { via?: (login: URL) => Promise<void> } = {}) => {
  const database = await freshDatabase()
  const directory = await mkdtemp(join(tmpdir(), 'anjuan-http-'))
  const login = new URL(database.urlAs('none'))
  login.searchParams.delete('options')
  await via(login)
  const config: Config = {
    demonstration: true,
    dataDir: directory,
    databaseUrl: login.href,
    databaseAdminUrl: database.adminUrl,
    eventStoreUrl: undefined,
    keys: { directory: join(directory, 'keys'), named: true },
    host: '127.0.0.1',
    port: 0,
    identity: undefined,
    logLevel: 'silent',
  }
  const anjuan = await openAnjuan(config, { mode: 'demonstration', logger: pino({ level: 'silent' }) })
  const { deps, keys } = anjuan
  const pool = new pg.Pool({ connectionString: asRole(login.href, 'app_api') })
  pool.on('error', () => undefined)
  const idempotency = openIdempotencyStore(pool)
  const app = await buildApp({
    ...deps,
    authenticate: (token) => verifyToken(keys.token.key, token),
    idempotency,
    logger: pino({ level: 'silent' }),
    probes: { checks: async () => [], lag: async () => [] },
    requestsPerMinute: 100_000,
    checkAnswers: true,
  })
  const tokens = Object.fromEntries(
    await Promise.all(
      Object.entries(staff).map(
        async ([name, actor]) => [name, await signToken(keys.token.key, actor, 86_400)] as const,
      ),
    ),
  )
  const tokenOf = (who: Staff): string => tokens[who] ?? ''
  let calls = 0

  const post = (who: Staff, url: string, body: unknown, headers: Record<string, string> = {}) =>
    poster(app, tokenOf(who))(url, body, { headers })
  /** Posts what must succeed, and gives its answer; under the same key again while a busy machine says to come back. */
  const done = async (who: Staff, url: string, body: unknown) => {
    const key = { 'idempotency-key': freshKey() }
    let answer = await post(who, url, body, key)
    while (answer.statusCode === 503) answer = await post(who, url, body, key)
    if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.payload}`)
    return answer.json() as { id: string; revision: number; position: string; created?: string }
  }
  const get = (who: Staff, url: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> =>
    patiently(() => app.inject({ url, headers: { authorization: `Bearer ${tokenOf(who)}`, ...headers } }))
  /** Reads what has come into the view by now, with everything written so far in it. */
  const seen = async (who: Staff, url: string, headers: Record<string, string> = {}) => {
    const waiting = { prefer: `wait=${deps.log.positionOf(await deps.log.head())}`, ...headers }
    const answer = await get(who, url, waiting)
    if (answer.headers['preference-applied'] !== undefined) return answer
    // The program waits a few seconds at most, and a busy machine takes longer.
    await caughtUp(deps, ...views.map(({ name }) => name))
    return get(who, url, waiting)
  }

  const registerPerson = (name: string, order: number, area = VILLAGE, who: Staff = 'clerk') =>
    done(who, '/v1/persons', {
      name,
      idNumber: idNumberOf('1970-02-03', order),
      sex: order % 2 === 1 ? 'MALE' : 'FEMALE',
      birthDate: '1970-02-03',
      address: null,
      area,
    })

  return {
    app,
    deps,
    /** The address of its database for whoever owns it. */
    adminUrl: database.adminUrl,
    tokenOf,
    post,
    done,
    get,
    seen,
    registerPerson,
    /** Loses what is remembered of a POST, as if the program had died before it could be kept. */
    forget: (key: string) => pool.query('delete from http.idempotency where key = $1', [key]),
    publishStandard: (monthlyFen: number, from: string) =>
      done('publisher', `/v1/policies/${COUNTY}/publish-standard`, {
        document: { number: `TEST-${from}`, title: 'Standard', issuer: 'County' },
        effectiveFrom: from,
        inForceOn: from,
        scheme: SCHEME,
        areaKind: 'RURAL',
        monthlyFen,
      }),
    /** A household of one on the existing roll, with an account: its case id and its holder. */
    takeOver: async (name: string, order: number, area = VILLAGE, reviewDue = '2023-12-31') => {
      const { id: holder } = await registerPerson(name, order, area, area.startsWith(TOWNSHIP) ? 'clerk' : 'neighbour')
      await done(area.startsWith(TOWNSHIP) ? 'clerk' : 'neighbour', `/v1/persons/${holder}/register-payee-account`, {
        bank: '示例农村商业银行',
        account: `62000000000000${String(order).padStart(5, '0')}`,
        accountHolder: name,
      })
      calls += 1
      const commandId = idFrom('take over', String(calls))
      const caseId = idFrom(commandId, 'case')
      const importer: Actor = person('importer', COUNTY, 'administrator')
      const call = { actor: importer, commandId }
      await claimForAll(deps, call, { scheme: SCHEME, caseId, fromMonth: '2023-01' }, [holder])
      await caseCommand(deps, call, {
        type: 'TakeOverEntitlement',
        subject: caseId,
        newId: caseId,
        data: {
          scheme: SCHEME,
          area,
          areaKind: 'RURAL',
          filing: 'SINGLE',
          holder,
          members: [
            {
              personId: holder,
              relation: 'SELF',
              canWork: false,
              employed: false,
              birthDate: '1970-02-03',
              disability: null,
              seriousIllness: false,
            },
          ],
          facts: { mode: 'GAP', members: 1, countableIncomeFen: 20_000 },
          particulars: null,
          payee: ownAccount,
          amountFen: 50_000,
          fromMonth: '2023-01',
          povertyRegister: false,
          closeRelative: false,
          oldDecisionNumber: `OLD-${order}`,
          oldDecisionOn: '2021-04-07',
          reviewDue,
          source: { sha256: '0'.repeat(64), row: order },
        },
      })
      return { caseId, holder }
    },
    close: async () => {
      await app.close()
      idempotency.close()
      await pool.end()
      await anjuan.close()
      await database.drop()
      await rm(directory, { recursive: true })
    },
  }
}
