import { type Act, scriptOf } from './acts.ts'
import type { County } from './county.ts'
import { county as place } from './places.ts'
import { countyStaff } from './staff.ts'

/** The measure's days. */
export const crisis = { from: '2022-12-12', until: '2022-12-31' } as const

/** December 2022, when half of everybody lay ill: nobody leaves the roll, and reviews may come a month later. */
export const crisisStories = ({ seed }: County): readonly Act[] => {
  const script = scriptOf(seed, 'crisis')
  script.act('crisis', crisis.from, countyStaff.publisher, place.code, {
    type: 'DeclareCrisisMeasure',
    data: {
      document: {
        number: '示民发〔2022〕11号',
        title: '关于做好当前困难群众基本生活保障工作的通知',
        issuer: `${place.name}民政局`,
      },
      ...crisis,
      schemes: ['subsistenceAllowance'],
      pausesExits: true,
      reviewMonthsLonger: 1,
    },
  })
  return script.acts
}
