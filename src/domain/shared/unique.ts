/** Each of these once, in the order in which they first stand. */
export const unique = <Value>(values: Iterable<Value>): readonly Value[] => [...new Set(values)]
