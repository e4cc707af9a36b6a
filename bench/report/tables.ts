import type { Figure } from '../figure.ts'
import { judge } from './bars.ts'

/** A run: what the figures depend on, and the figures. */
export type Run = { settings: Record<string, string | number>; figures: readonly Figure[] }

/** Reads what `--out` wrote. Throws `SyntaxError` where a line is no JSON. */
export const readRun = (text: string): Run => {
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  return {
    settings: Object.assign({}, ...lines.flatMap((line) => ('settings' in line ? [line.settings] : []))),
    figures: lines.filter((line) => 'figure' in line),
  }
}

type Rows = readonly (readonly string[])[]

const table = (head: readonly string[], rows: Rows, under: (column: number) => string = () => '---'): string =>
  [head, head.map((_, column) => under(column)), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** Numbers stand on the right, below each other. */
const numbers = (column: number): string => (column === 0 ? '---' : '---:')

const thousands = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 3 })
const orDash = (value: number | undefined): string => (value === undefined ? '–' : thousands(value))

const OURS = 'Anjuan'

/** Lines of a gate carry a verdict and no spread: they are no measurement of speed. */
const isGate = ({ gate, min }: Figure): boolean => gate !== undefined && min === undefined

/** A comparison has a line with a spread for each side; everything else stands alone. */
const comparisons = (figures: readonly Figure[]): string[] => {
  const names = new Set(figures.filter(({ min }) => min !== undefined).map(({ figure }) => figure))
  return [...names].map((name) => {
    const own = figures.filter(({ figure }) => figure === name)
    const rows = own
      .filter(({ ratio_to }) => ratio_to === undefined)
      .map(({ side, value, min, max, p50, p99, gate }) => [
        side ?? `**${OURS}**`,
        gate?.startsWith('failed') ? `${thousands(value)} †` : thousands(value),
        `${orDash(min)} – ${orDash(max)}`,
        orDash(p50),
        orDash(p99),
        side === undefined ? '' : orDash(own.find(({ ratio_to }) => ratio_to === side)?.ratio),
      ])
    const failed = own
      .filter(({ gate, min }) => min !== undefined && gate?.startsWith('failed'))
      .map(({ side, gate }) => `† ${side ?? OURS} ${gate}.`)
    const unit = own[0]?.unit ?? ''
    const head = ['', unit, 'slowest – fastest round', 'p50 ms', 'p99 ms', `${OURS} ÷ it`]
    return [`**${name}**`, '', table(head, rows, numbers), ...(failed.length > 0 ? ['', ...failed] : [])].join('\n')
  })
}

const alone = (figures: readonly Figure[]): string => {
  const names = new Set(figures.filter(({ min }) => min !== undefined).map(({ figure }) => figure))
  const rows = figures
    .filter((line) => !isGate(line) && !names.has(line.figure))
    .map(({ side, figure, value, unit, ratio, ratio_to }) => [
      side === undefined ? figure : `${side}: ${figure}`,
      `${thousands(value)} ${unit}`,
      ratio_to ?? '',
      ratio === undefined ? '' : `${ratio}`,
    ])
  return rows.length === 0 ? '' : table(['', 'measured', 'against', 'ratio'], rows)
}

/** What each side lost, doubled or let through: a row for each check. */
const gates = (figures: readonly Figure[]): string => {
  const lines = figures.filter(isGate)
  const rows = [...new Set(lines.map(({ figure }) => figure))].map((name) => {
    const own = lines.filter(({ figure }) => figure === name)
    const named = (wanted: (line: Figure) => boolean): string =>
      own
        .filter(wanted)
        .map(({ side }) => side ?? OURS)
        .join(' · ')
    const failed = own
      .filter(({ gate }) => gate?.startsWith('failed'))
      .map(({ side, gate }) => `${side ?? OURS}: ${gate?.slice('failed: '.length)}`)
    return [name, named(({ gate }) => gate === 'kept'), failed.join(' · '), named(({ gate }) => gate === 'has no feed')]
  })
  return rows.length === 0 ? '' : table(['check', 'kept by', 'broken by', 'has no feed'], rows)
}

const section = (title: string, parts: readonly string[]): string[] => {
  const filled = parts.filter((part) => part !== '')
  return filled.length === 0 ? [] : [`### ${title}`, ...filled]
}

/** The tables of a run, as Markdown. */
export const renderRun = ({ settings, figures }: Run): string => {
  const of = (bench: string): Figure[] => figures.filter((line) => line.bench === bench)
  const bars = judge(figures).map(({ bar, measured, missedBy }) => [bar, measured, missedBy])
  return [
    ...section('Settings', [
      table(
        ['setting', 'value'],
        Object.entries(settings).map(([name, value]) => [name, `${value}`]),
      ),
    ]),
    ...section('Bars', [bars.length === 0 ? '' : table(['bar', 'measured', ''], bars)]),
    ...section('What each lost, doubled or let through', [gates(figures)]),
    ...['append', 'batch', 'catch-up', 'rebuild', 'stream-load'].flatMap((bench) =>
      section(bench, [...comparisons(of(bench)), alone(of(bench))]),
    ),
  ].join('\n\n')
}
