/** What a view is doing in this process. `standby`: another process works it. `stopped`: a person has to look. */
export type ViewState = 'starting' | 'standby' | 'rebuilding' | 'running' | 'stopped'

/** Sums over the batches of a view in this process since it started, in events and milliseconds. */
export type BatchSums = { batches: number; events: number; fetchMs: number; applyMs: number }

/** How a view is doing, for health and metrics. */
export type ViewStatus = {
  view: string
  state: ViewState
  generation: number | undefined
  /** Everything up to here is in the view. */
  position: bigint
  /** Positions between the view and the newest event this process has seen. */
  lag: bigint
  /** What stopped the view, or the last error of the connection that it is trying to get over. */
  lastError: string | undefined
  sums: BatchSums
  /** The newest batch. */
  last: { events: number; fetchMs: number; applyMs: number } | undefined
}

/** The part of the status that the worker of a view keeps. */
export type WorkerStatus = Omit<ViewStatus, 'lag'>

/** The status of a view whose worker has not begun. */
export const startingStatus = (view: string): WorkerStatus => ({
  view,
  state: 'starting',
  generation: undefined,
  position: 0n,
  lastError: undefined,
  sums: { batches: 0, events: 0, fetchMs: 0, applyMs: 0 },
  last: undefined,
})

/** Counts a batch. */
export const countBatch = (status: WorkerStatus, last: NonNullable<ViewStatus['last']>): void => {
  status.last = last
  status.sums = {
    batches: status.sums.batches + 1,
    events: status.sums.events + last.events,
    fetchMs: status.sums.fetchMs + last.fetchMs,
    applyMs: status.sums.applyMs + last.applyMs,
  }
}
