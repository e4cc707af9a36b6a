import { z } from 'zod'

/**
 * An area code (GB/T 2260 and its extensions): 6 digits to the county, 9 to the township, 12 to the village or
 * residents' committee. `000000` is the nation. The synthetic county of tests and the demonstration has an unassigned code.
 */
export const AreaCode = z
  .string()
  .regex(/^\d{6}(\d{3}(\d{3})?)?$/, 'an area code has 6, 9 or 12 digits')
  .meta({ description: 'Area code of 6 (county), 9 (township) or 12 (village) digits.', examples: ['990101001'] })
export type AreaCode = z.infer<typeof AreaCode>

/** The whole nation. */
export const NATION: AreaCode = '000000'

/** An area and everything above it, nearest first: village, township, county, city, province, nation. */
export const withAncestors = (area: AreaCode): readonly AreaCode[] => {
  const county = countyOf(area)
  const climb = [
    area.length === 12 ? area : undefined,
    area.length >= 9 ? townshipOf(area) : undefined,
    county,
    `${county.slice(0, 4)}00`,
    provinceOf(county),
    NATION,
  ]
  return [...new Set(climb.filter((code) => code !== undefined))]
}

/** True when `area` is `scope` or lies inside it. */
export const isWithin = (area: AreaCode, scope: AreaCode): boolean => withAncestors(area).includes(scope)

/** The township (9 digits) an area belongs to; a county and what is above it are their own. */
export const townshipOf = (area: AreaCode): AreaCode => area.slice(0, 9)

/** The county (6 digits) an area belongs to. */
export const countyOf = (area: AreaCode): AreaCode => area.slice(0, 6)

/** The province (`XX0000`) an area belongs to. */
export const provinceOf = (area: AreaCode): AreaCode => `${area.slice(0, 2)}0000`

/** Urban (城市) or rural (农村): decides which standard applies. */
export const AreaKind = z.enum(['URBAN', 'RURAL']).meta({ description: 'Urban (城市) or rural (农村).' })
export type AreaKind = z.infer<typeof AreaKind>
