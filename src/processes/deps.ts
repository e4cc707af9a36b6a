import type { Kysely } from 'kysely'
import type { Day } from '../domain/shared/day.ts'
import type { WriteSide } from '../log/prepare.ts'
import type { Database } from '../projections/schema.ts'
import type { PolicyCache } from './policies.ts'

/** What day it is for the law (Asia/Shanghai, or the demonstration's own day). Recorded time is always true time. */
export type Clock = { today(): Day }

/** What a process needs: the write side, the day, and the read models. Built once, in `main.ts`. */
export type Deps = WriteSide & {
  clock: Clock
  /** Read only; every table is the serving generation of its view. */
  views: Kysely<Database>
  /** Waits until a view has passed a log position; false when it has not after `ms` milliseconds. */
  waitFor(view: string, position: bigint, ms: number): Promise<boolean>
  policyCache: PolicyCache
}
