import type { PolicyCommand } from '../domain/policy/commands.ts'
import type { Document } from '../domain/policy/events.ts'
import { STANDARD } from '../domain/policy/rate.ts'
import type { Day } from '../domain/shared/day.ts'
import type { SchemeCode } from '../domain/shared/scheme-code.ts'
import { idFrom } from '../log/event-id.ts'
import type { Deps } from '../processes/deps.ts'
import { policyCommand } from '../processes/policies.ts'
import type { Wish } from './acts.ts'
import { echengPolicies } from './echeng-policies.ts'
import { assumed } from './echeng-schemes.ts'
import { county } from './places.ts'
import { countyStaff } from './staff.ts'
import { delegation } from './story-decision.ts'

const SCHEME = 'subsistenceAllowance'
const AID = 'temporaryAssistance'
const issuer = `${county.name}民政局`

type Publication = Wish<PolicyCommand>

/** The day on which the changes of 2023 are published: in December 2022, before they count. */
export const CHANGES_PUBLISHED = '2022-12-20'

/** When the report's changes count in this county, and since when they are known: the report prints neither day. */
type Dates = { document: Document; effectiveFrom: Day; inForceOn: Day }

const notice = (number: string, title: string): Document => ({ number, title, issuer })

/**
 * What came before 2023: the last month of the old roll is recomputed too, so that the standards of 2022 begin with it. The
 * report tells the rule of support for 2023 alone; the county has it from the same month on.
 */
const from2022: Dates = {
  document: notice('示民发〔2021〕12号', '关于2022年最低生活保障和特困人员救助供养标准的通知'),
  effectiveFrom: '2021-12-01',
  inForceOn: '2021-11-30',
}

const from2023: Dates = {
  document: notice('示民发〔2022〕12号', '关于2023年社会救助标准的通知'),
  effectiveFrom: '2023-01-01',
  inForceOn: CHANGES_PUBLISHED,
}

const isOld = ({ data }: PolicyCommand): boolean =>
  ('effectiveFrom' in data && data.effectiveFrom < '2023') ||
  ('scheme' in data && data.scheme === 'extremePovertySupport')

/** An entry of the report's policy file as the made-up county publishes it: the same figures under a notice of its own. */
const published = (command: PolicyCommand, dates: Dates): Publication => {
  const { type, data } = command
  return { type, data: { ...data, ...dates } } as Publication
}

const ofReport = (isThen: (command: PolicyCommand) => boolean, dates: Dates): readonly Publication[] =>
  echengPolicies.filter(isThen).map((command) => published(command, dates))

const assumedFrom = {
  ...from2023,
  document: notice('示民发〔2022〕14号', '关于2023年各项补贴标准的通知'),
}

const monthly = (scheme: SchemeCode, yuan: number): Publication => ({
  type: 'PublishStandard',
  data: { ...assumedFrom, scheme, rate: STANDARD, areaKind: 'ALL', monthlyFen: yuan * 100 },
})

/** What the report does not print and the county needs. */
const ofTheCounty: readonly Publication[] = [
  monthly('disabilityLivingSubsidy', assumed.disabilityLiving),
  monthly('disabilityNursingSubsidy', assumed.disabilityNursing),
  monthly('agedDisabledSubsidy', assumed.agedDisabled),
  {
    type: 'PublishParameter',
    data: {
      ...assumedFrom,
      scheme: 'disabilityLivingSubsidy',
      key: 'livingSubsidyFamilies',
      value: 'ALLOWANCE_AND_MARGINAL',
    },
  },
  {
    type: 'PublishStandard',
    data: {
      ...assumedFrom,
      scheme: 'ecologicalBurial',
      rate: 'TREE',
      areaKind: 'ALL',
      onceFen: assumed.treeBurial * 100,
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
export const publications: readonly { on: Day; commands: readonly Publication[] }[] = [
  { on: '2021-12-28', commands: ofReport(isOld, from2022) },
  {
    on: CHANGES_PUBLISHED,
    commands: [
      ...ofReport((command) => !isOld(command), from2023),
      ...ofTheCounty,
      delegate(SCHEME, delegation.to, delegation.from),
      delegate(AID, delegation.to, '2023-01-01'),
    ],
  },
]

/** The ids of the standards of the allowance that move with the year 2023. */
export const movedStandards = (seed: string): readonly string[] =>
  (publications.find(({ on }) => on === CHANGES_PUBLISHED)?.commands ?? []).flatMap(({ type, data }, index) =>
    type === 'PublishStandard' && data.scheme === SCHEME ? [publicationId(seed, CHANGES_PUBLISHED, index)] : [],
  )

/** The id of what is published: by its day, and its place among what is published then. */
const publicationId = (seed: string, on: string, index: number): string => idFrom(seed, `policy/${on}/${index}`)

/** Publishes what is published on a day; nothing on any other. Repeatable. */
export const publishPolicies = async (deps: Deps, seed: string, on: string): Promise<void> => {
  const commands = publications.find((one) => one.on === on)?.commands ?? []
  for (const [index, publication] of commands.entries()) {
    const commandId = publicationId(seed, on, index)
    const command = { ...publication, subject: county.code, newId: commandId } as PolicyCommand
    await policyCommand(deps, { actor: countyStaff.publisher, commandId }, command)
  }
}
