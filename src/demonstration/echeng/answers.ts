import type { Held, PartAsked } from './held.ts'
import type { PrintedFigure } from './printed.ts'

/** What the county gives for a figure; null where no event of it says anything of the kind. */
type Answer = (held: Held, figure: PrintedFigure) => number | null

const ALLOWANCE = 'subsistenceAllowance'
const SUPPORT = 'extremePovertySupport'
const ORPHANS = 'orphanAllowance'
const UNSUPPORTED = 'unsupportedChildAllowance'
const LIVING = 'disabilityLivingSubsidy'
const NURSING = 'disabilityNursingSubsidy'

/** The month of which the rates of a year are asked. */
const monthIn = ({ period }: PrintedFigure): string => `${period.slice(0, 4)}-06`

const ofBoth = ({ paid }: Held, one: string, other: string): number => paid(one).yuan + paid(other).yuan
const share = (one: number | null, of: number | null): number | null => (one === null || of === null ? null : one / of)
const percent = (one: number | null, of: number | null): number | null => {
  const found = share(one, of)
  return found === null ? null : Math.round(found * 100)
}

/** Figures that say by their name which part of which roll they count. */
const parts: Readonly<Record<string, PartAsked>> = {
  rural: { areaKind: 'RURAL' },
  urban: { areaKind: 'URBAN' },
  povertyRegister: { povertyRegister: true },
  centralized: { inHome: true },
  dispersed: { inHome: false },
}

const onRoll: Answer = ({ roll }, { scheme: name, measure }) => {
  const [scheme = name, ...named] = name.split('.')
  const asked = named.map((part) => {
    const found = parts[part]
    if (!found) throw new Error(`${name} is no part of a roll`)
    return found
  })
  const { households, persons } = roll(scheme, Object.assign({}, ...asked))
  return measure === 'households' ? households : persons
}

/** Everything that is no count of a roll, by its name and measure. */
const answers: Readonly<Record<string, Answer>> = {
  [`${ALLOWANCE} amount`]: ({ paid }) => paid(ALLOWANCE).yuan,
  [`${ALLOWANCE}.urban standard`]: ({ rate }, figure) => rate(ALLOWANCE, 'STANDARD', 'URBAN', monthIn(figure)),
  [`${ALLOWANCE}.rural standard`]: ({ rate }, figure) => rate(ALLOWANCE, 'STANDARD', 'RURAL', monthIn(figure)),
  [`${ALLOWANCE} rate`]: ({ rate }, figure) =>
    percent(
      rate(ALLOWANCE, 'STANDARD', 'RURAL', monthIn(figure)),
      rate(ALLOWANCE, 'STANDARD', 'URBAN', monthIn(figure)),
    ),
  [`${ALLOWANCE}.rural.povertyRegister amount`]: () => null,
  [`${ALLOWANCE}.fromMonitoring households`]: ({ fromLeads }) => fromLeads().households,
  [`${ALLOWANCE}.fromMonitoring persons`]: ({ fromLeads }) => fromLeads().persons,
  [`${ALLOWANCE}.fromMonitoring.unstable households`]: ({ fromLeads }) => fromLeads('unstable').households,
  [`${ALLOWANCE}.fromMonitoring.unstable persons`]: ({ fromLeads }) => fromLeads('unstable').persons,
  [`${ALLOWANCE}.fromMonitoring.edge households`]: ({ fromLeads }) => fromLeads('edge').households,
  [`${ALLOWANCE}.fromMonitoring.edge persons`]: ({ fromLeads }) => fromLeads('edge').persons,
  [`${ALLOWANCE}.fromMonitoring.sudden households`]: ({ fromLeads }) => fromLeads('sudden').households,
  [`${ALLOWANCE}.fromMonitoring.sudden persons`]: ({ fromLeads }) => fromLeads('sudden').persons,
  [`${SUPPORT} amount`]: ({ paid }) => paid(SUPPORT).yuan,
  [`${SUPPORT} times`]: ({ rate }, figure) =>
    share(
      rate(SUPPORT, 'BASIC_LIVING', 'URBAN', monthIn(figure)),
      rate(ALLOWANCE, 'STANDARD', 'URBAN', monthIn(figure)),
    ),
  [`${SUPPORT} rate`]: ({ rate }, figure) =>
    percent(
      rate(SUPPORT, 'BASIC_LIVING', 'RURAL', monthIn(figure)),
      rate(SUPPORT, 'BASIC_LIVING', 'URBAN', monthIn(figure)),
    ),
  'careService persons': ({ roll }) => roll(SUPPORT, { inHome: false }).persons,
  'temporaryAssistance.povertyRegister amount': ({ aid }) => aid('REGISTER').yuan,
  'temporaryAssistance.outOfPoverty person_times': ({ aid }) => aid('OUT_OF_POVERTY').personTimes,
  'temporaryAssistance.outOfPoverty amount': ({ aid }) => aid('OUT_OF_POVERTY').yuan,
  'temporaryAssistance.monitored person_times': ({ aid }) => aid('MONITORED').personTimes,
  'temporaryAssistance.monitored amount': ({ aid }) => aid('MONITORED').yuan,
  'temporaryAssistance person_times': ({ aid }) => aid('ALL').personTimes,
  'temporaryAssistance amount': ({ aid }) => aid('ALL').yuan,
  'monitoring.alerts count': ({ alerts }) => alerts,
  'monitoring.visits person_times': ({ homeVisits }) => homeVisits,
  'monitoring.alerts leastDays': () => null,
  'monitoring.alerts mostDays': ({ alertDays }) => alertDays,
  'supervision inspections': ({ inspections }) => inspections,
  'supervision problems': ({ rectified }) => rectified,
  [`${ORPHANS}+${UNSUPPORTED} amount`]: (held) => ofBoth(held, ORPHANS, UNSUPPORTED),
  [`${ORPHANS}+${UNSUPPORTED} standard`]: ({ rate }, figure) => rate(UNSUPPORTED, 'STANDARD', 'RURAL', monthIn(figure)),
  'childrenAllowances standard': ({ rate }, figure) => rate(ORPHANS, 'DISPERSED', 'RURAL', monthIn(figure)),
  'childrenAllowances amount': (held) => ofBoth(held, ORPHANS, UNSUPPORTED),
  'disability.registered persons': () => null,
  [`${LIVING} amount`]: ({ paid }) => paid(LIVING).yuan,
  [`${NURSING} amount`]: ({ paid }) => paid(NURSING).yuan,
  'disabilitySubsidies amount': (held) => ofBoth(held, LIVING, NURSING),
  'agedAllowance.80_89 standard': ({ rate }, figure) => rate('agedAllowance', 'AGED_80', 'RURAL', monthIn(figure)),
  'agedAllowance.90_99 standard': ({ rate }, figure) => rate('agedAllowance', 'AGED_90', 'RURAL', monthIn(figure)),
  'agedAllowance.100plus standard': ({ rate }, figure) => rate('agedAllowance', 'AGED_100', 'RURAL', monthIn(figure)),
  'agedAllowance persons': ({ everOn }) => everOn('agedAllowance'),
  'agedAllowance amount': ({ paid }) => paid('agedAllowance', '2023-09').yuan,
  'agedDisabledSubsidy persons': ({ everOn }) => everOn('agedDisabledSubsidy'),
  'agedDisabledSubsidy amount': ({ paid }) => paid('agedDisabledSubsidy', '2023-09').yuan,
  'homeAdaptation threshold': ({ once }) => once('homeAdaptation'),
  'homeAdaptation households': ({ paid }) => paid('homeAdaptation').payments,
}

/** How the county answers a figure: as listed, else by counting the roll that the figure names. */
export const answerTo = (figure: PrintedFigure): ((held: Held) => number | null) => {
  const answer = answers[`${figure.scheme} ${figure.measure}`] ?? onRoll
  return (held) => answer(held, figure)
}
