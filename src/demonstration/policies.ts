import type { PolicyCommand } from '../domain/policy/commands.ts'
import { idFrom } from '../log/event-id.ts'
import type { Deps } from '../processes/deps.ts'
import { policyCommand } from '../processes/policies.ts'
import { publishedStandards } from './echeng-2023.ts'
import { county } from './places.ts'
import { countyStaff } from './staff.ts'
import { delegation } from './story-decision.ts'

const SCHEME = 'subsistenceAllowance'
const issuer = `${county.name}民政局`

type Publication = Extract<PolicyCommand, { type: 'PublishStandard' | 'DelegateAuthority' }>

const standards = (['URBAN', 'RURAL'] as const).flatMap((areaKind) =>
  ([2022, 2023] as const).map((year) => ({
    type: 'PublishStandard' as const,
    data: {
      document: { number: `示民发〔${year - 1}〕12号`, title: `关于调整${year}年最低生活保障标准的通知`, issuer },
      effectiveFrom: `${year}-01-01`,
      inForceOn: `${year - 1}-12-20`,
      scheme: SCHEME,
      areaKind,
      monthlyFen: (areaKind === 'URBAN' ? publishedStandards.urban : publishedStandards.rural)[year] * 100,
    },
  })),
)

const townshipConfirms = {
  type: 'DelegateAuthority' as const,
  data: {
    document: { number: '示民发〔2022〕13号', title: '关于下放最低生活保障审核确认权限试点的通知', issuer },
    scheme: SCHEME,
    to: delegation.to,
    capFen: null,
    from: delegation.from,
    until: null,
  },
}

/** Publishes what the county rests on: the standards of 2022 and 2023 and one township's authority to confirm. Repeatable. */
export const publishPolicies = async (deps: Deps, seed: string): Promise<void> => {
  for (const [index, publication] of [...standards, townshipConfirms].entries()) {
    const commandId = idFrom(seed, `policy/${index}`)
    const command: Publication = { ...publication, subject: county.code, newId: commandId }
    await policyCommand(deps, { actor: countyStaff.publisher, commandId }, command)
  }
}
