// Statuses of a case in groups, for the tables that say what is open when.

/** Accepted, and looked into for the first time. */
export const looking = ['ACCEPTED', 'CHECKING', 'SURVEYING'] as const
/** On the wall, or being looked into again. */
export const hanging = ['NOTICED', 'OBJECTED', 'RESURVEY'] as const
/** With the county. */
export const atCounty = ['SUBMITTED', 'COUNTY_VISIT'] as const
/** Not accepted yet. */
export const intake = ['INTAKE', 'SUPPLEMENT_REQUIRED'] as const
/** Accepted and not decided. */
export const procedure = [...looking, 'OPINION_DRAFTED', ...hanging, ...atCounty] as const
/** Entitled and under review. */
export const reviewed = ['IN_REVIEW', 'HEARING'] as const
/** Paid, and neither paused nor on its way out: what can be paid on elsewhere. */
export const settled = ['CONFIRMED', 'ENTITLED', ...reviewed] as const
/** Entitled, however the pay runs. */
export const entitled = ['CONFIRMED', 'ENTITLED', ...reviewed, 'SUSPENDED', 'GRADUAL_EXIT'] as const
/** A review can also run while a gradual exit does, e.g. after a death. */
export const underReview = [...reviewed, 'GRADUAL_EXIT'] as const
/** Who is paused can be stopped as well: nobody resumes the pay of the dead to end it. */
export const stoppable = [...underReview, 'SUSPENDED'] as const
/** Whatever has begun. */
export const anywhere = [
  'LEAD',
  ...intake,
  ...procedure,
  ...entitled,
  'AIDED',
  'PAPERWORK_DUE',
  'PAPERWORK_DONE',
  'REFUSED',
  'DISCONTINUED',
  'TERMINATED',
  'CLOSED',
] as const
/** Helped before the procedure. */
export const aided = ['AIDED', 'PAPERWORK_DUE', 'PAPERWORK_DONE'] as const
/** With an opinion that may be decided on. */
export const deciding = ['OPINION_DRAFTED', 'NOTICED', ...atCounty] as const
