import { PriceGroup, priceGroups } from '../../domain/price/groups.ts'
import { type AreaCode, withAncestors } from '../../domain/shared/area.ts'
import type { Month } from '../../domain/shared/day.ts'
import type { Envelope } from '../../log/envelope.ts'
import { priceRosterStream, priceStream } from '../../log/streams.ts'
import type { Deps } from '../deps.ts'

/**
 * Who published or corrected an index of the month, judged it, or brought a roster of it: they had a hand in who is paid and
 * how much. Read from the log itself, whenever it was.
 */
export const handsInPrices = async (
  { log }: Pick<Deps, 'log'>,
  { area, month }: { area: AreaCode; month: Month },
): Promise<readonly string[]> => {
  const imported = PriceGroup.options.filter((group) => priceGroups[group].scheme === null)
  const streams = [
    ...withAncestors(area).map(priceStream),
    ...imported.map((group) => priceRosterStream({ area, group, month })),
  ]
  const slices = await Promise.all(streams.map((stream) => log.readStream(stream)))
  return slices
    .flatMap(({ events }) => events)
    .filter(({ payload }) => (JSON.parse(payload) as { month: Month }).month === month)
    .map(({ meta }) => (JSON.parse(meta) as Envelope).actor)
}
