import type { CaseCommand } from '../../../src/domain/case/commands.ts'
import type { PersonCommand } from '../../../src/domain/person/commands.ts'
import type { Actor, Role } from '../../../src/domain/shared/actor.ts'
import { addDays, type Day } from '../../../src/domain/shared/day.ts'
import { Refused } from '../../../src/domain/shared/refusal.ts'
import { idFrom } from '../../../src/log/event-id.ts'
import type { CommandCall } from '../../../src/processes/call.ts'
import { caseCommand } from '../../../src/processes/cases/case-command.ts'
import type { Deps } from '../../../src/processes/deps.ts'
import { personCommand } from '../../../src/processes/persons.ts'

export const SCHEME = 'subsistenceAllowance'
export const STANDARD_FEN = 57_000
export const HOUSEHOLDS = [0, 1, 2, 3]
const BORN = '1970-02-03'

/** A command without what the office adds: whom it is about, and its ids. */
export type Wish<Command> = Command extends { type: infer Type; data: infer Data } ? { type: Type; data: Data } : never

/** The offices of a small county with a day of their own, working through the same processes as the API. */
export type Office = ReturnType<typeof openOffice>

export const openOffice = (deps: Omit<Deps, 'clock'>, number: number) => {
  const area = `99${String(number).padStart(4, '0')}`
  const village = `${area}001001`
  let today: Day = '2024-01-04'
  let calls = 0
  const side: Deps = { ...deps, clock: { today: () => today } }
  const actor = (sub: string, ...roles: Role[]): Actor => ({ sub, roles, office: area, area })
  const staff = {
    clerk: actor('clerk', 'caseWorker', 'surveyor', 'reviewer', 'assistanceAssistant'),
    confirmer: actor('confirmer', 'confirmer'),
    importer: actor('importer', 'administrator'),
    publisher: actor('publisher', 'policyPublisher'),
    preparer: actor('preparer', 'paymentPreparer'),
    reviewer: actor('pay-reviewer', 'paymentReviewer'),
    approver: actor('pay-approver', 'paymentApprover'),
    officer: actor('pay-officer', 'paymentOfficer'),
  }
  const call = (who: Actor): CommandCall => {
    calls += 1
    return { actor: who, commandId: idFrom(area, `call ${calls}`) }
  }
  const idOf = (name: string): string => idFrom(area, name)
  const cases = HOUSEHOLDS.map((index) => idOf(`case ${index}`))
  const caseOf = (index: number): string => cases[index] ?? ''
  const holderOf = (index: number): string => idOf(`holder ${index}`)
  const otherOf = (index: number): string => idOf(`other ${index}`)

  const onCase = (who: Actor, caseId: string, wish: Wish<CaseCommand>) => {
    const made = call(who)
    return caseCommand(side, made, { ...wish, subject: caseId, newId: idFrom(made.commandId, 'new') } as CaseCommand)
  }
  const onPerson = (who: Actor, personId: string, wish: Wish<PersonCommand>) => {
    const made = call(who)
    return personCommand(side, made, { ...wish, subject: personId, newId: made.commandId } as PersonCommand)
  }
  const register = (personId: string, name: string) =>
    onPerson(staff.clerk, personId, {
      type: 'RegisterPerson',
      data: { name, idNumber: null, sex: 'FEMALE', birthDate: BORN, address: null, area: village },
    })
  const newAccount = (personId: string, a: number) =>
    onPerson(staff.clerk, personId, {
      type: 'RegisterPayeeAccount',
      data: {
        bank: '示范农村商业银行',
        account: `62990${String(calls * 1_000 + a).padStart(12, '0')}`,
        accountHolder: '示例',
      },
    })
  return {
    area,
    village,
    side,
    staff,
    call,
    cases,
    caseOf,
    holderOf,
    otherOf,
    onCase,
    onPerson,
    register,
    newAccount,
    today: (): Day => today,
    pass: (days: number): void => {
      today = addDays(today, days)
    },
    /** A number that no decision of this county has borne. */
    number: (): string => `第${calls}号`,
  }
}

/** A member of a household. */
export const member = (personId: string, relation: 'SELF' | 'SPOUSE' | 'OTHER') => ({
  personId,
  relation,
  canWork: false,
  employed: false,
  birthDate: BORN,
  disability: null,
  seriousIllness: false,
})

/** An assessment with one income. */
export const assessed = (personId: string, fen: number) => ({
  incomes: fen === 0 ? [] : [{ personId, kind: 'WAGES' as const, monthlyFen: fen, source: 'REGISTER' as const }],
  deductions: [],
  assets: { finding: 'WITHIN' as const, basis: '未超过当地规定' },
})

/** True when it went through; false when it was refused. Anything but a refusal is a fault and thrown on. */
export const unlessRefused = async (work: () => Promise<unknown>): Promise<boolean> => {
  try {
    await work()
    return true
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}
