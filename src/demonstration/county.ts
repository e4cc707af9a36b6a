import type { DemonstrationCounty } from '../domain/demonstration/day.ts'
import { type RollPart, rollParts } from './echeng-2023.ts'
import { type FatePlan, fatePlans, type LeadGroup, type NewFate, type RollFate } from './fates.ts'
import type { DemoHousehold } from './household.ts'
import { idNumberIssuer } from './id-numbers.ts'
import { familyOf, newbornOf } from './people.ts'
import { placeOf } from './places.ts'
import { type Random, randomOf } from './random.ts'
import { agedApplicants } from './rolls/aged.ts'
import type { Enrolled, SchemeRoll } from './rolls/enrolled.ts'
import { schemeRolls } from './rolls/rolls.ts'
import { sizesOf } from './sizes.ts'

/** The seed of the demonstration; any other gives another county with the same counts. */
export const DEMONSTRATION_SEED = 'anjuan'

/** A household before it has people: how many, and what becomes of it. `size` is at the time it comes onto the roll. */
type Outline = { part: RollPart; size: number; fate: DemoHousehold['fate'] }

/**
 * The made-up county: the households on the allowance roll before 2022, those who apply in 2023, and the rolls of the other
 * schemes.
 */
export type County = {
  seed: string
  scale: CountyScale
  roll: readonly DemoHousehold[]
  fresh: readonly DemoHousehold[]
  schemes: readonly SchemeRoll[]
  /** People of no roll who apply for the aged allowance in 2023. */
  applicants: readonly Enrolled[]
}

/** The whole county with the published counts, or one in so many of its households, for who has seconds and not minutes. */
export type CountyScale = DemonstrationCounty['scale']

/** One in so many at each size. */
export const ONE_IN: Readonly<Record<CountyScale, number>> = { whole: 1, small: 25 }

/**
 * Makes the county of a seed. The same seed gives the same county, byte for byte; every seed gives the published counts for
 * December 2023 once the story of that year has run its course. A small one has every fate as well.
 */
export const countyOf = (seed: string, scale: CountyScale = 'whole'): County => {
  const random = randomOf(seed)
  const outlines = partsOf(scale).flatMap((part) =>
    outlinesOf(random.fork(part.key), part, scaledPlan(fatePlans[part.key], ONE_IN[scale])),
  )
  const issue = idNumberIssuer()
  const people = random.fork('people')
  const counts = new Map<string, number>()
  const households = outlines.map((outline): DemoHousehold => {
    const { areaKind, povertyRegister } = outline.part
    const letter = 'fresh' in outline.fate ? 'N' : areaKind === 'RURAL' ? 'R' : 'C'
    const count = (counts.get(letter) ?? 0) + 1
    counts.set(letter, count)
    const members = familyOf(people, issue, outline.size)
    return {
      number: `${letter}${String(count).padStart(6, '0')}`,
      place: placeOf(people, areaKind),
      areaKind,
      povertyRegister,
      members,
      newborn:
        'roll' in outline.fate && outline.fate.roll === 'CHILD_IS_BORN' ? newbornOf(people, issue, members[0]) : null,
      incomeFen: incomeOf(people, outline),
      account: `6299${letter.charCodeAt(0)}${String(count).padStart(10, '0')}`,
      fate: outline.fate,
    }
  })
  const roll = households.filter(({ fate }) => 'roll' in fate)
  const makings = { random: random.fork('other rolls'), issue, roll, scaled: scaledTo(scale) }
  return {
    seed,
    scale,
    roll,
    fresh: households.filter(({ fate }) => 'fresh' in fate),
    schemes: schemeRolls(makings),
    applicants: agedApplicants({ ...makings, random: random.fork('applicants') }),
  }
}

/** A printed count at a scale: one in so many, and never none. */
export const scaledTo =
  (scale: CountyScale) =>
  (count: number): number =>
    Math.ceil(count / ONE_IN[scale])

/** The parts of the roll in December at a scale. */
export const partsOf = (scale: CountyScale): readonly RollPart[] =>
  rollParts.map((part) => ({
    ...part,
    households: scaledTo(scale)(part.households),
    persons: scaledTo(scale)(part.persons),
  }))

const scaledPlan = ({ leads, fresh, roll }: FatePlan, oneIn: number): FatePlan => {
  const scaled = <Counts extends object>(counts: Counts): Counts =>
    Object.fromEntries(Object.entries(counts).map(([key, count]) => [key, Math.ceil(Number(count) / oneIn)])) as Counts
  return {
    leads: leads.map((lead) => ({ ...lead, ...scaled(sizesIn(lead)) })),
    fresh: scaled(fresh),
    roll: scaled(roll),
  }
}

const sizesIn = ({ households, persons }: FatePlan['leads'][number]) => ({ households, persons })

const entriesOf = <Key extends string>(counts: Readonly<Partial<Record<Key, number>>>): [Key, number][] =>
  Object.entries(counts) as [Key, number][]

/**
 * Lays out one part of the roll backwards from its December: households that are on it then (from monitoring, granted in
 * 2023, or on it all along), and beside them those that leave or never come in.
 */
const outlinesOf = (random: Random, part: RollPart, plan: FatePlan): Outline[] => {
  const leads = plan.leads.flatMap(({ group, households, persons }) =>
    sizesOf(random, households, persons).map((size) => applied(part, size, 'GRANTED', group)),
  )
  const persons = plan.leads.reduce((sum, lead) => sum + lead.persons, 0)
  const final = random.shuffle(sizesOf(random, part.households - leads.length, part.persons - persons))
  const take = (fits: (size: number) => boolean): number => {
    const index = final.findIndex(fits)
    const [size] = final.splice(index, 1)
    if (index < 0 || size === undefined) throw new Error(`no household of ${part.key} is left for this fate`)
    return size
  }
  const outlines: Outline[] = []
  // Fates that need a household of some size choose first.
  const { CHILD_IS_BORN = 0, GRADUAL_EXIT_RUNNING = 0, ...others } = plan.roll
  for (const [fate, count] of entriesOf<Exclude<RollFate, 'STEADY'>>({
    CHILD_IS_BORN,
    GRADUAL_EXIT_RUNNING,
    ...others,
  }))
    for (let made = 0; made < count; made += 1) outlines.push({ part, ...sizeBefore(random, fate, take) })
  for (const [fate, count] of entriesOf<NewFate>(plan.fresh))
    for (let made = 0; made < count; made += 1)
      outlines.push(applied(part, fate.startsWith('GRANTED') ? take(() => true) : random.between(1, 4), fate, null))
  const steady = final.map((size): Outline => ({ part, size, fate: { roll: 'STEADY' } }))
  return random.shuffle([...outlines, ...leads, ...steady])
}

const applied = (part: RollPart, size: number, fresh: NewFate, lead: LeadGroup | null): Outline => ({
  part,
  size,
  fate: { fresh, lead },
})

/** The size on the roll of 2022 that makes the size of December 2023; who leaves takes nothing from that roll. */
const sizeBefore = (
  random: Random,
  fate: Exclude<RollFate, 'STEADY'>,
  take: (fits: (size: number) => boolean) => number,
): Omit<Outline, 'part'> => {
  const sizes: Record<typeof fate, () => number> = {
    MEMBER_DIES: () => take((size) => size < 5) + 1,
    CHILD_IS_BORN: () => take((size) => size > 1) - 1,
    INCOME_FALLS: () => take(() => true),
    INCOME_RISES: () => take(() => true),
    SUSPENDED_AND_RESUMED: () => take(() => true),
    MOVES_TOWNSHIP: () => take(() => true),
    GRADUAL_EXIT_RUNNING: () => take((size) => size > 1),
    LEAVES_BY_INCOME: () => random.between(1, 4),
    LEAVES_BY_DEATH: () => 1,
    LEAVES_BY_MOVE: () => random.between(1, 3),
    LEAVES_BY_OWN_WISH: () => random.between(1, 3),
    LEAVES_BY_GRADUAL_EXIT: () => random.between(2, 4),
  }
  return { size: sizes[fate](), fate: { roll: fate } }
}

/**
 * Monthly income of the household in whole ten-yuan steps: up to 300 yuan per head, far below every standard; nearly half
 * have none. Who is refused has more than any standard.
 */
const incomeOf = (random: Random, { size, fate }: Outline): number => {
  const needsIncome = 'roll' in fate && (fate.roll === 'INCOME_FALLS' || fate.roll === 'LEAVES_BY_INCOME')
  const refused = 'fresh' in fate && fate.fresh === 'REFUSED'
  if (refused) return size * random.between(70, 140) * 1000
  if (!needsIncome && random.percent(40)) return 0
  return size * random.between(needsIncome ? 10 : 2, 30) * 1000
}
