import { runGates } from './append/gates.ts'
import { appendFor, caseByCase } from './append/load.ts'
import { sealCost } from './append/seal-cost.ts'
import { compareSides } from './compare.ts'
import { type Context, chosen, withSides } from './context.ts'
import { ours } from './sides/ours.ts'

const caseLives = (context: Context, appenders: number): Promise<void> =>
  withSides(context, chosen(context), (sides) =>
    compareSides(
      context,
      { bench: 'append', figure: `one event per append, ${appenders} at a time`, unit: 'events/s' },
      sides.map(({ kind, side }) => ({
        name: kind.name,
        once: () => appendFor(side, caseByCase(appenders, context.options.seconds)),
      })),
    ),
  )

/**
 * Cases of eight events, appended one by one at an expected version by 1, 8 and 32 at a time, each side in a new database;
 * what sealing costs; and what each side loses, doubles or lets through.
 */
export const run = async (context: Context): Promise<void> => {
  const { options, say } = context
  for (const appenders of options.appenders) {
    say(`append: ${appenders} at a time`)
    await caseLives(context, appenders)
  }
  if (chosen(context).includes(ours)) await sealCost(context)
  if (options.gates) await runGates(context)
}
