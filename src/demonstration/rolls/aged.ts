import { agedParts } from '../../domain/scheme/aged-allowance/tiers.ts'
import { partsIn } from '../../domain/scheme/monthly-amount.ts'
import { assumed, publishedAged } from '../echeng-schemes.ts'
import { someone } from '../people.ts'
import type { Random } from '../random.ts'
import type { Enrolled, SchemeRoll } from './enrolled.ts'
import { atParts, atRates, entryOf, fateAt, laterTakeover, type Makings } from './makers.ts'

/** The ages at which the tiers begin, and the rate of each in yuan. */
const rates: Readonly<Record<string, number>> = {
  AGED_80: publishedAged.tiers[80],
  AGED_90: publishedAged.tiers[90],
  AGED_100: publishedAged.tiers[100],
}

/** How many of the printed people die in 2023; all of them have been paid by September, so they belong to the printed count. */
const DEATHS = 40
/** Of a thousand: so many are 90 and over, and 100 and over. With them the printed money is met without a made-up rate. */
const NINETIES = 50
const HUNDREDS = 2

/** Ages thin out upwards: of those in their eighties few are 89, so that few step up a tier in the year. */
const ageOf = (random: Random): number => {
  const chance = random.int(1000)
  const within = Math.min(random.int(10), random.int(10))
  if (chance < HUNDREDS) return 100 + random.int(4)
  return (chance < HUNDREDS + NINETIES ? 90 : 80) + within
}

/** The aged allowance: as many as the report counts up to September. One of them becomes ninety in the year, and the death of
 * one is reported months late. */
export const agedRoll = (makings: Makings): SchemeRoll => {
  const { random, issue, scaled } = makings
  const deaths = scaled(DEATHS)
  const enrolled = Array.from({ length: scaled(publishedAged.allowance.persons) }, (_, index): Enrolled => {
    const areaKind = random.percent(58) ? 'RURAL' : 'URBAN'
    // The last of the roll steps up a tier in the year, whatever chance says of the others.
    const age = index === deaths ? 89 : index === deaths + 1 ? 84 : ageOf(random)
    const person = someone(random, issue, { age })
    const parts = agedParts(person.birthDate, [80, 90, 100])
    const paid = partsIn(parts, laterTakeover.fromMonth).map(({ rate }) => (rates[rate] ?? 0) * 100)
    return {
      ...entryOf(makings, 'A', index, { areaKind, on: laterTakeover.on }),
      scheme: 'agedAllowance',
      who: { known: false, person },
      particulars: null,
      facts: atParts(parts),
      amountFen: paid.reduce((sum, fen) => sum + fen, 0),
      fromMonth: laterTakeover.fromMonth,
      fate: index === deaths + 1 ? 'DIES_UNREPORTED' : fateAt(index, [['DIES', deaths]]),
    }
  })
  return { scheme: 'agedAllowance', enrolled }
}

/** Aged people who cannot care for themselves, of families on the poverty register; too young for the aged allowance. */
export const agedDisabledRoll = (makings: Makings): SchemeRoll => {
  const { random, issue, scaled } = makings
  const enrolled = Array.from({ length: scaled(publishedAged.disabledSubsidy.persons) }, (_, index): Enrolled => {
    const areaKind = random.percent(70) ? 'RURAL' : 'URBAN'
    const entry = entryOf(makings, 'D', index, { areaKind, on: laterTakeover.on })
    return {
      ...entry,
      povertyRegister: true,
      scheme: 'agedDisabledSubsidy',
      who: { known: false, person: someone(random, issue, { age: random.between(62, 78) }) },
      particulars: { family: 'POVERTY_REGISTER', assessedUnableOn: entry.decidedOn },
      facts: atRates('STANDARD'),
      amountFen: assumed.agedDisabled * 100,
      fromMonth: laterTakeover.fromMonth,
      fate: fateAt(index, [['DIES', scaled(4)]]),
    }
  })
  return { scheme: 'agedDisabledSubsidy', enrolled }
}

/** How many people apply after September: beyond the printed count. */
const APPLICANTS = 12

/** People in their eighties who are on no roll yet, and apply in the course of 2023. */
export const agedApplicants = (makings: Makings): readonly Enrolled[] =>
  Array.from({ length: makings.scaled(APPLICANTS) }, (_, index): Enrolled => {
    const { random, issue } = makings
    const areaKind = random.percent(58) ? 'RURAL' : 'URBAN'
    const person = someone(random, issue, { age: random.between(80, 84) })
    return {
      ...entryOf(makings, 'E', index, { areaKind, on: laterTakeover.on }),
      scheme: 'agedAllowance',
      who: { known: false, person },
      particulars: null,
      facts: atParts(agedParts(person.birthDate, [80, 90, 100])),
      amountFen: publishedAged.tiers[80] * 100,
      fromMonth: laterTakeover.fromMonth,
      fate: 'STEADY',
    }
  })
