import { asRole, migrate } from '../src/db.ts'
import { openPostgresLog } from '../src/log/postgres/engine.ts'
import { type Context, chosen } from './context.ts'
import { fillCounty, totalsOf } from './county.ts'
import { type Figure, rounded } from './figure.ts'
import { median, medianRatio } from './measure.ts'
import type { Done } from './rebuild/child.ts'
import { emmettCounty } from './rebuild/emmett-rebuild.ts'
import { inProcess } from './rebuild/run-child.ts'
import { shownIn, wrongTotals } from './rebuild/shown.ts'
import { emmett } from './sides/emmett.ts'
import { ours } from './sides/ours.ts'

/** The size that a larger county is compared with. */
const BASE = 100_000
/** What Emmett rebuilds: it takes a round trip for each event, so its rate does not depend on how many there are. */
const THEIRS = 10_000
/** Rebuilds of the one and of the other; the second must give the same rows. */
const TIMES = { base: 3, larger: 2 }

type Measured = {
  events: number
  rebuilds: Done[]
  follow: Done
  /** What was wrong with the totals of some rebuild, and whether another one gave other rows. */
  fault: string | undefined
  differed: boolean
}

/** Ours from 100,000 events, theirs from fewer. */
const REBUILT = 'roster and ledger rebuilt'
const AGAIN = 'roster and ledger rebuilt once more'

const figure = (name: string): Pick<Figure, 'bench' | 'figure'> => ({ bench: 'rebuild', figure: name })
const rates = (rebuilds: readonly Done[]): number[] => rebuilds.map(({ events, seconds }) => events / seconds)

/** Fills a county, rebuilds it some times over, each in a new process, and looks at the tables after each. */
const measureOurs = async (
  { server, say }: Context,
  { events, times }: { events: number; times: number },
  between: () => Promise<void> = async () => undefined,
): Promise<Measured> => {
  say(`rebuild: filling a county of ${events} events`)
  const url = await server.freshDatabase()
  await migrate(url)
  const log = await openPostgresLog({ connectionString: asRole(url, 'app_api') })
  await fillCounty(log, events)
  await log.close()
  const rebuilds: Done[] = []
  const digests = new Set<string>()
  let fault: string | undefined
  for (let time = 0; time < times; time += 1) {
    say(`rebuild: roster and ledger from ${events} events, ${time + 1} of ${times}`)
    const done = await inProcess('rebuild', url)
    if (done.events !== events) fault ??= `${done.events} of ${events} events were applied`
    rebuilds.push(done)
    const shown = await shownIn(url)
    fault ??= wrongTotals(shown, totalsOf(events))
    digests.add(shown.digest)
    await between()
  }
  const follow = await inProcess('follow', url)
  await server.dropDatabase(url)
  return { events, rebuilds, follow, fault, differed: digests.size > 1 }
}

const spread = (values: readonly number[]): Pick<Figure, 'value' | 'min' | 'max'> => ({
  value: rounded(median(values)),
  min: rounded(Math.min(...values)),
  max: rounded(Math.max(...values)),
})

const gateOf = (fault: string | undefined): string => (fault === undefined ? 'kept' : `failed: ${fault}`)

const costOf = ({ rebuilds }: Measured): number => 1_000_000 / median(rates(rebuilds))
const peakOf = ({ rebuilds }: Measured): number => Math.max(...rebuilds.map(({ peakMb }) => peakMb))

const printOurs = ({ print }: Context, measured: Measured, base: Measured): void => {
  const { events, rebuilds, follow, fault, differed } = measured
  const larger = events > base.events
  const against = (ratio: number) => larger && { ratio_to: `${base.events} events`, ratio: rounded(ratio, 2) }
  const name = larger ? `${REBUILT} from ${events} events` : REBUILT
  print({ ...figure(name), ...spread(rates(rebuilds)), unit: 'events/s', gate: gateOf(fault) })
  const other = differed ? 'the same log gave other rows' : undefined
  print({
    ...figure(larger ? `${AGAIN}, ${events} events` : AGAIN),
    value: differed ? 1 : 0,
    unit: 'wrong',
    gate: gateOf(other),
  })
  print({
    ...figure(`cost of an event, rebuilt from ${events}`),
    value: rounded(costOf(measured), 1),
    unit: 'µs/event',
    ...against(costOf(measured) / costOf(base)),
  })
  print({
    ...figure(`most memory of the process rebuilding ${events} events`),
    value: peakOf(measured),
    unit: 'MB',
    ...against(peakOf(measured) / peakOf(base)),
  })
  print({
    ...figure(`most memory of the process following ${events} events`),
    value: follow.peakMb,
    unit: 'MB',
    ...against(follow.peakMb / base.follow.peakMb),
  })
}

type Theirs = { rate: number; fault: string | undefined }

/** Fills a new store of theirs and rebuilds it; once, a second time, to see whether that gives the same. */
const measureTheirs = async ({ server, print }: Context, again: boolean): Promise<Theirs> => {
  const url = await server.freshDatabase()
  const county = await emmettCounty(url, THEIRS)
  try {
    const { seconds, shown } = await county.rebuild()
    if (again) {
      const wrongAgain = wrongTotals((await county.rebuild()).shown, totalsOf(THEIRS))
      print({
        ...figure(AGAIN),
        side: emmett.name,
        value: wrongAgain === undefined ? 0 : 1,
        unit: 'wrong',
        gate: gateOf(wrongAgain),
      })
    }
    return { rate: THEIRS / seconds, fault: wrongTotals(shown, totalsOf(THEIRS)) }
  } finally {
    await county.close()
    await server.dropDatabase(url)
  }
}

const printTheirs = ({ print }: Context, theirs: readonly Theirs[], base: Measured): void => {
  const found = theirs.map(({ rate }) => rate)
  const fault = theirs.find((each) => each.fault !== undefined)?.fault
  const own = rates(base.rebuilds)
  print({ ...figure(REBUILT), side: emmett.name, ...spread(found), unit: 'events/s', gate: gateOf(fault) })
  print({
    ...figure(REBUILT),
    value: rounded(median(own)),
    unit: 'events/s',
    ratio_to: emmett.name,
    ratio: rounded(medianRatio(own, found), 1),
  })
}

/**
 * Roster and ledger from 100,000 events and from a larger number, each rebuild in a process of its own, checked to the fen;
 * beside it Emmett's rebuild of an equivalent projection, and whether a second rebuild gives the same.
 */
export const run = async (context: Context): Promise<void> => {
  const kinds = chosen(context)
  const theirs: Theirs[] = []
  const rebuildTheirs = async (): Promise<void> => {
    if (kinds.includes(emmett)) theirs.push(await measureTheirs(context, theirs.length === 0))
  }
  if (!kinds.includes(ours)) return rebuildTheirs()
  const base = await measureOurs(context, { events: BASE, times: TIMES.base }, rebuildTheirs)
  printOurs(context, base, base)
  if (theirs.length > 0) printTheirs(context, theirs, base)
  const { events } = context.options
  if (events > BASE) printOurs(context, await measureOurs(context, { events, times: TIMES.larger }), base)
}
