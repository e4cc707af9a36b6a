import { readFile } from 'node:fs/promises'
import type { PolicyCommand } from '../domain/policy/commands.ts'
import { eventOf } from '../domain/policy/event-of.ts'
import type { Printed } from '../domain/policy/print.ts'
import { yuanText } from '../domain/shared/fen.ts'
import { ModeFault } from '../mode.ts'
import { importPolicy, previewImport } from '../processes/import-policy/import-policy.ts'
import type { Planned } from '../processes/import-policy/plan.ts'
import { PolicyFileFault, type PolicyList, readPolicyFile } from '../processes/import-policy/policy-file.ts'
import { allRefusals } from '../processes/refusals.ts'
import { terminalActor } from './actor.ts'
import { withAnjuan } from './open.ts'
import { say } from './print.ts'

/** `anjuan import policy <file.json>`: publishes what a file lists, all of it or nothing; what is there already is left alone. */
export const importPolicyCommand = (path: string, { dryRun = false }: { dryRun?: boolean }): Promise<void> =>
  withAnjuan({ mode: 'as-found', project: false }, async ({ deps }) => {
    const list = listOf(await readFile(path, 'utf8'))
    const planned = await (dryRun ? previewImport : importPolicy)(deps, terminalActor('policyPublisher'), list)
    for (const [index, entry] of planned.entries())
      for (const line of linesOf(entry, dryRun)) say(line.replace('#', `entry ${index + 1}`))
    for (const { quote, why } of list.notPublished) say(`not published: “${quote}”: ${why}`)
    const count = (outcome: Planned['outcome']) => planned.filter((entry) => entry.outcome === outcome).length
    const refused = count('REFUSED')
    if (refused > 0) process.exitCode = 1
    if (dryRun) say(`${count('PUBLISH')} to publish, ${count('THERE')} there before, ${refused} refused`)
    else if (refused > 0) say(`nothing published: ${refused} of ${planned.length} entries refused`)
    else say(`${count('PUBLISH')} published, ${count('THERE')} there before`)
  })

const listOf = (text: string): PolicyList => {
  try {
    return readPolicyFile(text)
  } catch (error) {
    if (error instanceof PolicyFileFault) throw new ModeFault(error.message)
    throw error
  }
}

/** What becomes of an entry, and everything that its publisher had to decide about the print. */
const linesOf = (entry: Planned, all: boolean): readonly string[] => {
  const { command, outcome } = entry
  const flags = flagsOf(command)
  if (outcome === 'REFUSED') {
    const row = allRefusals[entry.refusal.code]
    const facts = JSON.stringify(entry.refusal.facts)
    return [`# refused: ${saidBy(command)}`, `  ${entry.refusal.code}: ${row?.en ?? ''} ${row?.zh ?? ''} ${facts}`]
  }
  const became = outcome === 'THERE' ? 'there before' : 'to publish'
  return all || flags.length > 0 ? [`# ${became}: ${saidBy(command)}`, ...flags] : []
}

const assumptions: Readonly<Record<Printed['assumed'][number], string>> = {
  DOCUMENT_NUMBER: 'the number of its document',
  EFFECTIVE_FROM: 'the first day it counts for',
  IN_FORCE_ON: 'the day it was announced',
}

const flagsOf = ({ data }: PolicyCommand): readonly string[] => {
  const printed = 'printed' in data ? data.printed : undefined
  if (!printed) return []
  const answered = printed.answers.map(
    ({ finding, why }) => `  ${finding}: ${allRefusals[finding]?.en ?? ''} Answered: ${why}`,
  )
  const assumed = printed.assumed.map((what) => assumptions[what]).join(', ')
  return [
    ...(answered.length > 0 ? [`  prints “${printed.quote}”`, ...answered] : []),
    ...(assumed === '' ? [] : [`  not printed, and assumed: ${assumed}`]),
  ]
}

/** A command in one line. */
const saidBy = (command: PolicyCommand): string => {
  const { type, data } = eventOf(command)
  switch (type) {
    case 'StandardPublished': {
      const { scheme, rate, areaKind, figure, effectiveFrom, document } = data
      const period = { MONTH: 'a month', YEAR: 'a year', ONCE: 'once' }[figure.per]
      const sum = `${yuanText(figure.fen)} yuan ${period}`
      return `${data.area} ${scheme} ${rate} ${areaKind}: ${sum} from ${effectiveFrom} [${document.number}]`
    }
    case 'RateLinked': {
      const { scheme, rate, areaKind, use, factor, base, effectiveFrom, document } = data
      const times = `${factor.numerator}/${factor.denominator} of ${base.scheme} ${base.rate}`
      const bound = use === 'FLOOR' ? 'at least ' : ''
      return `${data.area} ${scheme} ${rate} ${areaKind}: ${bound}${times} from ${effectiveFrom} [${document.number}]`
    }
    case 'FigurePublished': {
      const { scheme, rate, areaKind, kind, value, unit, document } = data
      const figure = `${kind} ${value} ${unit}, paid to nobody`
      return `${data.area} ${scheme} ${rate} ${areaKind}: ${figure} [${document.number}]`
    }
    case 'ParameterPublished':
      return `${data.area} ${data.scheme} ${data.key} = ${data.value} from ${data.effectiveFrom} [${data.document.number}]`
    case 'TiersPublished':
    case 'HolidayCalendarPublished':
    case 'AuthorityDelegated':
    case 'AuthorityRevoked':
    case 'StandardWithdrawn':
      return `${data.area} ${type} [${data.document.number}]`
  }
}
