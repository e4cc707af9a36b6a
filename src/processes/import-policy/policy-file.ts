import { z } from 'zod'
import { type PolicyCommand, policyCommands } from '../../domain/policy/commands.ts'
import { AreaCode } from '../../domain/shared/area.ts'
import { idFrom } from '../../log/event-id.ts'

const Entry = z.strictObject({ area: AreaCode, type: z.string(), data: z.unknown() })

/** A list of entries, or a report's with what of it is not published and why. */
const PolicyFile = z.union([
  z.array(Entry).max(10_000),
  z.strictObject({
    report: z.string(),
    place: z.string(),
    entries: z.array(Entry).max(10_000),
    notPublished: z.array(z.strictObject({ quote: z.string(), why: z.string() })),
  }),
])

/** A policy file as read: its commands in order, and what its report prints that no policy can say. */
export type PolicyList = {
  commands: readonly PolicyCommand[]
  notPublished: readonly { quote: string; why: string }[]
}

/** A file that is no policy file, in words that name the entry. */
export class PolicyFileFault extends Error {
  override readonly name = 'PolicyFileFault'
}

/**
 * Reads a policy file. An entry is the same command each time that it is read, so that it is carried out once.
 * @throws PolicyFileFault where it is not JSON, not a list of entries, or an entry is no command.
 */
export const readPolicyFile = (text: string): PolicyList => {
  const file = PolicyFile.safeParse(parseJson(text))
  if (!file.success) throw new PolicyFileFault(issuesOf(file.error))
  const { entries, notPublished } = Array.isArray(file.data) ? { entries: file.data, notPublished: [] } : file.data
  return { commands: entries.map(commandOf), notPublished }
}

const commandOf = ({ area, type, data }: z.infer<typeof Entry>, index: number): PolicyCommand => {
  const schema = policyCommands.find((command) => command.type === type)
  if (!schema) throw new PolicyFileFault(`entry ${index + 1}: no policy command ${type}`)
  const parsed = schema.data.safeParse(data)
  if (!parsed.success) throw new PolicyFileFault(`entry ${index + 1} (${type}): ${issuesOf(parsed.error)}`)
  const newId = idFrom(`import policy ${area} ${type}`, JSON.stringify(parsed.data))
  return { type, subject: area, newId, data: parsed.data } as PolicyCommand
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new PolicyFileFault('the file is not JSON')
  }
}

const issuesOf = (error: z.ZodError): string =>
  error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
