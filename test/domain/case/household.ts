import type { CaseCommand } from '../../../src/domain/case/commands.ts'
import type { CaseContext } from '../../../src/domain/case/context.ts'
import type { Person, PersonState } from '../../../src/domain/person/state.ts'
import { calendarOf } from '../../../src/domain/policy/calendar.ts'
import type { PolicyEvent } from '../../../src/domain/policy/events.ts'
import type { Assessment, IncomeItem, MemberInput } from '../../../src/domain/scheme/household.ts'
import { schemes } from '../../../src/domain/scheme/schemes.ts'
import type { Actor, Role } from '../../../src/domain/shared/actor.ts'
import type { Day } from '../../../src/domain/shared/day.ts'
import { COUNTY, nationalCalendars, policyOf, standard, TOWNSHIP, VILLAGE } from '../policy/published.ts'

export const caseId = 'ca5e0000-0000-4000-8000-000000000001'
export const father = 'f0000000-0000-4000-8000-000000000001'
export const mother = 'f0000000-0000-4000-8000-000000000002'
export const grandmother = 'f0000000-0000-4000-8000-000000000003'
export const child = 'f0000000-0000-4000-8000-000000000004'
export const stranger = 'f0000000-0000-4000-8000-000000000009'

const births: Record<string, Day> = {
  [father]: '1980-02-11',
  [mother]: '1982-07-30',
  [grandmother]: '1949-12-01',
  [child]: '2023-06-18',
  [stranger]: '1990-01-01',
}

export const member = (personId: string, over: Partial<MemberInput> = {}): MemberInput => ({
  personId,
  relation: personId === father ? 'SELF' : 'OTHER',
  canWork: personId === father,
  employed: false,
  birthDate: births[personId]!,
  disability: null,
  seriousIllness: false,
  ...over,
})

export const wages = (monthlyFen: number, personId = father): IncomeItem => ({
  personId,
  kind: 'WAGES',
  monthlyFen,
  source: 'REGISTER',
})

export const assessed = (incomes: readonly IncomeItem[], over: Partial<Assessment> = {}): Assessment => ({
  incomes: [...incomes],
  deductions: [],
  assets: { finding: 'WITHIN', basis: '均未超过当地规定' },
  ...over,
})

export const li = [member(father), member(mother), member(grandmother)]

/** A registered person with what a test wants to be known of them. */
export const person = (personId: string, over: Partial<Person> = {}): Person => ({
  status: 'REGISTERED',
  personId,
  name: '测试人员',
  idNumber: null,
  idIndex: null,
  sex: 'FEMALE',
  birthDate: births[personId]!,
  address: null,
  area: VILLAGE,
  account: null,
  disability: null,
  diedOn: null,
  claims: [],
  identityEvent: 'event-1',
  deathEvent: null,
  ...over,
})

const everybody = Object.keys(births)

/** Staff of the township, the county, and one delegated confirmer; each with the roles of the part. */
export const actor = (sub: string, area: string, ...roles: Role[]): Actor => ({ sub, area, roles, office: 'office' })
export const clerk = actor('clerk', TOWNSHIP, 'caseWorker')
export const surveyor = actor('surveyor-1', TOWNSHIP, 'surveyor')
export const senior = actor('senior', TOWNSHIP, 'reviewer')
export const confirmer = actor('confirmer', COUNTY, 'confirmer')
export const countyVisitor = actor('county-visitor', COUNTY, 'reviewer')
export const townshipConfirmer = actor('township-confirmer', TOWNSHIP, 'confirmer')

const ruralStandards = [
  standard({ effectiveFrom: '2021-01-01', inForceOn: '2020-12-20', monthlyFen: 54_000 }),
  standard(),
  standard({ areaKind: 'URBAN', monthlyFen: 64_000 }),
]

export const policyWith = (...more: readonly PolicyEvent[]) =>
  policyOf(...nationalCalendars, ...ruralStandards, ...more)

const policy = policyWith()

/** Everything a command is decided with, on a day; all persons live, registered and claimed unless told otherwise. */
export const on = (today: Day, who: Actor = clerk, over: Partial<CaseContext> = {}): CaseContext => {
  const known = over.policy ?? policy
  return {
    actor: who,
    today,
    schemes,
    policy: known,
    calendar: calendarOf(known),
    persons: new Map<string, PersonState>(everybody.map((id) => [id, person(id)])),
    claimsHeld: everybody,
    ...over,
  }
}

/** The same persons, some of them told differently. */
export const personsWith = (...changed: readonly Person[]): ReadonlyMap<string, PersonState> =>
  new Map<string, PersonState>([
    ...everybody.map((id): [string, PersonState] => [id, person(id)]),
    ...changed.map((one): [string, PersonState] => [one.personId, one]),
  ])

type DataOf<Type extends CaseCommand['type']> = Extract<CaseCommand, { type: Type }>['data']

/** A command on the case. */
export const command = <Type extends CaseCommand['type']>(
  type: Type,
  data: DataOf<Type>,
  newId = '0d9b6c1e-58a4-4f5c-8d3e-7a1b2c3d4e5f',
): CaseCommand => ({ type, subject: caseId, newId, data }) as unknown as CaseCommand

/** The application of the household; `over` changes parts of it. */
export const application = (over: Partial<DataOf<'RegisterIntake'>> = {}): DataOf<'RegisterIntake'> => ({
  scheme: 'subsistenceAllowance',
  area: VILLAGE,
  areaKind: 'RURAL',
  filing: 'HOUSEHOLD',
  applicant: father,
  proxy: null,
  members: li,
  declared: assessed([wages(90_000)]),
  povertyRegister: false,
  commitmentSignedOn: '2023-03-03',
  particulars: null,
  ...over,
})

export const visit = (over: Partial<DataOf<'RecordHomeVisit'>> = {}): DataOf<'RecordHomeVisit'> => ({
  surveyors: ['surveyor-1', 'surveyor-2'],
  mode: 'IN_PERSON',
  place: '家中',
  signedByHousehold: true,
  signedBySurveyors: true,
  formSha256: null,
  findings: '三人共同居住。',
  ...over,
})
