import type { Day } from '../shared/day.ts'
import type { SchemeCode } from '../shared/scheme-code.ts'

/**
 * What another scheme does to one that the same human holds in the same month. `EXCLUDES` only one of them is paid ·
 * `TOP_UP` the line is paid less what the other gives per head · `HIGHER` whichever gives more is paid.
 */
export type Effect = 'EXCLUDES' | 'TOP_UP' | 'HIGHER'

/**
 * One cell of the matrix: what happens to `scheme` beside `other`. `ALWAYS` whichever came first; `IF_LATER` only where
 * the other was there first. What is not in the matrix stands beside everything: temporary assistance and price subsidy do.
 */
export type ExclusionCell = {
  from: Day
  until: Day | null
  scheme: SchemeCode
  other: SchemeCode
  when: 'ALWAYS' | 'IF_LATER'
  effect: Effect
  clause: string
}

const cell = (
  from: Day,
  [scheme, other]: readonly [SchemeCode, SchemeCode],
  [effect, when]: readonly [Effect, ExclusionCell['when']],
  clause: string,
): ExclusionCell => ({ from, until: null, scheme, other, when, effect, clause })

const eachWay = (from: Day, pair: readonly [SchemeCode, SchemeCode], effect: Effect, clause: string) => {
  const when = effect === 'HIGHER' ? 'ALWAYS' : 'IF_LATER'
  const [one, other] = pair
  return [cell(from, [one, other], [effect, when], clause), cell(from, [other, one], [effect, when], clause)]
}

/** Documents whose day is not printed begin with their year. */
const [FRAME, SUBSIDIES, CHILDREN, SUPPORT] = ['2014-05-01', '2016-01-01', '2019-01-01', '2021-07-01'] as const

/**
 * Known from a summary and reports of practice alone: the document was not read. Nursing pay for a work injury is among it;
 * no scheme here grants it, so that it is told with the particulars of the subsidies.
 */
const REPORTED = '2015-52 (reported)'
const DEFAULT = 'product default'

/** Dated data: a change of the law is a new row with its day, and an end day on the old one. */
export const exclusionMatrix: readonly ExclusionCell[] = [
  // Practised everywhere and printed nowhere: whoever is supported as extremely poor does not also draw the allowance.
  cell(FRAME, ['subsistenceAllowance', 'extremePovertySupport'], ['EXCLUDES', 'ALWAYS'], DEFAULT),
  // A minor who chooses the orphan allowance is not an extremely poor person; what was chosen first stands until it ends.
  ...eachWay(SUPPORT, ['orphanAllowance', 'extremePovertySupport'], 'EXCLUDES', '2021-43 Art.9'),
  ...eachWay(CHILDREN, ['orphanAllowance', 'unsupportedChildAllowance'], 'EXCLUDES', DEFAULT),
  cell(SUBSIDIES, ['disabilityLivingSubsidy', 'extremePovertySupport'], ['EXCLUDES', 'ALWAYS'], REPORTED),
  cell(SUBSIDIES, ['disabilityNursingSubsidy', 'extremePovertySupport'], ['EXCLUDES', 'ALWAYS'], REPORTED),
  cell(SUBSIDIES, ['disabilityLivingSubsidy', 'workInjuryNursingPay'], ['EXCLUDES', 'ALWAYS'], REPORTED),
  cell(SUBSIDIES, ['disabilityNursingSubsidy', 'workInjuryNursingPay'], ['EXCLUDES', 'ALWAYS'], REPORTED),
  cell(SUBSIDIES, ['disabilityLivingSubsidy', 'orphanAllowance'], ['EXCLUDES', 'ALWAYS'], REPORTED),
  // The child's allowance fills up what the others give; one that came first is split anew when the family joins them.
  cell(CHILDREN, ['unsupportedChildAllowance', 'subsistenceAllowance'], ['TOP_UP', 'ALWAYS'], '2019-62'),
  cell(CHILDREN, ['unsupportedChildAllowance', 'extremePovertySupport'], ['TOP_UP', 'ALWAYS'], '2019-62'),
  cell(CHILDREN, ['unsupportedChildAllowance', 'disabilityLivingSubsidy'], ['TOP_UP', 'IF_LATER'], '2019-62'),
  cell(CHILDREN, ['disabilityLivingSubsidy', 'unsupportedChildAllowance'], ['EXCLUDES', 'IF_LATER'], '2019-62'),
  ...eachWay(SUBSIDIES, ['disabilityNursingSubsidy', 'agedDisabledSubsidy'], 'HIGHER', REPORTED),
  ...eachWay(SUBSIDIES, ['agedAllowance', 'agedDisabledSubsidy'], 'HIGHER', REPORTED),
]

/** Two schemes of one human on a day; `later` when the other was there before this one. */
export type BesideQuestion = { scheme: SchemeCode; other: SchemeCode; later: boolean; day: Day }

/**
 * What the other scheme does to this one on a day, and the clause that says so; undefined where both stand. The same scheme
 * twice is paid once, to whoever held it first: one person is on one roll in one county per scheme and month.
 */
export const effectBeside = ({
  scheme,
  other,
  later,
  day,
}: BesideQuestion): Pick<ExclusionCell, 'effect' | 'clause'> | undefined => {
  if (scheme === other) return later ? { effect: 'EXCLUDES', clause: DEFAULT } : undefined
  return exclusionMatrix.find(
    (row) =>
      row.scheme === scheme &&
      row.other === other &&
      row.from <= day &&
      (row.until === null || day <= row.until) &&
      (later || row.when === 'ALWAYS'),
  )
}

/** The schemes that may do something to one, on whichever day; itself among them. */
export const bearingOn = (scheme: SchemeCode): readonly SchemeCode[] => [
  scheme,
  ...exclusionMatrix.filter((row) => row.scheme === scheme).map(({ other }) => other),
]

/** The same, and again those that may do something to one of them: whatever may change what the scheme pays, however far off. */
export const bearingFromAfar = (scheme: SchemeCode): readonly SchemeCode[] => {
  const found = new Set([scheme])
  for (const one of found) for (const other of bearingOn(one)) found.add(other)
  return [...found]
}

/**
 * Whether a scheme that is held keeps a person from another on a day: the one wanted would not be paid beside it, or would
 * end it. Whichever was there first must be ended before the other begins. A scheme always keeps them from itself.
 */
export const excludes = (held: SchemeCode, wanted: SchemeCode, day: Day): boolean =>
  effectBeside({ scheme: wanted, other: held, later: true, day })?.effect === 'EXCLUDES' ||
  effectBeside({ scheme: held, other: wanted, later: false, day })?.effect === 'EXCLUDES'
