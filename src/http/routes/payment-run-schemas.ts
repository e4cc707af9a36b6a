import { z } from 'zod'

/** The id of a run: county, scheme, month and number. */
export const RunId = z
  .string()
  .regex(/^\d{6}-[a-z][A-Za-z]{2,40}-\d{4}-\d{2}-[1-9]\d{0,3}$/)
  .meta({ description: 'County, scheme, month and number.', examples: ['990101-subsistenceAllowance-2023-05-1'] })

/** The address of one run. */
export const RunParams = z.strictObject({ id: RunId })
