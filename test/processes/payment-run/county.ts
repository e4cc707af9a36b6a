import { caseEvents } from '../../../src/domain/case/events.ts'
import { personEvents } from '../../../src/domain/person/events.ts'
import { policyEvents } from '../../../src/domain/policy/events.ts'
import type { AmountFacts } from '../../../src/domain/scheme/calculation.ts'
import type { Payee } from '../../../src/domain/scheme/payee.ts'
import type { Actor, Role } from '../../../src/domain/shared/actor.ts'
import type { AnyEvent, EventSchema } from '../../../src/domain/shared/event.ts'
import { idFrom } from '../../../src/log/event-id.ts'
import { noStream } from '../../../src/log/port.ts'
import { openPostgresLog } from '../../../src/log/postgres/engine.ts'
import { prepareMany } from '../../../src/log/prepare.ts'
import type { CommandCall } from '../../../src/processes/call.ts'
import { paymentLedger } from '../../../src/projections/payment-ledger/payment-ledger.ts'
import { listPayments } from '../../../src/projections/payment-ledger/queries.ts'
import { paymentRun } from '../../../src/projections/payment-run/payment-run.ts'
import { person } from '../../../src/projections/person/person.ts'
import { roster } from '../../../src/projections/roster/roster.ts'
import type { View } from '../../../src/projections/view.ts'
import { caughtUp } from '../../caught-up.ts'
import { freshDatabase } from '../../postgres.ts'
import { openBureau } from '../bureau.ts'
import { deathOf, stopOf } from './becomes-known.ts'

export const COUNTY = '990101'
export const SCHEME = 'subsistenceAllowance'

/** A made-up id that reads well: the same name is the same id. */
export const id = (name: string): string => idFrom('test', name)

/** A household of two with 600 yuan of income, under a standard of 700 yuan a head: 800 yuan a month. */
export type Household = {
  name: string
  incomeFen?: number
  fromMonth?: string
  toMonth?: string
  areaKind?: 'URBAN'
  amountFen?: number
  reviewDue?: string
  withoutAccount?: true
}

export const holderOf = (name: string): string => id(`holder ${name}`)
export const childOf = (name: string): string => id(`child ${name}`)
export const caseOf = (name: string): string => id(`case ${name}`)

const staff = (sub: string, ...roles: Role[]): Actor => ({ sub, roles, office: COUNTY, area: COUNTY })
export const maker = staff('maker', 'paymentPreparer')
export const reviewer = staff('reviewer', 'paymentReviewer')
export const approver = staff('approver', 'paymentApprover')
export const officer = staff('officer', 'paymentOfficer')

/**
 * A database of one test file with the real log, vault and read models, and a county that a test fills. `prepare` may change
 * the empty database first, as its owner.
 */
export type County = Awaited<ReturnType<typeof openCounty>>

export const openCounty = async (prepare?: (adminUrl: string) => Promise<void>, more: readonly View[] = []) => {
  const database = await freshDatabase()
  await prepare?.(database.adminUrl)
  const log = await openPostgresLog({ connectionString: database.urlAs('app_api') })
  const bureau = await openBureau(database, {
    log,
    views: [roster, person, paymentLedger, paymentRun, ...more],
    today: '2023-05-08',
  })
  const { deps, projectorPool } = bureau
  let calls = 0

  /** Appends facts to the end of each stream, as if their own commands had. */
  const given = async (
    streams: readonly { stream: string; events: readonly AnyEvent[] }[],
    schemas: readonly EventSchema[],
    by = 'county.clerk',
  ): Promise<void> => {
    calls += 1
    const command = id(`given ${calls}`)
    const tips = await Promise.all(streams.map(({ stream }) => log.readStream(stream, { maxCount: 1 })))
    const commits = await prepareMany(
      deps,
      schemas,
      streams.map(({ stream, events }, index) => ({
        stream,
        tip: tips[index]?.tip ?? noStream,
        events,
        envelope: {
          actor: by,
          roles: ['administrator' as const],
          office: COUNTY,
          area: COUNTY,
          command,
          correlation: stream,
          on: deps.clock.today(),
        },
      })),
    )
    const isNew = commits.every(({ expected }) => expected.version === 0)
    const verdicts = isNew ? await log.createStreams(commits) : await log.appendBatch(commits)
    const lost = verdicts.find(({ is }) => is !== 'appended')
    if (lost) throw new Error(`not given: ${JSON.stringify(lost)}`)
  }

  const untilLedgerKnows = () => caughtUp(deps, 'payment-ledger')

  return {
    deps,
    database,
    projectorPool,
    given,
    setToday: bureau.setToday,
    untilLedgerKnows,
    /** Payments as the ledger has them, once it knows all that is in the log. */
    ledgerOf: async (filter: Parameters<typeof listPayments>[1]) => {
      await untilLedgerKnows()
      return (await listPayments(deps.views, filter, { limit: 9 })).rows
    },
    /** A fresh command of an actor. */
    call: (actor: Actor): CommandCall => {
      calls += 1
      return { actor, commandId: id(`call ${calls}`) }
    },
    giveStandard: (
      monthlyFen = 70_000,
      from = '2023-01-01',
      by = 'county.publisher',
      {
        scheme = SCHEME,
        area = COUNTY,
        areaKind = 'RURAL',
        announcedOn = from,
      }: { scheme?: string; area?: string; areaKind?: string; announcedOn?: string } = {},
    ) =>
      given(
        [
          {
            stream: `policy-${area}`,
            events: [
              {
                type: 'StandardPublished',
                data: {
                  standardId: id(`standard ${monthlyFen} ${from} ${scheme} ${area}`),
                  area,
                  document: { number: `TEST-${from}`, title: 'Standard', issuer: 'County' },
                  effectiveFrom: from,
                  inForceOn: announcedOn,
                  scheme,
                  rate: 'STANDARD',
                  areaKind,
                  figure: { fen: monthlyFen, per: 'MONTH' },
                  printed: null,
                },
              },
            ],
          },
        ],
        policyEvents,
        by,
      ),
    giveHouseholds: async (households: readonly Household[], by = 'county.clerk') => {
      await given(households.flatMap(personsOf), personEvents, by)
      await given(households.map(takenOver), caseEvents, by)
    },
    /** Cases of any scheme and area for people who may be registered already. */
    giveCases: async (cases: readonly GivenCase[], by = 'county.clerk') => {
      await given(mergedByStream(cases.flatMap(claimsOf)), personEvents, by)
      await given(cases.map(granted), caseEvents, by)
    },
    givePersons: (persons: readonly GivenPerson[], by = 'county.clerk') =>
      given(persons.map(givenPerson), personEvents, by),
    giveAccount: (name: string, account: string, by = 'county.clerk') =>
      given([{ stream: `person-${holderOf(name)}`, events: [accountOf(name, account)] }], personEvents, by),
    /** It becomes known, now, that somebody died on a day. */
    giveDeath: (personId: string, diedOn: string) => given([deathOf(personId, diedOn)], personEvents),
    /** A case is ended, now, with a month that may be long past. */
    giveStop: (name: string, lastMonth: string) => given([stopOf(caseOf(name), lastMonth)], caseEvents),
    close: async () => {
      await bureau.close()
      await database.drop()
    },
  }
}

const accountOf = (name: string, account: string): AnyEvent => ({
  type: 'PayeeAccountRegistered',
  data: { personId: holderOf(name), bank: '农商银行', account, accountHolder: `户主${name}` },
})

const registered = (personId: string, name: string): AnyEvent => ({
  type: 'PersonRegistered',
  data: {
    personId,
    name,
    idNumber: null,
    idIndex: null,
    sex: 'FEMALE',
    birthDate: '1970-02-03',
    address: null,
    area: `${COUNTY}001001`,
  },
})

const claimed = (personId: string, name: string, fromMonth: string, scheme = SCHEME): AnyEvent => ({
  type: 'SchemeClaimed',
  data: { personId, scheme, caseId: caseOf(name), fromMonth, toMonth: null },
})

/** Somebody registered with an account; `number` is the blind index of an ID number that two records may share. */
export type GivenPerson = { name: string; number?: string }

export const personNamed = (name: string): string => id(`person ${name}`)

const givenPerson = ({ name, number }: GivenPerson) => {
  const person = registered(personNamed(name), name)
  return {
    stream: `person-${personNamed(name)}`,
    events: [
      { ...person, data: { ...(person.data as object), ...(number ? { idNumber: name, idIndex: number } : {}) } },
      {
        type: 'PayeeAccountRegistered',
        data: { personId: personNamed(name), bank: '农商银行', account: `6228${name}`, accountHolder: name },
      },
    ],
  }
}

/** A case of a scheme: whom it is for, where, from when, and from what its months are computed. */
export type GivenCase = {
  name: string
  scheme: string
  members: readonly string[]
  facts: AmountFacts
  fromMonth?: string
  area?: string
  payee?: Payee
}

const claimsOf = ({ name, scheme, members, fromMonth = '2023-01' }: GivenCase) =>
  members.map((member) => ({
    stream: `person-${personNamed(member)}`,
    events: [claimed(personNamed(member), name, fromMonth, scheme)],
  }))

const mergedByStream = (given: readonly { stream: string; events: readonly AnyEvent[] }[]) =>
  [...Map.groupBy(given, ({ stream }) => stream)].map(([stream, parts]) => ({
    stream,
    events: parts.flatMap(({ events }) => events),
  }))

const granted = ({ name, scheme, members, facts, fromMonth = '2023-01', area = COUNTY, payee }: GivenCase) => {
  const { events, stream } = takenOver({ name, fromMonth })
  const entitlement = {
    ...entitlementOf({ name, fromMonth }),
    scheme,
    facts,
    area: `${area}001001`,
    holder: personNamed(members[0] ?? ''),
    members: members.map(personNamed),
    payee: payee ?? { kind: 'HOLDER' },
  }
  return { stream, events: events.map((event) => ({ ...event, data: { ...event.data, entitlement } })) }
}

const personsOf = ({ name, fromMonth = '2023-01', withoutAccount }: Household) => [
  {
    stream: `person-${holderOf(name)}`,
    events: [
      registered(holderOf(name), `户主${name}`),
      ...(withoutAccount ? [] : [accountOf(name, `6222${name.padStart(12, '0')}`)]),
      claimed(holderOf(name), name, fromMonth),
    ],
  },
  {
    stream: `person-${childOf(name)}`,
    events: [registered(childOf(name), `子女${name}`), claimed(childOf(name), name, fromMonth)],
  },
]

export const entitlementOf = ({
  name,
  incomeFen = 60_000,
  fromMonth = '2023-01',
  toMonth,
  areaKind,
  amountFen = 80_000,
}: Household) => ({
  scheme: SCHEME,
  fromMonth,
  toMonth: toMonth ?? null,
  area: `${COUNTY}001001`,
  areaKind: areaKind ?? 'RURAL',
  holder: holderOf(name),
  members: [holderOf(name), childOf(name)],
  facts: { mode: 'GAP', members: 2, countableIncomeFen: incomeFen },
  amountFen,
  povertyRegister: false,
  closeRelative: false,
  payee: { kind: 'HOLDER' },
  endsOn: null,
})

const takenOver = (household: Household) => ({
  stream: `case-${caseOf(household.name)}`,
  events: [
    {
      type: 'EntitlementTakenOver',
      data: {
        caseId: caseOf(household.name),
        takenOverOn: '2023-01-03',
        oldDecisionNumber: `OLD-${household.name}`,
        oldDecisionOn: '2020-02-03',
        filing: 'HOUSEHOLD',
        members: [holderOf(household.name), childOf(household.name)].map((personId, index) => ({
          personId,
          relation: index === 0 ? 'SELF' : 'CHILD',
          canWork: false,
          employed: false,
          birthDate: '1970-02-03',
          disability: null,
          seriousIllness: false,
        })),
        entitlement: entitlementOf(household),
        particulars: null,
        reviewDue: household.reviewDue ?? '2023-12-31',
        source: { sha256: 'a'.repeat(64), row: 1 },
      },
    },
  ],
})
