import type { Cited, Limit } from './ruleset.ts'

/** A value with its clause. */
export const cited = <const Value>(value: Value, clause: string): Cited<Value> => ({ value, clause })

/** A limit of working days (工作日). */
export const workingDays = (count: number, clause: string): Limit => ({ count, unit: 'WORKING_DAYS', clause })

/** A limit of calendar days: holidays do not move it. */
export const days = (count: number, clause: string): Limit => ({ count, unit: 'DAYS', clause })

/** A limit of whole months. */
export const months = (count: number, clause: string): Limit => ({ count, unit: 'MONTHS', clause })
