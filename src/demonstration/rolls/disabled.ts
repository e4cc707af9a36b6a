import { severelyDisabled } from '../../domain/scheme/disability-subsidies/severe.ts'
import { addDays, addMonthsToDay } from '../../domain/shared/day.ts'
import { type Disability, isWithinGrades } from '../../domain/shared/disability.ts'
import { assumed, publishedDisabled } from '../echeng-schemes.ts'
import { disabled, severe, someone } from '../people.ts'
import { randomOf } from '../random.ts'
import type { Enrolled, SchemeRoll, Who } from './enrolled.ts'
import { atRates, entryOf, fateAt, laterTakeover, type Makings } from './makers.ts'

/** Beside those on the roll of December: people who die in 2023. */
const DEATHS = { living: 20, nursing: 60 }

const certificate = (number: string) => ({
  certificate: { number: `DEMO${number}`, certifiedOn: '2018-06-01', validUntil: null },
  workInjuryNursingPay: false,
})

/** Disabled members of allowance families in which nothing happens in 2023. */
const inAllowanceFamilies = ({ roll }: Makings): Who[] =>
  roll.flatMap((household) =>
    'roll' in household.fate && household.fate.roll === 'STEADY'
      ? household.members.flatMap((person, index): Who[] =>
          person.disability === null ? [] : [{ known: 'HOUSEHOLD', household, index, person }],
        )
      : [],
  )

/**
 * The living subsidy [2015-52]: disabled members of allowance families, and where the county has not enough of them, people
 * of marginal families, whose status is on a roll of its own.
 */
export const livingRoll = (makings: Makings): { living: SchemeRoll; marginal: SchemeRoll } => {
  const { random, issue, scaled } = makings
  const deaths = scaled(DEATHS.living)
  const wanted = scaled(publishedDisabled.living.persons) + deaths
  const poor = inAllowanceFamilies(makings).slice(0, wanted - deaths)
  const marginal = Array.from({ length: wanted - poor.length }, (_, index): Enrolled => {
    const areaKind = random.percent(60) ? 'RURAL' : 'URBAN'
    const entry = entryOf(makings, 'M', index, { areaKind, on: laterTakeover.on })
    const decidedOn = addDays('2022-02-01', randomOf(`marginal/${entry.number}`).int(320))
    return {
      ...entry,
      decidedOn,
      // A status holds for twelve months: it is looked at again while it still does.
      reviewDue: addMonthsToDay(decidedOn, 11),
      scheme: 'marginalHousehold',
      who: {
        known: false,
        person: someone(random, issue, { age: random.between(25, 79), disability: disabled(random) }),
      },
      particulars: null,
      facts: { mode: 'NONE', members: 1 },
      amountFen: 0,
      fromMonth: laterTakeover.fromMonth,
      fate: 'STEADY',
    }
  })
  const others = marginal.map(({ number, who: { person } }): Who => ({ known: 'ROLL', number, person }))
  // People of marginal families die first in the order, so that no allowance family changes with them.
  const enrolled = [...others, ...poor].map((who, index): Enrolled => {
    const beside = marginal[index]
    const areaKind = who.known === 'HOUSEHOLD' ? who.household.areaKind : (beside?.areaKind ?? 'RURAL')
    const entry = entryOf(makings, 'L', index, { areaKind, on: laterTakeover.on })
    return {
      ...entry,
      place: who.known === 'HOUSEHOLD' ? who.household.place : (beside?.place ?? entry.place),
      povertyRegister: who.known === 'HOUSEHOLD' && who.household.povertyRegister,
      scheme: 'disabilityLivingSubsidy',
      who,
      particulars: { ...certificate(entry.number), needsCareSince: null },
      facts: atRates('STANDARD'),
      amountFen: assumed.disabilityLiving * 100,
      fromMonth: laterTakeover.fromMonth,
      fate: fateAt(index, [['DIES', deaths]]),
    }
  })
  return {
    living: { scheme: 'disabilityLivingSubsidy', enrolled },
    marginal: { scheme: 'marginalHousehold', enrolled: marginal },
  }
}

const isSevere = (disability: Disability | null): boolean =>
  disability !== null && isWithinGrades(disability, severelyDisabled.value)

/**
 * The nursing subsidy [2015-52]: whoever on the living roll is severely disabled gets it too and is counted in both, as the
 * law allows; the others are people of any family.
 */
export const nursingRoll = (makings: Makings, living: SchemeRoll): SchemeRoll => {
  const { random, issue, scaled } = makings
  const deaths = scaled(DEATHS.nursing)
  const both = living.enrolled.filter(({ fate, who }) => fate === 'STEADY' && isSevere(who.person.disability))
  const count = scaled(publishedDisabled.nursing.persons) + deaths
  const enrolled = Array.from({ length: count }, (_, index): Enrolled => {
    const beside = both[index - deaths]
    const areaKind = beside?.areaKind ?? (random.percent(60) ? 'RURAL' : 'URBAN')
    const entry = entryOf(makings, 'H', index, { areaKind, on: laterTakeover.on })
    const who: Who =
      beside && index >= deaths
        ? knownFrom(beside)
        : { known: false, person: someone(random, issue, { age: random.between(8, 79), disability: severe(random) }) }
    return {
      ...entry,
      place: beside?.place ?? entry.place,
      povertyRegister: beside?.povertyRegister ?? false,
      scheme: 'disabilityNursingSubsidy',
      who,
      particulars: { ...certificate(entry.number), needsCareSince: '2018-06-01' },
      facts: atRates('STANDARD'),
      amountFen: assumed.disabilityNursing * 100,
      fromMonth: laterTakeover.fromMonth,
      fate: fateAt(index, [['DIES', deaths]]),
    }
  })
  return { scheme: 'disabilityNursingSubsidy', enrolled }
}

const knownFrom = ({ number, who }: Enrolled): Who =>
  who.known === false ? { known: 'ROLL', number, person: who.person } : who
