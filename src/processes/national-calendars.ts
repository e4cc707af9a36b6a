import { holidayCalendars } from '../domain/policy/holidays/calendars.ts'
import { NATION } from '../domain/shared/area.ts'
import { idFrom } from '../log/event-id.ts'
import type { Deps } from './deps.ts'
import { policyCommand } from './policies.ts'
import { systemActor } from './system-actor.ts'

/** The program speaks for itself when it publishes what the State Council has announced for everybody. */
const program = systemActor('national-calendars', 'policyPublisher')

/**
 * Publishes the holiday calendars that come with the program and that the log does not hold yet, once each: a new release
 * that brings a new year adds just that year.
 */
export const publishNationalCalendars = async (deps: Deps): Promise<void> => {
  for (const data of holidayCalendars) {
    const commandId = idFrom('national holiday calendar', `${data.document.number} ${data.year}`)
    await policyCommand(
      deps,
      { actor: program, commandId },
      { type: 'PublishHolidayCalendar', subject: NATION, newId: commandId, data },
    )
  }
}
