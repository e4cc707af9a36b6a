import type { Actor } from '../domain/shared/actor.ts'
import type { Day } from '../domain/shared/day.ts'
import { idFrom } from '../log/event-id.ts'
import type { Deps } from '../processes/deps.ts'
import { type ReratingRequest, reratingCommand } from '../processes/rerating/reratings.ts'
import { loadRerating } from '../processes/rerating/stream.ts'
import type { Wish } from './acts.ts'
import type { County } from './county.ts'
import type { MonthTask } from './months.ts'
import { county as place } from './places.ts'
import { CHANGES_PUBLISHED, movedStandards } from './policies.ts'
import { countyStaff } from './staff.ts'
import { workdaysAfter } from './workdays.ts'

/**
 * Before the new standards count, every household is looked at: a dry run on the day after they are published, approved by
 * another on the same day, before any case has moved on, and carried out on the next. What needs a person is left to a review.
 */
export const reratingTasks = ({ seed }: County): readonly MonthTask[] => {
  const dryRun = workdaysAfter(CHANGES_PUBLISHED, 1)
  const each = (on: Day, name: string, perform: (deps: Deps, standardId: string) => Promise<void>): MonthTask => ({
    on,
    name: `re-rating ${name}`,
    perform: async (deps) => {
      for (const id of movedStandards(seed)) await perform(deps, id)
    },
  })
  return [
    each(dryRun, 'approved', approve),
    each(workdaysAfter(dryRun, 1), 'carried out', async (deps, id) => {
      await send(deps, id, countyStaff.publisher, { type: 'ApplyRerating', data: {} })
      const summary = '可自动调整的已逐案调整，其余启动核查。'
      await send(deps, id, countyStaff.publisher, { type: 'CloseRerating', data: { summary } })
    }),
  ]
}

const approve = async (deps: Deps, id: string): Promise<void> => {
  const change = { kind: 'PUBLICATION' as const, id }
  const data = { area: place.code, scheme: 'subsistenceAllowance', change, fromMonth: '2023-01' }
  await send(deps, id, countyStaff.publisher, { type: 'OpenRerating', data })
  await send(deps, id, countyStaff.publisher, { type: 'CalculateRerating', data: {} })
  const { content } = (await loadRerating(deps, idOf(id), '')).rerating
  if (!content) throw new Error('the re-rating was not calculated')
  await send(deps, id, countyStaff.confirmer, { type: 'ApproveRerating', data: { hash: content.hash } })
}

const idOf = (standardId: string): string => idFrom(standardId, 're-rating')

const send = async (deps: Deps, standardId: string, actor: Actor, wish: Wish<ReratingRequest>): Promise<void> => {
  const subject = idOf(standardId)
  const commandId = idFrom(subject, wish.type)
  await reratingCommand(deps, { actor, commandId }, { ...wish, subject, newId: subject } as ReratingRequest)
}
