import { outreachScheme } from '../domain/outreach/parameters.ts'
import type { PolicyCommand } from '../domain/policy/commands.ts'
import { STANDARD } from '../domain/policy/rate.ts'
import type { SchemeCode } from '../domain/shared/scheme-code.ts'
import { idFrom } from '../log/event-id.ts'
import type { Deps } from '../processes/deps.ts'
import { policyCommand } from '../processes/policies.ts'
import { publishedStandards } from './echeng-2023.ts'
import {
  assumed,
  publishedAdaptation,
  publishedAged,
  publishedAlertDays,
  publishedChildren,
  publishedSupport,
} from './echeng-schemes.ts'
import { county } from './places.ts'
import { countyStaff } from './staff.ts'
import { delegation } from './story-decision.ts'

const SCHEME = 'subsistenceAllowance'
const AID = 'temporaryAssistance'
const issuer = `${county.name}民政局`

type Unaddressed<Command> = Command extends { type: infer Type; data: infer Data } ? { type: Type; data: Data } : never

type Publication = Unaddressed<PolicyCommand>

/** The day on which the changes of 2023 are published: in December 2022, before they count. */
export const CHANGES_PUBLISHED = '2022-12-20'

const standardsOf = (year: 2022 | 2023): Publication[] =>
  (['URBAN', 'RURAL'] as const).map((areaKind) => ({
    type: 'PublishStandard' as const,
    data: {
      document: { number: `示民发〔${year - 1}〕12号`, title: `关于调整${year}年最低生活保障标准的通知`, issuer },
      // The last month of the old roll is recomputed too, so that the standards of 2022 begin with it.
      effectiveFrom: year === 2022 ? '2021-12-01' : '2023-01-01',
      inForceOn: year === 2022 ? '2021-11-30' : CHANGES_PUBLISHED,
      scheme: SCHEME,
      areaKind,
      monthlyFen: (areaKind === 'URBAN' ? publishedStandards.urban : publishedStandards.rural)[year] * 100,
    },
  }))

const supportFrom = {
  document: { number: '示民发〔2021〕13号', title: '关于特困人员救助供养标准的通知', issuer },
  effectiveFrom: '2021-12-01',
  inForceOn: '2021-11-30',
  scheme: 'extremePovertySupport',
}

/** Support is a multiple of the standard and holds the care money, as the report prints one sum for it. */
const support: readonly Publication[] = [
  {
    type: 'LinkRate',
    data: {
      ...supportFrom,
      rate: 'BASIC_LIVING',
      areaKind: 'ALL',
      factor: { numerator: publishedSupport.timesStandard.value, denominator: 1 },
      base: { scheme: SCHEME, rate: STANDARD, areaKind: null, area: null, kind: 'RATE', of: 'SAME_MONTH' },
    },
  },
  { type: 'PublishParameter', data: { ...supportFrom, key: 'careMoney', value: 'INCLUDED' } },
]

const from2023 = {
  document: { number: '示民发〔2022〕14号', title: '关于2023年各项补贴标准的通知', issuer },
  effectiveFrom: '2023-01-01',
  inForceOn: CHANGES_PUBLISHED,
}

const monthly = (scheme: SchemeCode, rate: string, yuan: number): Publication => ({
  type: 'PublishStandard',
  data: { ...from2023, scheme, rate, areaKind: 'ALL', monthlyFen: yuan * 100 },
})

const { tiers } = publishedAged

const rates2023: readonly Publication[] = [
  monthly('orphanAllowance', 'DISPERSED', publishedChildren.monthly.yuan),
  monthly('unsupportedChildAllowance', STANDARD, publishedChildren.monthly.yuan),
  monthly('agedAllowance', 'AGED_80', tiers[80].yuan),
  monthly('agedAllowance', 'AGED_90', tiers[90].yuan),
  monthly('agedAllowance', 'AGED_100', tiers[100].yuan),
  monthly('disabilityLivingSubsidy', STANDARD, assumed.disabilityLiving),
  monthly('disabilityNursingSubsidy', STANDARD, assumed.disabilityNursing),
  monthly('agedDisabledSubsidy', STANDARD, assumed.agedDisabled),
  {
    type: 'PublishParameter',
    data: {
      ...from2023,
      scheme: 'disabilityLivingSubsidy',
      key: 'livingSubsidyFamilies',
      value: 'ALLOWANCE_AND_MARGINAL',
    },
  },
  {
    type: 'PublishParameter',
    data: {
      ...from2023,
      scheme: outreachScheme,
      key: 'alertVisitWorkingDays',
      value: String(publishedAlertDays.most),
    },
  },
  {
    type: 'PublishStandard',
    data: {
      ...from2023,
      scheme: 'ecologicalBurial',
      rate: 'TREE',
      areaKind: 'ALL',
      onceFen: assumed.treeBurial * 100,
    },
  },
  {
    type: 'PublishStandard',
    data: {
      ...from2023,
      scheme: 'homeAdaptation',
      rate: STANDARD,
      areaKind: 'ALL',
      onceFen: publishedAdaptation.yuan * 100,
    },
  },
]

const delegate = (scheme: SchemeCode, to: string, from: string): Publication => ({
  type: 'DelegateAuthority',
  data: {
    document: { number: '示民发〔2022〕13号', title: '关于下放社会救助审核确认权限试点的通知', issuer },
    scheme,
    to,
    capFen: null,
    from,
    until: null,
  },
})

/** What the county rests on, by the day of its publication. */
export const publications: readonly { on: string; commands: readonly Publication[] }[] = [
  { on: '2021-12-28', commands: [...standardsOf(2022), ...support] },
  {
    on: CHANGES_PUBLISHED,
    commands: [
      ...standardsOf(2023),
      ...rates2023,
      delegate(SCHEME, delegation.to, delegation.from),
      delegate(AID, delegation.to, '2023-01-01'),
    ],
  },
]

/** Publishes what is published on a day; nothing on any other. Repeatable. */
export const publishPolicies = async (deps: Deps, seed: string, on: string): Promise<void> => {
  const commands = publications.find((one) => one.on === on)?.commands ?? []
  for (const [index, publication] of commands.entries()) {
    const commandId = idFrom(seed, `policy/${on}/${index}`)
    const command = { ...publication, subject: county.code, newId: commandId } as PolicyCommand
    await policyCommand(deps, { actor: countyStaff.publisher, commandId }, command)
  }
}
