import type { Month } from '../domain/shared/day.ts'

/** The months in which adapted homes are paid: those after a round of decisions. */
export const adaptationMonths: readonly Month[] = []
