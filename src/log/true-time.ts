let lastMillisecond = 0
let within = 0

/**
 * True time as every event carries it: RFC 3339 in UTC with microseconds. The wall clock tells milliseconds; the last three
 * digits count the calls within one, so that a process does not give one instant twice.
 */
export const trueTime = (): string => {
  const millisecond = Date.now()
  within = millisecond === lastMillisecond ? Math.min(within + 1, 999) : 0
  lastMillisecond = millisecond
  return `${new Date(millisecond).toISOString().slice(0, -1)}${String(within).padStart(3, '0')}Z`
}
