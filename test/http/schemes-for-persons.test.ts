import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addMonths, addMonthsToDay, monthOf } from '../../src/domain/shared/day.ts'
import { visitAtHome } from './child.ts'
import { COUNTY, type County, idNumberOf, openCounty, VILLAGE } from './county.ts'

const today = '2026-03-16'
const thisMonth = monthOf(today)
const nextMonth = addMonths(thisMonth, 1)
const yearsAgo = (years: number) => addMonthsToDay(today, -12 * years)
const document = { number: '示民发〔2023〕9号', title: '关于发放各项补贴的通知', issuer: '示例县民政局' }
const dated = { document, effectiveFrom: '2023-01-01', inForceOn: '2022-12-20' }

/** One application: who, with which facts, and what it comes to. */
type Sample = {
  scheme: string
  birthDate: string
  rate: string
  fen: number
  firstMonth: string
  particulars: object | null
  disability?: { kind: string; grade: number }
}

const disabled = {
  certificate: { number: '9901011970020300011', certifiedOn: '2020-05-01', validUntil: null },
  needsCareSince: '2022-01-01',
  workInjuryNursingPay: false,
}

const samples: readonly Sample[] = [
  {
    scheme: 'disabilityNursingSubsidy',
    birthDate: yearsAgo(40),
    rate: 'STANDARD',
    fen: 10_000,
    firstMonth: thisMonth,
    particulars: disabled,
    disability: { kind: 'VISUAL', grade: 1 },
  },
  {
    scheme: 'orphanAllowance',
    birthDate: yearsAgo(10),
    rate: 'DISPERSED',
    fen: 150_000,
    firstMonth: nextMonth,
    particulars: { father: 'DEAD', mother: 'MISSING', care: 'DISPERSED', schooling: null, adoptedOn: null },
  },
  {
    scheme: 'unsupportedChildAllowance',
    birthDate: yearsAgo(10),
    rate: 'STANDARD',
    fen: 150_000,
    firstMonth: nextMonth,
    particulars: {
      father: { situation: 'DEAD' },
      mother: { situation: 'DISABLED', kind: 'MENTAL', grade: 2 },
      schooling: null,
      adoptedOn: null,
      nationalNumber: null,
    },
  },
  {
    scheme: 'agedAllowance',
    birthDate: yearsAgo(85),
    rate: 'AGED_80',
    fen: 10_000,
    firstMonth: nextMonth,
    particulars: null,
  },
]

let county: County
beforeAll(async () => {
  county = await openCounty()
  await county.done('clerk', '/v1/demonstration/advance', { to: today })
  await county.publishStandard(70_000, '2023-01-01')
  for (const { scheme, rate, fen } of samples)
    await county.done('publisher', `/v1/policies/${COUNTY}/publish-standard`, {
      ...dated,
      scheme,
      rate,
      areaKind: 'ALL',
      monthlyFen: fen,
    })
})
afterAll(() => county.close())

const register = async ({ birthDate }: Sample, order: number): Promise<string> => {
  const { id } = await county.done('clerk', '/v1/persons', {
    name: '示例人员',
    idNumber: idNumberOf(birthDate, order),
    sex: order % 2 === 1 ? 'MALE' : 'FEMALE',
    birthDate,
    address: null,
    area: VILLAGE,
  })
  return id
}

/** The county has a question: the township finds it on its work list, answers, and sends the file in again. */
const sentBackOnce = async (
  caseId: string,
  act: (command: string, body?: object, who?: 'clerk' | 'confirmer') => Promise<unknown>,
) => {
  await act('return-dossier', { reasons: '请补充说明照料情况。', redo: [] }, 'confirmer')
  expect((await county.seen('clerk', `/v1/cases/${caseId}`)).json().status).toBe('RESURVEY')
  const work = (await county.seen('clerk', `/v1/work-items?role=any&subjectId=${caseId}`)).json().items
  expect(work).toMatchObject([{ task: 'draft-opinion-again', role: 'reviewer', clause: 'product default' }])
  await act('draft-opinion', { opinion: 'GRANT', reasons: '符合条件，由祖母照料。' })
  await act('submit-dossier')
}

/** Files, looks into and grants one case: its id and how to act on it. */
const grant = async (sample: Sample, order: number) => {
  const { scheme, birthDate, particulars, disability = null, fen } = sample
  const personId = await register(sample, order)
  const isChild = scheme !== 'agedAllowance' && scheme !== 'disabilityNursingSubsidy'
  const guardian = isChild ? (await county.registerPerson('示例监护人', 500 + order)).id : null
  const { id: caseId } = await county.done('clerk', '/v1/cases', {
    scheme,
    area: VILLAGE,
    areaKind: 'RURAL',
    filing: 'SINGLE',
    applicant: personId,
    proxy: guardian === null ? null : { personId: guardian, kind: 'FAMILY' },
    members: [
      { personId, relation: 'SELF', canWork: false, employed: false, birthDate, disability, seriousIllness: false },
    ],
    declared: { incomes: [], deductions: [], assets: { finding: 'WITHIN', basis: 'declared' } },
    povertyRegister: false,
    commitmentSignedOn: null,
    particulars,
  })
  const act = (command: string, body: object = {}, who: 'clerk' | 'confirmer' = 'clerk') =>
    county.done(who, `/v1/cases/${caseId}/${command}`, body)
  await act('accept-application')
  if (isChild) await visitAtHome(act)
  await act('draft-opinion', { opinion: 'GRANT', reasons: '符合条件' })
  await act('submit-dossier')
  if (isChild) await sentBackOnce(caseId, act)
  await act(
    'decide-grant',
    {
      decisionNumber: `示民决〔2026〕${order}号`,
      holder: personId,
      amountFen: fen,
      noConflictOfInterest: true,
      ...(guardian === null ? {} : { payee: { kind: 'PERSON', personId: guardian, role: 'GUARDIAN' } }),
    },
    'confirmer',
  )
  return { caseId, personId, guardian, act }
}

describe.each(samples.map((sample, index) => ({ ...sample, order: index + 1 })))('$scheme', (sample) => {
  test('goes from an application to the roll of its first month, and no child is posted on the way', async () => {
    const { caseId, guardian } = await grant(sample, sample.order)
    const notice = await county.post('clerk', `/v1/cases/${caseId}/publish-decision`, { places: ['村务公开栏'] })
    if (guardian !== null) {
      expect(notice.json()).toMatchObject({ status: 422, code: 'scheme-not-posted' })
      const { persons } = (await county.seen('clerk', `/v1/cases/${caseId}`)).json()
      expect(persons.map(({ personId }: { personId: string }) => personId)).toContain(guardian)
    }
    const roll = (month: string) => county.seen('auditor', `/v1/rosters/${month}?scheme=${sample.scheme}`)
    const { items } = (await roll(sample.firstMonth)).json()
    expect(items).toMatchObject([{ caseId, amountFen: sample.fen, fromMonth: sample.firstMonth }])
    expect((await roll(addMonths(sample.firstMonth, -1))).json().items).toEqual([])
  })
})
