import type { Figure } from '../figure.ts'

/** What was asked for, what was measured, and whether that is enough. */
export type Judged = { bar: string; measured: string; missedBy: string }

type Bar = {
  bar: string
  size?: string
  measure: (figures: readonly Figure[]) => { value: number; shown: string } | undefined
} & ({ least: number } | { most: number })

/** Yardsticks that are not event stores: nothing in them tells a reader what it missed. */
const NO_PEERS = ['plain INSERT', 'COPY', 'bare cursor on the same table', 'Anjuan, by its live feed']

const ratioTo = (figure: string, side: string) => (figures: readonly Figure[]) => {
  const ratio = figures.find((line) => line.figure === figure && line.ratio_to === side)?.ratio
  return ratio === undefined ? undefined : { value: ratio, shown: `${ratio} ×` }
}

const ratioToBestPeer = (figure: string) => (figures: readonly Figure[]) => {
  const [best] = figures
    .filter((line) => line.figure === figure && line.ratio_to !== undefined && !NO_PEERS.includes(line.ratio_to))
    .toSorted((a, b) => (a.ratio ?? 0) - (b.ratio ?? 0))
  return best?.ratio === undefined ? undefined : { value: best.ratio, shown: `${best.ratio} × (${best.ratio_to})` }
}

const ratioOf = (figure: RegExp) => (figures: readonly Figure[]) => {
  const line = figures.findLast((each) => figure.test(each.figure) && each.ratio !== undefined)
  return line?.ratio === undefined ? undefined : { value: line.ratio, shown: `${line.ratio} × (${line.figure})` }
}

const measuredOf = (figure: string) => (figures: readonly Figure[]) => {
  const line = figures.find((each) => each.figure === figure && each.side === undefined)
  return line && { value: line.value, shown: `${line.value.toLocaleString('en-US')} ${line.unit}` }
}

const growthOf = (process: string) => (figures: readonly Figure[]) => {
  const lines = figures.filter(({ figure }) => figure.startsWith(`most memory of the process ${process}`))
  const [base, larger] = [lines.at(0), lines.at(-1)]
  if (!base || !larger || base === larger) return undefined
  const value = larger.value - base.value
  return {
    value,
    shown: `${value} MB (${base.value} MB, then ${larger.value} MB ${larger.figure.split(`${process} `)[1]})`,
  }
}

/** The county that the bars about size speak of. */
const FULL = '5000000'

const at32 = 'one event per append, 32 at a time'
const at1 = 'one event per append, 1 at a time'
const rebuilt = 'roster and ledger rebuilt'
const imported = '20000 events imported as new streams of 1'

const bars: readonly Bar[] = [
  { bar: '32 appenders: at least 7 × Emmett 0.42.0', least: 7, measure: ratioTo(at32, 'Emmett 0.42.0') },
  { bar: '32 appenders: at least 2.5 × the best peer', least: 2.5, measure: ratioToBestPeer(at32) },
  { bar: 'one appender: not slower than the best peer', least: 1, measure: ratioToBestPeer(at1) },
  {
    bar: 'leaf and MAC: p50 at most 1.05 × without, at an offered rate',
    most: 1.05,
    measure: ratioOf(/^p50 with leaf and MAC, .* offered$/),
  },
  {
    bar: 'leaf and MAC: p50 at most 1.05 × without, one appender',
    most: 1.05,
    measure: ratioOf(/^p50 with leaf and MAC, 1 at a time/),
  },
  {
    bar: 'leaf and MAC: p50 at most 1.05 × without, 32 appenders saturated',
    most: 1.05,
    measure: ratioOf(/^p50 with leaf and MAC, 32 at a time/),
  },
  { bar: 'import: at least 0.8 × COPY of the same rows', least: 0.8, measure: ratioTo(imported, 'COPY') },
  { bar: 'roster and ledger: at least 50,000 events/s', least: 50_000, measure: measuredOf(rebuilt) },
  { bar: 'roster and ledger: at least 40 × Emmett', least: 40, measure: ratioTo(rebuilt, 'Emmett 0.42.0') },
  {
    bar: 'cost of an event at 5 million at most 1.15 × that at 100,000',
    size: FULL,
    most: 1.15,
    measure: ratioOf(/^cost of an event/),
  },
  {
    bar: 'memory of a rebuild flat: within 64 MB up to 5 million',
    size: FULL,
    most: 64,
    measure: growthOf('rebuilding'),
  },
  {
    bar: 'memory of a follower flat: within 64 MB up to 5 million',
    size: FULL,
    most: 64,
    measure: growthOf('following'),
  },
]

const percent = (share: number): string => `missed by ${Math.max(1, Math.round(share * 100))} %`

const verdictOn = (bar: Bar, value: number): string => {
  if ('least' in bar) return value >= bar.least ? 'reached' : percent(1 - value / bar.least)
  return value <= bar.most ? 'reached' : percent(value / bar.most - 1)
}

/** Each bar with what a run measured for it; bars that it did not measure are left out. */
export const judge = (figures: readonly Figure[]): Judged[] =>
  bars.flatMap((bar) => {
    const found = bar.measure(figures)
    if (!found) return []
    const { value, shown } = found
    const smaller = bar.size !== undefined && !shown.includes(bar.size)
    const missedBy = `${verdictOn(bar, value)}${smaller ? ', but not at 5 million' : ''}`
    return [{ bar: bar.bar, measured: shown, missedBy }]
  })
