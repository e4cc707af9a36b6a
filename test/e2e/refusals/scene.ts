import { checkDigitOf } from '../../../src/domain/person/id-number.ts'
import type { Actor, Role } from '../../../src/domain/shared/actor.ts'
import { addDays, dayInShanghai } from '../../../src/domain/shared/day.ts'
import { apiOf, type Desk } from '../api.ts'
import type { Place } from '../program.ts'
import { COUNTY, SCHEME } from '../roll.ts'

const VILLAGE = '990101004200'
/** The day of these tests. */
export const today = dayInShanghai(Date.now())
/** The id of nobody and nothing. */
export const NOBODY = '00000000-0000-4000-8000-000000000000'
const person = (sub: string, area: string, ...roles: Role[]): Actor => ({ sub, roles, office: area, area })
const actors = {
  clerk: person('clerk', '990101004', 'caseWorker'),
  neighbour: person('neighbour', '990101005', 'caseWorker'),
  preparer: person('preparer', COUNTY, 'paymentPreparer'),
  publisher: person('publisher', COUNTY, 'policyPublisher'),
  auditor: person('auditor', '000000', 'auditor'),
}
/** Their desks. */
export type Desks = Record<keyof typeof actors, Desk>

/** What the requests are about. */
export type Scene = {
  url: string
  desks: Desks
  /** A couple whose application was accepted, and one of those who have nothing yet. */
  husband: string
  wife: string
  third: string
  /** The couple's case, and somebody else's that was accepted too. */
  accepted: string
  other: string
  /** Filed only: of the wife alone, of a household with one of the couple in it, and one that nothing is wrong with. */
  lone: string
  household: string
  sound: string
}

/** A person of the synthetic county, by a number of their own. */
export const identity = (name: string, order: string) => {
  const digits = `${COUNTY}19700203${order}`
  const idNumber = digits + checkDigitOf(digits)
  const sex = Number(order) % 2 === 1 ? 'MALE' : 'FEMALE'
  return { name, idNumber, sex, birthDate: '1970-02-03', address: null, area: VILLAGE }
}
/** A member of a household. */
export const member = (personId: string, relation: string) => ({
  personId,
  relation,
  canWork: false,
  employed: false,
  birthDate: '1970-02-03',
  disability: null,
  seriousIllness: false,
})
/** An application of some persons, the first for all. */
export const application = (...members: [string, ...string[]]) => ({
  scheme: SCHEME,
  area: VILLAGE,
  areaKind: 'RURAL',
  filing: 'HOUSEHOLD',
  applicant: members[0],
  proxy: null,
  members: members.map((personId, index) => member(personId, index === 0 ? 'SELF' : 'SPOUSE')),
  declared: { incomes: [], deductions: [], assets: { finding: 'WITHIN', basis: '未超过当地规定' } },
  povertyRegister: false,
  commitmentSignedOn: today,
})
/** Files an application that lacks nothing for its acceptance. */
const file = async ({ clerk }: Desks, ...members: [string, ...string[]]): Promise<string> => {
  const { id } = await clerk.done('/v1/cases', application(...members))
  for (const personId of members)
    await clerk.done(`/v1/cases/${id}/record-authorization`, {
      personId,
      signedOn: today,
      validTo: addDays(today, 300),
    })
  await clerk.done(`/v1/cases/${id}/declare-close-relatives`, { relatives: [] })
  return id
}

/** Sets the scene in a program that serves. */
export const setScene = async (place: Place): Promise<Scene> => {
  const api = apiOf(place)
  const opened = await Promise.all(
    Object.entries(actors).map(async ([name, actor]) => [name, await api.deskOf(actor)] as const),
  )
  const desks = Object.fromEntries(opened) as Desks
  const { clerk } = desks
  const register = async (name: string, order: string) => (await clerk.done('/v1/persons', identity(name, order))).id
  // Claims are taken in the order of ids: the refusal shall come when another member has been looked at already.
  const three = [await register('孙示例', '001'), await register('李示例', '002'), await register('周示例', '003')]
  const [third, husband, wife] = three.sort() as [string, string, string]
  const accepted = await file(desks, husband, wife)
  const other = await file(desks, await register('钱示例', '004'))
  for (const id of [accepted, other]) await clerk.done(`/v1/cases/${id}/accept-application`, {})
  return {
    url: `http://127.0.0.1:${place.port}`,
    desks,
    husband,
    wife,
    third,
    accepted,
    other,
    lone: await file(desks, wife),
    household: await file(desks, third, wife),
    sound: await file(desks, third),
  }
}
