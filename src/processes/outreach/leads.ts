import type { CaseCommand } from '../../domain/case/commands.ts'
import type { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { idFrom } from '../../log/event-id.ts'
import type { CommandCall } from '../call.ts'
import { caseCommand } from '../cases/case-command.ts'
import type { Deps } from '../deps.ts'

/** A lead to open: for whom and where, and what gave it. */
export type LeadToOpen = Omit<Extract<CaseCommand, { type: 'ReportLead' }>['data'], 'scheme' | 'on' | 'lateReason'>

/** The case that a command opens for a scheme: the same again for the same command. */
export const leadIdOf = ({ commandId }: CommandCall, scheme: SchemeCode): string => idFrom(commandId, `lead ${scheme}`)

/**
 * Opens a lead for each scheme before the fact that names it is written: a crash in between leaves leads that nobody names,
 * never a name without a lead, and repeating the command finishes it.
 */
export const openLeads = async (
  deps: Deps,
  call: CommandCall,
  schemes: readonly SchemeCode[],
  lead: LeadToOpen,
  correlation: string,
): Promise<void> => {
  for (const scheme of schemes) {
    const subject = leadIdOf(call, scheme)
    const { actor } = call
    const commandId = idFrom(subject, 'report')
    await caseCommand(
      deps,
      { actor, commandId, correlation },
      { type: 'ReportLead', subject, newId: commandId, data: { ...lead, scheme } },
    )
  }
}
