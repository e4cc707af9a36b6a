import { z } from 'zod'

/**
 * An area code (GB/T 2260 and its extensions): 6 digits to the county, 9 to the township, 12 to the village or
 * residents' committee. `000000` is the nation. The synthetic county of tests and the demonstration has an unassigned code.
 */
export const AreaCode = z
  .string()
  .regex(/^\d{6}(\d{3}(\d{3})?)?$/, 'an area code has 6, 9 or 12 digits')
  .meta({
    id: 'AreaCode',
    description: 'Area code of 6 (county), 9 (township) or 12 (village) digits.',
    examples: ['990101001'],
  })
export type AreaCode = z.infer<typeof AreaCode>

/** The whole nation. */
export const NATION: AreaCode = '000000'

/** An area and everything above it, nearest first: village, township, county, city, province, nation. */
export const withAncestors = (area: AreaCode): readonly AreaCode[] => {
  const county = countyOf(area)
  const climb = [
    isBelowCounty(area) ? area : undefined,
    isBelowCounty(area) ? townshipOf(area) : undefined,
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

/**
 * Cities of the prefecture level that have no counties: 嘉峪关, 东莞, 中山, 儋州. Their townships lie right below them, so for
 * the law they are what a county is elsewhere (GB/T 2260; 统计用区划代码).
 */
const CITIES_WITHOUT_COUNTIES: readonly AreaCode[] = ['620200', '441900', '442000', '460400']

/** Whether a code names a county, or a city that stands for one: not a township, nor a city, province or the nation. */
export const isCounty = (area: AreaCode): boolean =>
  area.length === 6 && (!area.endsWith('00') || CITIES_WITHOUT_COUNTIES.includes(area))

/** Whether a code names a township (乡镇、街道). */
export const isTownship = (area: AreaCode): boolean => area.length === 9

/** Whether a code names a township or a village: anything below the county. */
export const isBelowCounty = (area: AreaCode): boolean => area.length > 6

/**
 * What all codes inside an area begin with: codes of cities, provinces and the nation are filled up with zeros, in pairs;
 * longer codes never are. Empty for the nation.
 */
export const digitsOf = (area: AreaCode): string => (isBelowCounty(area) ? area : area.replace(/(00)+$/, ''))

/** The province (`XX0000`) an area belongs to. */
export const provinceOf = (area: AreaCode): AreaCode => `${area.slice(0, 2)}0000`

/** Urban (城市) or rural (农村): decides which standard applies. */
export const AreaKind = z
  .enum(['URBAN', 'RURAL'])
  .meta({ id: 'AreaKind', description: 'Urban (城市) or rural (农村).' })
export type AreaKind = z.infer<typeof AreaKind>
