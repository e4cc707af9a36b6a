/** Writes a line for people. */
export const say = (line = ''): void => void process.stdout.write(`${line}\n`)

/** Writes a line about something wrong. */
export const warn = (line: string): void => void process.stderr.write(`${line}\n`)
