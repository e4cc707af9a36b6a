import { run as append } from './append.ts'
import { run as rebuild } from './rebuild.ts'

/** One measured figure; `ratio` is to `ratio_to` in the same run, the only thing that travels between machines. */
export type Figure = { bench: string; figure: string; value: number; unit: string; ratio_to?: string; ratio?: number }

/** Prints a figure as one line of JSON. */
export type Print = (figure: Figure) => void

const benches: Record<string, (print: Print) => Promise<void>> = { append, rebuild }

const print: Print = (figure) => process.stdout.write(`${JSON.stringify(figure)}\n`)
const name = process.argv[2] ?? ''
const bench = benches[name]
if (bench) await bench(print)
else {
  process.stderr.write(`npm run bench -- <${Object.keys(benches).join('|')}>\n`)
  process.exitCode = 1
}
