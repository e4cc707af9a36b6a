import type { AreaKind } from '../domain/shared/area.ts'
import { idFrom } from '../log/event-id.ts'
import type { Deps } from '../processes/deps.ts'
import { institutionCommand } from '../processes/institutions/institution-command.ts'
import { places, townships } from './places.ts'
import { bank } from './roll.ts'
import { townshipStaff } from './staff.ts'

/** A home for supported people, each in one township and with an account of its own. */
export type Home = { key: string; name: string; township: string; areaKind: AreaKind; beds: number; account: string }

const kindOf = (township: string): AreaKind => places.find((place) => place.township === township)?.areaKind ?? 'RURAL'

/** Every township has its home (敬老院); together they have more beds than the county needs. */
export const homes: readonly Home[] = townships.map(({ code, name }, index) => ({
  key: code,
  name: `${name}${kindOf(code) === 'RURAL' ? '敬老院' : '社会福利院'}`,
  township: code,
  areaKind: kindOf(code),
  beds: 60,
  account: `8200${String(index + 1).padStart(12, '0')}`,
}))

/** The homes for people of a kind of area. */
export const homesOf = (areaKind: AreaKind): readonly Home[] => homes.filter((home) => home.areaKind === areaKind)

/** The id of a home, the same for the same seed. */
export const homeId = (seed: string, key: string): string => idFrom(seed, `home/${key}`)

/** Registers the homes and their accounts. Repeatable. */
export const openHomes = async (deps: Deps, seed: string): Promise<void> => {
  for (const { key, name, township, areaKind, beds, account } of homes) {
    const subject = homeId(seed, key)
    const { caseWorker: actor } = townshipStaff(township)
    const call = (step: string) => ({ actor, commandId: idFrom(seed, `home/${key}/${step}`) })
    const kind = areaKind === 'RURAL' ? ('SUPPORT_HOME' as const) : ('WELFARE_HOUSE' as const)
    await institutionCommand(deps, call('register'), {
      type: 'RegisterInstitution',
      subject,
      newId: subject,
      data: { name, kind, beds, creditCode: null, area: township },
    })
    await institutionCommand(deps, call('account'), {
      type: 'RegisterInstitutionAccount',
      subject,
      newId: subject,
      data: { bank, account, accountHolder: name },
    })
  }
}
