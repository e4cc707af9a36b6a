/** One measured figure; `ratio` is to `ratio_to` in the same run, the only thing that travels between machines. */
export type Figure = {
  bench: string
  figure: string
  value: number
  unit: string
  ratio_to?: string
  ratio?: number
  /** Who was measured; left out where it is this project. */
  side?: string
  /** Of the values of the rounds. */
  min?: number
  max?: number
  /** Milliseconds from call to answer, of all measured rounds. */
  p50?: number
  p99?: number
  /** What the side must keep for its speed to count: `kept`, `has none`, or `failed: …`. */
  gate?: string
}

/** Prints a figure as one line of JSON. */
export type Print = (figure: Figure) => void

/** A number with so many digits behind the point. */
export const rounded = (value: number, digits = 0): number => Number(value.toFixed(digits))
