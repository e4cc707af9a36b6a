import { inspectionDecider } from '../domain/inspection/decide.ts'
import type { SamplePlan } from '../domain/inspection/events.ts'
import type { FindingCode } from '../domain/inspection/words.ts'
import { entriesOf } from '../domain/shared/by-id.ts'
import { addDays, type Day } from '../domain/shared/day.ts'
import { idFrom } from '../log/event-id.ts'
import { load } from '../log/load.ts'
import { inspectionStream } from '../log/streams.ts'
import type { Deps } from '../processes/deps.ts'
import { inspectionCommand } from '../processes/inspection/inspections.ts'
import { type Act, scriptOf } from './acts.ts'
import type { County } from './county.ts'
import { caughtUp, type MonthTask } from './months.ts'
import { county as place, townships } from './places.ts'
import { inspectors, townshipStaff } from './staff.ts'
import { openDrawnCase } from './story-reads.ts'
import { workdaysAfter } from './workdays.ts'

type Sampled = Pick<SamplePlan, 'of' | 'scheme' | 'percent'>

/** One of the printed eight inspections of the year: what it looks at, and what it finds where it finds something. */
type Inspection = {
  on: Day
  title: string
  sample: Sampled | null
  finding: { code: FindingCode; what: string; township: number } | null
}

const ALLOWANCE = 'subsistenceAllowance'
const dossiers: Sampled = { of: 'DOSSIERS', scheme: ALLOWANCE, percent: 30 }
const delegated: Sampled = { of: 'DELEGATED_DECISIONS', scheme: 'temporaryAssistance', percent: 30 }

/** The printed number: eight in the year, with two problems in all, both put right. */
const inspections: readonly Inspection[] = [
  { on: '2023-02-20', title: '困难群众春节期间基本生活保障督导检查', sample: null, finding: null },
  { on: '2023-04-10', title: '低保在册对象抽查', sample: { of: 'ROLL', scheme: ALLOWANCE, percent: 5 }, finding: null },
  {
    on: '2023-05-22',
    title: '特困人员供养机构督导检查',
    sample: null,
    finding: { code: 'PROCEDURE', what: '两份照料护理协议未按时续签。', township: 3 },
  },
  { on: '2023-06-19', title: '残疾人两项补贴发放督导检查', sample: null, finding: null },
  { on: '2023-08-21', title: '临时救助下放审批权限抽查', sample: delegated, finding: null },
  { on: '2023-09-11', title: '儿童福利政策落实督导检查', sample: null, finding: null },
  {
    on: '2023-10-16',
    title: '低保审核确认双随机抽查',
    sample: dossiers,
    finding: { code: 'PROCEDURE', what: '入户调查表缺少一名调查人员签字。', township: 4 },
  },
  { on: '2023-11-20', title: '社会救助政策落实年终督导检查', sample: null, finding: null },
]

/** From when a sample looks back. */
const SINCE = '2023-01-01'

const idOf = (seed: string, { on }: Pick<Inspection, 'on'>): string => idFrom(seed, `inspection/${on}`)
const checkedOn = ({ on }: Pick<Inspection, 'on'>): Day => workdaysAfter(on, 4)

/** The inspections but for the checks of their samples, which nobody knows before they are drawn (`inspectionChecks`). */
export const inspectionStories = ({ seed }: County): readonly Act[] =>
  inspections.flatMap((inspection) => inspectionStory(seed, inspection))

const inspectionStory = (seed: string, inspection: Inspection): readonly Act[] => {
  const { on, title, sample, finding } = inspection
  const subject = idOf(seed, inspection)
  const script = scriptOf(seed, `inspection ${on}`)
  const [lead, second] = inspectors
  const listed = inspectors.map(({ sub }) => sub)
  const plan = sample && { ...sample, from: SINCE, until: addDays(on, -1), inspectors: listed, inspectorsPerCase: 2 }
  script.act('inspection', on, lead, subject, {
    type: 'OpenInspection',
    data: { area: place.code, title, document: null, sample: plan },
  })
  if (sample) script.act('inspection', on, lead, subject, { type: 'DrawSample', data: {} })
  const over = workdaysAfter(checkedOn(inspection), 1)
  if (finding) {
    const township = townships[finding.township]?.code ?? place.code
    const findingId = script.act('inspection', over, lead, subject, {
      type: 'RecordFinding',
      data: { area: township, caseId: null, code: finding.code, what: finding.what, rectifyBy: addDays(over, 30) },
    })
    script.act('inspection', workdaysAfter(over, 5), townshipStaff(township).reviewer, subject, {
      type: 'ReportRectification',
      data: { findingId, measures: '已补办手续，并组织经办人员学习。' },
    })
    script.act('inspection', workdaysAfter(over, 8), second, subject, {
      type: 'VerifyRectification',
      data: { findingId, rectified: true, note: '现场复核无误。' },
    })
  }
  const summary = finding ? '发现问题1个，已整改。' : '未发现问题。'
  script.act('inspection', workdaysAfter(over, 9), lead, subject, { type: 'CloseInspection', data: { summary } })
  return script.acts
}

/** The checks of whatever was drawn, by the inspectors that were drawn for each case. */
export const inspectionChecks = ({ seed }: Pick<County, 'seed'>): readonly MonthTask[] =>
  inspections.flatMap((inspection) =>
    inspection.sample === null
      ? []
      : [
          {
            on: checkedOn(inspection),
            name: `${inspection.on} checks`,
            perform: (deps: Deps) => checkAll(deps, seed, idOf(seed, inspection)),
          },
        ],
  )

const checkAll = async (deps: Deps, seed: string, subject: string): Promise<void> => {
  const { state } = await load(deps, inspectionDecider, inspectionStream(subject))
  if (state.status === 'NONE') throw new Error(`${subject} was not opened`)
  await caughtUp(deps, 'case-file')
  for (const [number, [caseId, check]] of entriesOf(state.checks).entries()) {
    const actor = inspectors.find(({ sub }) => check.inspectors.includes(sub))
    if (!actor) throw new Error(`nobody was drawn to check ${caseId}`)
    if (check.checkedOn !== null) continue
    // Which case is drawn, each county finds for itself; how many are, the story knows.
    await openDrawnCase(deps, { actor, commandId: idFrom(seed, `read ${subject} ${number}`) }, caseId)
    await inspectionCommand(
      deps,
      { actor, commandId: idFrom(seed, `check ${subject} ${caseId}`) },
      {
        type: 'RecordSpotCheck',
        subject,
        newId: caseId,
        data: { caseId, mode: 'HOME_VISIT', result: 'CONSISTENT', note: '与档案一致。' },
      },
    )
  }
}
