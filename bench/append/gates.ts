import { type Context, chosen, withSides } from '../context.ts'
import { followAppenders } from './gate-follower.ts'
import { foreignTransaction } from './gate-foreign-transaction.ts'
import { gapLetThrough, raceWinners, secondCreation } from './gate-versions.ts'

/** What each side loses, doubles or lets through, each in a new database. */
export const runGates = async (context: Context): Promise<void> => {
  for (const kind of chosen(context)) {
    context.say(`append: what ${kind.name} loses, doubles or lets through`)
    await withSides(context, [kind], async ([opened]) => {
      if (!opened) return
      for (const gate of [secondCreation, gapLetThrough, raceWinners, followAppenders, foreignTransaction])
        await gate(context, opened)
    })
  }
}
