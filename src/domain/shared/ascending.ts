/**
 * The order of two texts by their code units, as the database compares them (`collate "C"`), or of two positions. Never that
 * of a language: the same facts stand in the same order on every machine.
 */
export const ascending = <Value extends string | bigint>(one: Value, other: Value): number =>
  one < other ? -1 : one > other ? 1 : 0
