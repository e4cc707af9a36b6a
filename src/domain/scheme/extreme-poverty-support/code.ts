/** The code of support for the extremely poor. */
export const EXTREME_POVERTY_SUPPORT = 'extremePovertySupport'
