/** The code of temporary assistance. */
export const TEMPORARY_ASSISTANCE = 'temporaryAssistance'
