import { createHash } from 'node:crypto'
import type { DrawnCase, SamplePlan, Stratum } from '../../domain/inspection/events.ts'
import { drawnOf } from '../../domain/inspection/sample.ts'
import type { AreaCode } from '../../domain/shared/area.ts'
import { ascending } from '../../domain/shared/ascending.ts'

/** A case that might be drawn, in the township (9 digits) that it lay in when the act was done. */
export type Candidate = { caseId: string; township: AreaCode }

/** The drawn cases, with the population they were drawn from. */
export type DrawnCases = { populationSha256: string; strata: Stratum[]; drawn: Candidate[] }

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Puts some things in the order that the key gives them: by SHA-256 of `key|name`, in hexadecimal. */
const inOrderOf = <Thing>(key: string, things: readonly Thing[], nameOf: (thing: Thing) => string): Thing[] =>
  things
    .map((thing) => ({ thing, place: digest(`${key}|${nameOf(thing)}`) }))
    .sort((one, other) => ascending(one.place, other.place))
    .map(({ thing }) => thing)

/** SHA-256 over a population: one `township caseId` a line, sorted, each line ended by a line feed. */
const hashOf = (population: readonly Candidate[]): string =>
  digest(
    population
      .map(({ caseId, township }) => `${township} ${caseId}\n`)
      .sort(ascending)
      .join(''),
  )

/**
 * Draws cases: those of each township in the order of SHA-256 of `drawKey|caseId`, of which the first are taken, the share
 * rounded up. The same key, population and share give the same cases, in whatever order they come; whoever has a SHA-256 at
 * hand can draw them again.
 */
export const drawCases = (drawKey: string, population: readonly Candidate[], percent: number): DrawnCases => {
  const cases = [...new Map(population.map((one) => [one.caseId, one])).values()]
  const townships = [...Map.groupBy(cases, ({ township }) => township)].sort(([one], [other]) => ascending(one, other))
  const taken = townships.map(([township, own]) => {
    const count = drawnOf(own.length, percent)
    const drawn = inOrderOf(drawKey, own, ({ caseId }) => caseId).slice(0, count)
    return { stratum: { township, population: own.length, drawn: count }, drawn }
  })
  return {
    populationSha256: hashOf(cases),
    strata: taken.map(({ stratum }) => stratum),
    drawn: taken.flatMap(({ drawn }) => drawn),
  }
}

/**
 * Draws who checks each case (双随机): from the list, without whoever has had a hand in that case, in the order of SHA-256
 * of `drawKey|caseId|inspector`. Whoever was added to the list comes after all of it, in the same order: by then the key is
 * known, and nobody shall draw a case by being added.
 */
export const drawInspectors = (
  drawKey: string,
  drawn: readonly Candidate[],
  {
    inspectors,
    added,
    inspectorsPerCase,
  }: Pick<SamplePlan, 'inspectors' | 'inspectorsPerCase'> & { added: readonly string[] },
  handsOn: ReadonlyMap<string, ReadonlySet<string>>,
): DrawnCase[] =>
  drawn.map(({ caseId, township }) => {
    const inOrder = [inspectors, added].flatMap((list) => inOrderOf(`${drawKey}|${caseId}`, list, String))
    const free = inOrder.filter((inspector) => !handsOn.get(caseId)?.has(inspector))
    return { caseId, township, inspectors: free.slice(0, inspectorsPerCase) }
  })

/** SHA-256 of all that was drawn, inspectors included. */
export const hashOfDrawn = (drawn: readonly DrawnCase[]): string => digest(JSON.stringify(drawn))
