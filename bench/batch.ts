import { appendFor } from './append/load.ts'
import { importAgainstCopy } from './batch/import.ts'
import { compareSides } from './compare.ts'
import { type Context, chosen, withSides } from './context.ts'
import { ours } from './sides/ours.ts'

const APPENDERS = 32
/** Appends to one stream, before the next one begins. */
const APPENDS = 3

/** Ten and a hundred events in one append, by 32 at a time; and many new streams at once against COPY of the same rows. */
export const run = async (context: Context): Promise<void> => {
  const { options, say } = context
  for (const perAppend of [10, 100]) {
    say(`batch: ${perAppend} events per append`)
    await withSides(context, chosen(context), (sides) =>
      compareSides(
        context,
        { bench: 'batch', figure: `${perAppend} events per append, ${APPENDERS} at a time`, unit: 'events/s' },
        sides.map(({ kind, side }) => ({
          name: kind.name,
          once: () => appendFor(side, { appenders: APPENDERS, seconds: options.seconds, perAppend, appends: APPENDS }),
        })),
      ),
    )
  }
  if (chosen(context).includes(ours)) await importAgainstCopy(context)
}
