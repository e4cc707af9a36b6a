import { gather } from '../gather.ts'
import type { Cursor } from '../port.ts'
import { cursorAt, cursorOf, type Place } from './cursor.ts'
import { isSystem } from './event.ts'
import { isBefore, type Walk } from './walk.ts'

/** Events read backwards at first; eight times as many when the server has written all of them. */
const FIRST_LOOK = 4
const WIDER = 8

/**
 * Makes what finds the newest event that is not the server's own. A server that nobody uses goes on writing about itself:
 * what was looked through once is not looked through again. Who asks while a look is under way gets the next one, so that
 * what was written before the question is in the answer. Throws what the client throws.
 */
export const makeNewest = ({ back }: Walk, saw: (place: Place) => void): (() => Promise<Cursor>) => {
  let looked: { end: Place; newest: Cursor } | undefined

  const lookBack = async (most: number): Promise<Cursor | undefined> => {
    let end: Place | undefined
    let newest: Cursor | undefined
    let count = 0
    await back(most, (event) => {
      count += 1
      end ??= event.position
      if (!isSystem(event)) {
        saw(event.position)
        newest = cursorOf(event.position)
      } else if (looked && !isBefore(looked.end, event.position)) newest = looked.newest
      return newest === undefined
    })
    if (count < most) newest ??= cursorAt(0n)
    if (end && newest) looked = { end, newest }
    return newest
  }

  const find = async (): Promise<Cursor> => {
    for (let most = FIRST_LOOK; ; most *= WIDER) {
      const newest = await lookBack(most)
      if (newest !== undefined) return newest
    }
  }

  const newest = gather<null, Cursor>({
    answer: async (asked) => {
      const found = await find()
      return asked.map(() => found)
    },
  })
  return () => newest(null)
}
