// How a follower paces itself on either engine. Everything is in milliseconds.

/** The pause between two looks at a log in which something has just come. */
export const SHORTEST_PAUSE = 20

const LONGEST_PAUSE = 1_000

/** The next pause, after one in which nothing has come. */
export const longerPause = (pause: number): number => Math.min(pause * 2, LONGEST_PAUSE)

/** The wait after a first failure. */
export const FIRST_RETRY = 100

const LAST_RETRY = 10_000

/** The next wait, after one that did not help. */
export const longerRetry = (retry: number): number => Math.min(retry * 2, LAST_RETRY)

/** Between half of a wait and the whole, so that those who failed together do not all come back at once. */
export const scattered = (wait: number): number => wait * (0.5 + Math.random() / 2)
