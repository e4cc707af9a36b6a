/** The code of the marginal household. */
export const MARGINAL_HOUSEHOLD = 'marginalHousehold'

/** The code of the household with rigid expenditure. */
export const RIGID_EXPENDITURE_HOUSEHOLD = 'rigidExpenditureHousehold'
