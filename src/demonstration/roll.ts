import { addDays, type Day, daysBetween } from '../domain/shared/day.ts'
import { yuanText } from '../domain/shared/fen.ts'
import type { ColumnKey } from '../processes/roll-file/columns.ts'
import { columnList } from '../processes/roll-file/columns.ts'
import type { County } from './county.ts'
import { publishedStandards } from './echeng-2023.ts'
import type { DemoHousehold, DemoPerson } from './household.ts'
import { county as place } from './places.ts'
import { randomOf } from './random.ts'

/** The day on which the county's roll is taken over, and the first month paid here. */
export const takeover = { on: '2021-12-28', fromMonth: '2022-01' } as const

const relations = { SELF: '本人', SPOUSE: '配偶', CHILD: '子女', PARENT: '父母' } as const
const kinds = {
  VISUAL: '视力',
  HEARING: '听力',
  SPEECH: '言语',
  PHYSICAL: '肢体',
  INTELLECTUAL: '智力',
  MENTAL: '精神',
  MULTIPLE: '多重',
} as const
const grades = ['一级', '二级', '三级', '四级']
const yesNo = (yes: boolean): string => (yes ? '是' : '否')

/** The bank of every made-up account. */
export const bank = '示范农村商业银行'

/** Where a made-up household lives. */
export const addressOf = ({ place: { townshipName, name } }: DemoHousehold): string =>
  `${place.name}${townshipName}${name}`

/** Monthly amount in fen under the standards of a year: standard × members less income. */
export const amountOf = (
  { areaKind }: Pick<DemoHousehold, 'areaKind'>,
  year: 2022 | 2023,
  members: number,
  incomeFen: number,
): number => {
  const standards = areaKind === 'RURAL' ? publishedStandards.rural : publishedStandards.urban
  return Math.max(0, standards[year] * 100 * members - incomeFen)
}

/**
 * The roll that the county hands over, as the rows of a roll file: headings first, then one row per member, household
 * columns on the first row of each household. The same county gives the same rows.
 */
export function* rollRows(county: County): Generator<readonly string[]> {
  yield columnList.map(({ heading }) => heading)
  for (const household of county.roll) {
    const cells = householdCells(household)
    for (const [index, member] of household.members.entries()) {
      const row: Partial<Record<ColumnKey, string>> = {
        householdNumber: household.number,
        ...(index === 0 ? cells : {}),
        ...memberCells(household, member),
        ...(index === 0 ? { holder: '是', bank, account: household.account, accountHolder: member.name } : {}),
      }
      yield columnList.map(({ key }) => row[key] ?? '')
    }
  }
}

const householdCells = (household: DemoHousehold): Partial<Record<ColumnKey, string>> => {
  const random = randomOf(`old decision/${household.number}`)
  const { members, areaKind, incomeFen } = household
  const [applicant] = members
  const alone = members.length === 1 && (applicant.disability?.grade ?? 4) < 3
  const decidedOn = addDays('2018-01-08', random.int(daysBetween('2018-01-08', '2021-11-30')))
  return {
    area: household.place.code,
    areaKind: areaKind === 'RURAL' ? '农村' : '城市',
    filing: alone ? '单人户' : '整户',
    povertyRegister: yesNo(household.povertyRegister),
    closeRelative: yesNo(random.int(200) === 0),
    oldDecisionNumber: `示民低审〔${decidedOn.slice(0, 4)}〕${String(random.between(1, 9999)).padStart(4, '0')}号`,
    oldDecisionOn: decidedOn,
    memberCount: String(members.length),
    income: yuanText(incomeFen),
    amount: yuanText(amountOf(household, 2022, members.length, incomeFen)),
    fromMonth: takeover.fromMonth,
    reviewDue: reviewDueOf(household),
  }
}

/** Half a year at most where somebody can work, a year where nobody can [2021-57 Art.31]. */
const reviewDueOf = ({ number, members }: DemoHousehold): Day =>
  addDays('2022-01-20', randomOf(`review/${number}`).int(members.some(({ canWork }) => canWork) ? 160 : 340))

const memberCells = (household: DemoHousehold, member: DemoPerson): Partial<Record<ColumnKey, string>> => ({
  name: member.name,
  relation: relations[member.relation],
  idNumber: member.idNumber,
  sex: member.sex === 'MALE' ? '男' : '女',
  birthDate: member.birthDate,
  address: addressOf(household),
  disabilityKind: member.disability ? kinds[member.disability.kind] : '',
  disabilityGrade: grades[(member.disability?.grade ?? 0) - 1] ?? '',
  seriousIllness: yesNo(member.seriousIllness),
  canWork: member.canWork ? '有' : '无',
  employed: '否',
})
