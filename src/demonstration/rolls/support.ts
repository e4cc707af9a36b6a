import type { SupportForm } from '../../domain/scheme/extreme-poverty-support/particulars.ts'
import type { SelfCareItems, SelfCareLevel } from '../../domain/scheme/extreme-poverty-support/self-care.ts'
import type { AreaKind } from '../../domain/shared/area.ts'
import { publishedStandards } from '../echeng-2023.ts'
import { publishedSupport } from '../echeng-schemes.ts'
import { homesOf } from '../homes.ts'
import { disabled, someone } from '../people.ts'
import { takeover } from '../roll.ts'
import type { Enrolled, EnrolledFate, SchemeRoll } from './enrolled.ts'
import { atRates, entryOf, fateAt, type Makings } from './makers.ts'

const SCHEME = 'extremePovertySupport'
const { forms, povertyRegister, timesStandard } = publishedSupport

type Group = { areaKind: AreaKind; form: SupportForm; persons: number }

const groups: readonly Group[] = [
  { areaKind: 'RURAL', form: 'CENTRALIZED', persons: forms.ruralCentralized.persons },
  { areaKind: 'URBAN', form: 'CENTRALIZED', persons: forms.urbanCentralized.persons },
  { areaKind: 'RURAL', form: 'DISPERSED', persons: forms.ruralDispersed.persons },
  { areaKind: 'URBAN', form: 'DISPERSED', persons: forms.urbanDispersed.persons },
]

/** Beside those on the roll of December: two of each hundred rural people at home die in the course of 2023. */
const DEATHS = 12
const CHANGES = 8

/** The six items of each level: all done alone, two not, all but eating not. */
export const itemsAt = (level: SelfCareLevel): SelfCareItems => ({
  eating: true,
  dressing: level !== 'NONE',
  gettingUp: level !== 'NONE',
  toilet: level !== 'NONE',
  walkingIndoors: level === 'FULL',
  bathing: level === 'FULL',
})

/** The support roll: the printed people of every form on it in December 2023, and those who die before. */
export const supportRoll = (makings: Makings): SchemeRoll => {
  const { random, scaled } = makings
  let onRegister = scaled(povertyRegister.persons)
  const enrolled = groups.flatMap(({ areaKind, form, persons }): Enrolled[] => {
    const isLargest = form === 'DISPERSED' && areaKind === 'RURAL'
    const plan: (readonly [EnrolledFate, number])[] = isLargest
      ? [
          ['DIES', scaled(DEATHS)],
          ['SELF_CARE_FALLS', scaled(CHANGES)],
        ]
      : []
    const count = scaled(persons) + (isLargest ? scaled(DEATHS) : 0)
    const letter = `${areaKind === 'RURAL' ? 'S' : 'U'}`
    return Array.from({ length: count }, (_, index) => {
      const fate = fateAt(index, plan)
      const isRegistered = fate !== 'DIES' && onRegister > 0 && areaKind === 'RURAL'
      if (isRegistered) onRegister -= 1
      const from = form === 'CENTRALIZED' ? 500_000 : 0
      const entry = entryOf(makings, letter, index + from, { areaKind, on: takeover.on })
      return {
        ...entry,
        ...personIn(makings, { areaKind, form, persons }, index, entry.decidedOn, fate),
        povertyRegister: isRegistered,
        fate,
      }
    })
  })
  return { scheme: SCHEME, enrolled: random.shuffle(enrolled) }
}

const levelOf = ({ random }: Makings, form: SupportForm, fate: EnrolledFate): SelfCareLevel => {
  if (fate === 'SELF_CARE_FALLS') return 'FULL'
  const chance = random.int(100)
  const full = form === 'CENTRALIZED' ? 50 : 80
  if (chance < full) return 'FULL'
  return chance < full + 15 ? 'PARTIAL' : 'NONE'
}

const personIn = (
  makings: Makings,
  { areaKind, form }: Group,
  index: number,
  decidedOn: string,
  fate: EnrolledFate,
): Pick<Enrolled, 'scheme' | 'who' | 'home' | 'particulars' | 'facts' | 'amountFen' | 'fromMonth'> => {
  const { random, issue } = makings
  const person = someone(random, issue, {
    age: random.between(61, 88),
    disability: random.percent(25) ? disabled(random) : null,
  })
  const level = levelOf(makings, form, fate)
  const home = form === 'CENTRALIZED' ? homesOf(areaKind)[index % homesOf(areaKind).length]?.key : undefined
  const standard = areaKind === 'RURAL' ? publishedStandards.rural : publishedStandards.urban
  return {
    scheme: SCHEME,
    who: { known: false, person },
    home: home ?? null,
    particulars: {
      obligors: [],
      schooling: null,
      otherInability: null,
      livelihood: areaKind === 'RURAL' ? 'LAND_OR_COLLECTIVE' : null,
      selfCare: { items: itemsAt(level), level, assessedOn: decidedOn, assessor: '示范县人民医院' },
      form,
      // The home's id follows from its key; whoever takes the roll over puts it in.
      institutionId: null,
      careAgreement:
        form === 'DISPERSED'
          ? {
              agreementNumber: `照护〔${decidedOn.slice(0, 4)}〕${areaKind === 'RURAL' ? '农' : '城'}${index + 1}号`,
              carer: null,
              organisation: '村（居）民委员会照料护理小组',
              signedOn: decidedOn,
              from: decidedOn,
              until: '2024-12-31',
            }
          : null,
    },
    facts: atRates('BASIC_LIVING'),
    amountFen: standard[2022] * timesStandard * 100,
    fromMonth: takeover.fromMonth,
  }
}
