import type { Actor } from '../../domain/shared/actor.ts'
import { type AreaCode, withAncestors } from '../../domain/shared/area.ts'
import type { Deps } from '../deps.ts'
import { policyCommand, policyFactsOf } from '../policies.ts'
import { type Planned, planImport } from './plan.ts'
import type { PolicyList } from './policy-file.ts'

/** What importing a policy file would do now. Writes nothing. */
export const previewImport = async (
  deps: Deps,
  actor: Actor,
  { commands }: PolicyList,
): Promise<readonly Planned[]> => {
  const areas = new Set(commands.flatMap(({ subject }) => withAncestors(subject)))
  const published = new Map<AreaCode, Awaited<ReturnType<typeof policyFactsOf>>>()
  for (const area of areas) published.set(area, await policyFactsOf(deps, area))
  return planImport(commands, published, { actor, today: deps.clock.today() })
}

/**
 * Publishes what a file lists, in order, and leaves alone what is there. Where one entry is refused, nothing is published at
 * all: a place's standards belong together.
 */
export const importPolicy = async (deps: Deps, actor: Actor, list: PolicyList): Promise<readonly Planned[]> => {
  const planned = await previewImport(deps, actor, list)
  if (planned.some(({ outcome }) => outcome === 'REFUSED')) return planned
  for (const { command, outcome } of planned)
    if (outcome === 'PUBLISH') await policyCommand(deps, { actor, commandId: command.newId }, command)
  return planned
}
