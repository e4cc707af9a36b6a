/** The code of the subsistence allowance. */
export const SUBSISTENCE_ALLOWANCE = 'subsistenceAllowance'
