import type { AreaKind } from '../../domain/shared/area.ts'
import { publishedChildren } from '../echeng-schemes.ts'
import type { DemoPerson } from '../household.ts'
import { surnameOf } from '../names.ts'
import { someone } from '../people.ts'
import type { Enrolled, SchemeRoll } from './enrolled.ts'
import { atRates, entryOf, laterTakeover, type Makings } from './makers.ts'

const { ruralOrphans, urbanOrphans, unsupported, monthlyYuan } = publishedChildren

const COMES_OF_AGE = 17

/** Somebody who is eighteen before November, and so off the roll of December. */
const leaver = (makings: Makings, surname: string): DemoPerson => {
  const person = someone(makings.random, makings.issue, { age: COMES_OF_AGE, surname })
  return person.birthDate.slice(5) < '11' ? person : leaver(makings, surname)
}

const child = (
  makings: Makings,
  letter: string,
  index: number,
  {
    scheme,
    areaKind,
    age,
    rate,
    particulars,
  }: { scheme: string; areaKind: AreaKind; age: number; rate: string; particulars: unknown },
): Enrolled => {
  const { random, issue } = makings
  const surname = surnameOf(random)
  const entry = entryOf(makings, letter, index, { areaKind, on: laterTakeover.on })
  return {
    ...entry,
    decidedOn: '2022-03-15',
    scheme,
    who: {
      known: false,
      person: age === COMES_OF_AGE ? leaver(makings, surname) : someone(random, issue, { age, surname }),
    },
    guardian: someone(random, issue, { age: random.between(48, 72), surname }),
    particulars,
    facts: atRates(rate),
    amountFen: monthlyYuan * 100,
    fromMonth: laterTakeover.fromMonth,
    fate: 'STEADY',
  }
}

/** Whoever comes of age in 2023 leaves the roll before December, so that they are beside the printed children. */
const AGE_OUT = { orphans: 1, unsupported: 6 }
const ages = ({ random }: Makings, comesOfAge: boolean): number => (comesOfAge ? COMES_OF_AGE : random.between(2, 15))

/** Orphans with families, by kind of area; one comes of age in 2023. */
export const orphanRoll = (makings: Makings): SchemeRoll => {
  const { scaled } = makings
  const rural = scaled(ruralOrphans.persons)
  const count = rural + scaled(urbanOrphans.persons) + AGE_OUT.orphans
  const particulars = { father: 'DEAD', mother: 'DEAD', care: 'DISPERSED', schooling: null, adoptedOn: null }
  const enrolled = Array.from({ length: count }, (_, index) =>
    child(makings, 'G', index, {
      scheme: 'orphanAllowance',
      areaKind: index < rural ? 'RURAL' : 'URBAN',
      age: ages(makings, index >= count - AGE_OUT.orphans),
      rate: 'DISPERSED',
      particulars,
    }),
  )
  return { scheme: 'orphanAllowance', enrolled }
}

const situations: readonly [object, ...object[]] = [
  { father: { situation: 'DEAD' }, mother: { situation: 'OUT_OF_CONTACT', since: '2020-02-01' } },
  { father: { situation: 'DISABLED', kind: 'MENTAL', grade: 2 }, mother: { situation: 'DEAD' } },
  { father: { situation: 'SERIOUSLY_ILL' }, mother: { situation: 'OUT_OF_CONTACT', since: '2019-06-15' } },
  {
    father: { situation: 'CONFINED', where: 'PRISON', from: '2019-05-10', until: '2027-05-09' },
    mother: { situation: 'DISABLED', kind: 'INTELLECTUAL', grade: 3 },
  },
]

/** Children whom nobody supports in fact. */
export const unsupportedRoll = (makings: Makings): SchemeRoll => {
  const { random, scaled } = makings
  const leaving = scaled(AGE_OUT.unsupported)
  const count = scaled(unsupported.persons) + leaving
  const enrolled = Array.from({ length: count }, (_, index) =>
    child(makings, 'F', index, {
      scheme: 'unsupportedChildAllowance',
      areaKind: random.percent(70) ? 'RURAL' : 'URBAN',
      age: ages(makings, index >= count - leaving),
      rate: 'STANDARD',
      particulars: { ...random.pick(situations), schooling: null, adoptedOn: null, nationalNumber: `DEMO${index + 1}` },
    }),
  )
  return { scheme: 'unsupportedChildAllowance', enrolled }
}
