import type { RollPart } from './echeng-2023.ts'

/** What becomes in 2023 of a household that was on the roll before. */
export type RollFate =
  | 'STEADY'
  | 'MEMBER_DIES'
  | 'CHILD_IS_BORN'
  | 'INCOME_FALLS'
  | 'INCOME_RISES'
  | 'SUSPENDED_AND_RESUMED'
  | 'GRADUAL_EXIT_RUNNING'
  | 'MOVES_TOWNSHIP'
  | 'LEAVES_BY_INCOME'
  | 'LEAVES_BY_DEATH'
  | 'LEAVES_BY_MOVE'
  | 'LEAVES_BY_OWN_WISH'
  | 'LEAVES_BY_GRADUAL_EXIT'

/** How a new application of 2023 goes. */
export type NewFate =
  | 'GRANTED'
  | 'GRANTED_AFTER_SUPPLEMENT'
  | 'GRANTED_AFTER_DELIBERATION'
  | 'GRANTED_AFTER_RE_SURVEY'
  | 'GRANTED_TO_CLOSE_RELATIVE'
  | 'REFUSED'
  | 'WITHDRAWN'
  | 'OPEN_AT_YEAR_END'

/** The three groups of monitoring from which households came onto the roll (`publishedFromMonitoring`). */
export type LeadGroup = 'unstable' | 'edge' | 'sudden'

/** How many households of one part of the roll meet each fate; what is not listed stays steady. */
export type FatePlan = {
  /** Came through monitoring: granted, and counted apart because their sizes are published. */
  leads: readonly { group: LeadGroup; households: number; persons: number }[]
  fresh: Readonly<Partial<Record<NewFate, number>>>
  roll: Readonly<Partial<Record<Exclude<RollFate, 'STEADY'>, number>>>
}

/** The year 2023 in numbers of households, per part of the roll. The leads add up to the published 82 of 236 persons. */
export const fatePlans: Readonly<Record<RollPart['key'], FatePlan>> = {
  'rural-register': {
    leads: [{ group: 'unstable', households: 18, persons: 50 }],
    fresh: {
      GRANTED: 40,
      GRANTED_AFTER_SUPPLEMENT: 14,
      GRANTED_AFTER_DELIBERATION: 6,
      GRANTED_AFTER_RE_SURVEY: 4,
      GRANTED_TO_CLOSE_RELATIVE: 6,
      REFUSED: 18,
      WITHDRAWN: 5,
      OPEN_AT_YEAR_END: 12,
    },
    roll: {
      MEMBER_DIES: 24,
      CHILD_IS_BORN: 8,
      INCOME_FALLS: 40,
      INCOME_RISES: 36,
      SUSPENDED_AND_RESUMED: 6,
      GRADUAL_EXIT_RUNNING: 8,
      LEAVES_BY_INCOME: 16,
      LEAVES_BY_DEATH: 28,
      LEAVES_BY_MOVE: 4,
      LEAVES_BY_OWN_WISH: 4,
      LEAVES_BY_GRADUAL_EXIT: 10,
    },
  },
  'rural-other': {
    leads: [
      { group: 'edge', households: 19, persons: 50 },
      { group: 'sudden', households: 25, persons: 76 },
    ],
    fresh: {
      GRANTED: 28,
      GRANTED_AFTER_SUPPLEMENT: 10,
      GRANTED_AFTER_DELIBERATION: 4,
      GRANTED_AFTER_RE_SURVEY: 3,
      GRANTED_TO_CLOSE_RELATIVE: 5,
      REFUSED: 14,
      WITHDRAWN: 4,
      OPEN_AT_YEAR_END: 10,
    },
    roll: {
      MEMBER_DIES: 14,
      CHILD_IS_BORN: 4,
      INCOME_FALLS: 24,
      INCOME_RISES: 20,
      SUSPENDED_AND_RESUMED: 4,
      MOVES_TOWNSHIP: 3,
      GRADUAL_EXIT_RUNNING: 5,
      LEAVES_BY_INCOME: 12,
      LEAVES_BY_DEATH: 20,
      LEAVES_BY_MOVE: 3,
      LEAVES_BY_OWN_WISH: 3,
      LEAVES_BY_GRADUAL_EXIT: 7,
    },
  },
  'urban-register': {
    leads: [],
    fresh: { GRANTED: 5, GRANTED_AFTER_SUPPLEMENT: 2, GRANTED_TO_CLOSE_RELATIVE: 1, REFUSED: 3, OPEN_AT_YEAR_END: 2 },
    roll: {
      MEMBER_DIES: 4,
      CHILD_IS_BORN: 1,
      INCOME_FALLS: 5,
      INCOME_RISES: 4,
      GRADUAL_EXIT_RUNNING: 1,
      LEAVES_BY_INCOME: 2,
      LEAVES_BY_DEATH: 3,
      LEAVES_BY_GRADUAL_EXIT: 1,
    },
  },
  'urban-other': {
    leads: [{ group: 'sudden', households: 20, persons: 60 }],
    fresh: {
      GRANTED: 50,
      GRANTED_AFTER_SUPPLEMENT: 20,
      GRANTED_AFTER_DELIBERATION: 8,
      GRANTED_AFTER_RE_SURVEY: 5,
      GRANTED_TO_CLOSE_RELATIVE: 7,
      REFUSED: 30,
      WITHDRAWN: 8,
      OPEN_AT_YEAR_END: 20,
    },
    roll: {
      MEMBER_DIES: 20,
      CHILD_IS_BORN: 5,
      INCOME_FALLS: 36,
      INCOME_RISES: 32,
      SUSPENDED_AND_RESUMED: 8,
      MOVES_TOWNSHIP: 4,
      GRADUAL_EXIT_RUNNING: 8,
      LEAVES_BY_INCOME: 22,
      LEAVES_BY_DEATH: 26,
      LEAVES_BY_MOVE: 6,
      LEAVES_BY_OWN_WISH: 4,
      LEAVES_BY_GRADUAL_EXIT: 12,
    },
  },
}
