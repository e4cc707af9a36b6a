import { exitPauseOn } from '../crisis/measures.ts'
import type { CaseContext } from './context.ts'
import type { CaseFile } from './file.ts'
import { refuse } from './refusals.ts'

/** Refuses what takes money away while a declared crisis measure pauses exits in the area of the case [luliang-2020]. */
export const requireNoPause = ({ area, scheme }: CaseFile, { crisis = [], today }: CaseContext): void => {
  const pause = exitPauseOn(crisis, { area, scheme, day: today })
  if (pause) throw refuse('exit-paused', { document: pause.document.number, from: pause.from, until: pause.until })
}
