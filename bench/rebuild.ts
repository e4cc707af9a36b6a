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

type Measured = { events: number; rebuilds: Done[]; follow: Done; fault: string | undefined }

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
  if (digests.size > 1) fault ??= 'the same log gave other rows'
  const follow = await inProcess('follow', url)
  await server.dropDatabase(url)
  return { events, rebuilds, follow, fault }
}

const printOurs = ({ print }: Context, { events, rebuilds, follow, fault }: Measured, base: Measured): void => {
  const own = rates(rebuilds)
  const gate = fault === undefined ? 'kept' : `failed: ${fault}`
  const spread = { min: rounded(Math.min(...own)), max: rounded(Math.max(...own)) }
  print({
    ...figure(`roster and ledger rebuilt from ${events} events, checked and switched`),
    value: rounded(median(own)),
    unit: 'events/s',
    ...spread,
    gate,
  })
  const peak = (done: readonly Done[]): number => Math.max(...done.map(({ peakMb }) => peakMb))
  const larger = events > base.events
  const cost = (measured: Measured): number => 1_000_000 / median(rates(measured.rebuilds))
  const against = larger && { ratio_to: `${base.events} events` }
  print({
    ...figure(`cost of an event, rebuilt from ${events}`),
    value: rounded(cost({ events, rebuilds, follow, fault }), 1),
    unit: 'µs/event',
    ...(against && { ...against, ratio: rounded(cost({ events, rebuilds, follow, fault }) / cost(base), 2) }),
  })
  for (const [name, of, from] of [
    ['rebuilding', peak(rebuilds), peak(base.rebuilds)],
    ['following', follow.peakMb, base.follow.peakMb],
  ] as const)
    print({
      ...figure(`most memory of the process ${name} ${events} events`),
      value: of,
      unit: 'MB',
      ...(against && { ...against, ratio: rounded(of / from, 2) }),
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
      const name = `roster and ledger of ${THEIRS} events rebuilt a second time`
      const gate = wrongAgain === undefined ? 'kept' : `failed: ${wrongAgain}`
      print({ ...figure(name), side: emmett.name, value: wrongAgain === undefined ? 0 : 1, unit: 'wrong', gate })
    }
    return { rate: THEIRS / seconds, fault: wrongTotals(shown, totalsOf(THEIRS)) }
  } finally {
    await county.close()
    await server.dropDatabase(url)
  }
}

const printTheirs = ({ print }: Context, theirs: readonly Theirs[], base: Measured): void => {
  const fault = theirs.find((each) => each.fault !== undefined)?.fault
  const found = theirs.map(({ rate }) => rate)
  print({
    ...figure(`an equivalent projection rebuilt from ${THEIRS} events`),
    side: emmett.name,
    value: rounded(median(found)),
    unit: 'events/s',
    gate: fault === undefined ? 'kept' : `failed: ${fault}`,
  })
  print({
    ...figure(`roster and ledger rebuilt from ${BASE} events, checked and switched`),
    value: rounded(median(rates(base.rebuilds))),
    unit: 'events/s',
    ratio_to: emmett.name,
    ratio: rounded(medianRatio(rates(base.rebuilds), found), 1),
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
