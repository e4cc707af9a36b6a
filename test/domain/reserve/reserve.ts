import type { ReserveCommand } from '../../../src/domain/reserve/commands.ts'
import type { ReserveContext } from '../../../src/domain/reserve/decide.ts'
import type { ReserveEvent } from '../../../src/domain/reserve/events.ts'
import type { Role } from '../../../src/domain/shared/actor.ts'
import type { Day } from '../../../src/domain/shared/day.ts'
import { idFrom } from '../../../src/log/event-id.ts'

export const TOWNSHIP = '990101001'

/** A made-up id: the same name is the same id. */
export const id = (name: string): string => idFrom('reserve', name)

/** Somebody of an area on a day. */
export const as = (role: Role, area = '990101', today: Day = '2023-03-10', sub: string = role): ReserveContext => ({
  actor: { sub, roles: [role], office: area, area },
  today,
})

const document = (number: string) => ({ number, title: '关于下达备用金的通知', issuer: '示例县财政局' })

/** Money of the relief fund for 2023, on a document of that number. */
export const money = (amountFen: number, number = 'A') => ({
  source: 'RELIEF_FUND' as const,
  budgetYear: 2023,
  document: document(number),
  amountFen,
})

type Data<Type extends ReserveCommand['type']> = Extract<ReserveCommand, { type: Type }>['data']

/** A command on the township's reserve; what it brings into being is named. */
export const command = <Type extends ReserveCommand['type']>(type: Type, data: Data<Type>, name = 'new') =>
  ({ type, subject: TOWNSHIP, newId: id(name), data }) as Extract<ReserveCommand, { type: Type }>

const fact = <Type extends ReserveEvent['type'], Data>(type: Type, data: Data) => ({
  type,
  data: { area: TOWNSHIP, ...data },
})

export const allocated = (amountFen: number, on: Day = '2023-03-01', number = 'A') =>
  fact('ReserveAllocated', { transferId: id(`allocated ${number}`), ...money(amountFen, number), on })

export const replenished = (amountFen: number, on: Day, number = 'R') =>
  fact('ReserveReplenished', { transferId: id(`replenished ${number}`), ...money(amountFen, number), on })

export const settled = (amountFen: number, on: Day, number = 'S') =>
  fact('ReserveSettled', { transferId: id(`settled ${number}`), ...money(amountFen, number), on })

const someone = { caseId: id('case'), personId: id('person') }

export const hardship = { cause: 'FIRE' as const, account: '夜间失火。' }

export const drawn = (name: string, amountFen: number, on: Day = '2023-03-05') =>
  fact('ReserveDrawn', { drawId: id(name), ...someone, hardship, amountFen, on })

export const returned = (name: string, amountFen: number, on: Day = '2023-03-08') =>
  fact('ReserveDrawReturned', {
    returnId: id(`return ${name}`),
    drawId: id(name),
    ...someone,
    amountFen,
    reasons: 'paid by another',
    on,
  })

export const annulled = (name: string, amountFen: number, on: Day = '2023-03-08') =>
  fact('ReserveDrawAnnulled', { drawId: id(name), caseId: someone.caseId, amountFen, reason: 'no aid', on })

/** A draw as a command. */
export const draw = (amountFen: number, more: Partial<Data<'DrawReserve'>> = {}, name = 'new') =>
  command('DrawReserve', { ...someone, hardship, amountFen, onceSince: null, ...more }, name)
